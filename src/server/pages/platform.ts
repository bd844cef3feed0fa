import { html, raw } from 'hono/html';
import type { ActivityDefinition, ConsultationDefinition } from '../../contract/consultation.js';
import type { Language, LocalizedText } from '../../contract/text.js';
import { phaseOf } from '../../domain/hours.js';
import { ELEMENTS } from '../../domain/elements.js';
import { longDate } from '../forms/words.js';
import { MODERATION_WORDS } from './moderation-words.js';
import { PLATFORM_CSS } from './style.js';

const WORDS = {
  fr: {
    site: 'Consultation Québec',
    lead: 'Participez aux consultations des organismes publics. Sans compte, en quelques minutes.',
    list: 'Consultations',
    none: 'Aucune consultation pour le moment.',
    open: (until: string) => `Ouverte jusqu’au ${until}`,
    before: (from: string) => `Ouvre le ${from}`,
    closed: (since: string) => `Terminée depuis le ${since}`,
    purpose: 'Pourquoi cette consultation',
    contact: 'Pour nous joindre',
    mine: 'Mes contributions',
    mineLead: 'Ce que vous avez donné à cette consultation à partir de ce navigateur.',
    other: 'English',
    skip: 'Passer au contenu',
    participate: 'Cette page a besoin de JavaScript.',
    without: 'Sans JavaScript, participez à partir de ces pages :',
    survey: 'Répondre au sondage',
    comments: 'Lire les commentaires et commenter',
    ideas: 'Lire les idées et voter',
    feedback: 'Donner votre avis sur la page',
    print: 'Imprimer le questionnaire',
    api: 'Interface pour les programmes',
    embed: 'Ajouter un widget à votre site',
    missing: 'Page introuvable',
    missingLead:
      'Il n’y a rien à cette adresse. Elle est peut-être incomplète, ou la consultation n’est plus ici.',
    unavailable: 'Le service ne répond pas pour le moment',
    unavailableLead: 'Rien n’est perdu\u00a0: réessayez dans quelques minutes.',
    home: 'Voir les consultations',
  },
  en: {
    site: 'Consultation Québec',
    lead: 'Take part in the consultations of public bodies. No account, a few minutes.',
    list: 'Consultations',
    none: 'No consultation for now.',
    open: (until: string) => `Open until ${until}`,
    before: (from: string) => `Opens on ${from}`,
    closed: (since: string) => `Closed since ${since}`,
    purpose: 'Why this consultation',
    contact: 'Contact us',
    mine: 'My contributions',
    mineLead: 'What you gave to this consultation from this browser.',
    other: 'Français',
    skip: 'Skip to content',
    participate: 'This page needs JavaScript.',
    without: 'Without JavaScript, take part from these pages:',
    survey: 'Answer the survey',
    comments: 'Read the comments and comment',
    ideas: 'Read the ideas and vote',
    feedback: 'Give your opinion of the page',
    print: 'Print the questionnaire',
    api: 'Interface for programs',
    embed: 'Add a widget to your site',
    missing: 'Page not found',
    missingLead:
      'There is nothing at this address. It may be incomplete, or the consultation is no longer here.',
    unavailable: 'The service is not answering at the moment',
    unavailableLead: 'Nothing is lost: try again in a few minutes.',
    home: 'See the consultations',
  },
} as const;

/** A piece of a page. */
export type Content = ReturnType<typeof html>;

/** The platform's first page: the consultations that there are. */
export function homePage(consultations: ConsultationDefinition[], language: Language, now: Date): Content {
  const words = WORDS[language];
  return page(
    { title: words.site, language, other: homeIn(language === 'fr' ? 'en' : 'fr') },
    html` <p class="lead">${words.lead}</p>
      <h2>${words.list}</h2>
      ${consultations.length === 0 ? html`<p>${words.none}</p>` : ''}
      <ul class="cards">
        ${consultations.map(
          (consultation) =>
            html`<li class="card">
              <h3>
                <a href="${addressOf(consultation.slug, language)}">${text(consultation.title, language)}</a>
              </h3>
              <p class="phase">${phaseWords(consultation, language, now)}</p>
              <p>${text(consultation.purpose, language)}</p>
            </li>`,
        )}
      </ul>`,
  );
}

declare const __CQ_VERSION__: string;

const LOADER = `<script async crossorigin src="/embed/1.js"></script>`;
const OWN_CONTRIBUTIONS = `<script type="module" crossorigin src="/embed/${__CQ_VERSION__}/own-contributions.js"></script>`;

/** A consultation's own page, with all its widgets. */
export function consultationPage(definition: ConsultationDefinition, language: Language, now: Date): Content {
  const words = WORDS[language];
  const { slug, contact, attribution } = definition;
  const title = textOf(definition.title, language);
  return page(
    { title, language, other: addressOf(slug, language === 'fr' ? 'en' : 'fr'), scripts: LOADER },
    html` <p class="phase">${phaseWords(definition, language, now)}</p>
      <h2>${words.purpose}</h2>
      <p class="lead">${text(definition.purpose, language)}</p>
      ${attribution ? html`<p class="muted">${text(attribution, language)}</p>` : ''}
      <noscript>
        <p>${words.without}</p>
        <ul>
          ${definition.activities.map(
            (activity) =>
              html`<li>${formLink(slug, activity, language)} – ${text(activity.title, language)}</li>`,
          )}
        </ul>
      </noscript>
      ${definition.activities.map((activity) => {
        const element = ELEMENTS[activity.kind];
        // The element shows its title itself, once it is there.
        return html`<section class="activity">
          ${raw(`<${element} consultation="${slug}" activity="${activity.id}">`)}
          <h2>${text(activity.title, language)}</h2>
          ${activity.description ? html`<p>${text(activity.description, language)}</p>` : ''}
          <p>${formLink(slug, activity, language)}</p>
          ${raw(`</${element}>`)} ${activity.kind === 'survey' ? printLink(slug, activity.id, language) : ''}
        </section>`;
      })}
      <h2>${words.contact}</h2>
      <p>
        ${text(contact.name, language)}<br />
        <a href="mailto:${contact.email}">${contact.email}</a
        >${contact.telephone ? html`<br />${contact.telephone}` : ''}
      </p>
      <p><a href="${addressOf(slug, language)}/mine">${words.mine}</a></p>
      ${definition.activities.some(({ kind }) => kind === 'comments') ? moderationLink(slug, language) : ''}`,
  );
}

/** What this browser's participant gave, or whoever comes with a recovery link. */
export function ownPage({ slug, title, activities }: ConsultationDefinition, language: Language): Content {
  const words = WORDS[language];
  const other = `${addressOf(slug, language === 'fr' ? 'en' : 'fr')}/mine`;
  return page(
    { title: words.mine, language, other, scripts: OWN_CONTRIBUTIONS },
    html` <p class="lead">${words.mineLead}</p>
      <p><a href="${addressOf(slug, language)}">${text(title, language)}</a></p>
      <noscript><p>${words.participate}</p></noscript>
      ${raw(`<cq-own-contributions consultation="${slug}" kind="${activities[0]!.kind}"></cq-own-contributions>`)}`,
  );
}

interface PageOptions {
  title: string;
  /** The title as tabs and screen readers give it, where it says more. */
  heading?: string;
  language: Language;
  /** The same page in the other language. */
  other: string;
  scripts?: string;
  /** What the page's own style adds. */
  style?: string;
}

/** The way to take part in an activity where its element does not show. */
function formLink(slug: string, { id, kind }: ActivityDefinition, language: Language): Content {
  return html`<a href="${addressOf(slug, language)}/${id}">${WORDS[language][kind]}</a>`;
}

/** Where a survey's questionnaire is, as a page to print. */
export function printAddress(slug: string, activity: string, language: Language): string {
  return `${addressOf(slug, language)}/${activity}/${language === 'fr' ? 'imprimer' : 'print'}`;
}

/** Where the public log of a consultation's moderation is. */
export function moderationAddress(slug: string, language: Language): string {
  return `${addressOf(slug, language)}/moderation`;
}

/** The way to it. */
export function moderationLink(slug: string, language: Language): Content {
  return html`<p><a href="${moderationAddress(slug, language)}">${MODERATION_WORDS[language].link}</a></p>`;
}

/** The way to the questionnaire on paper, for those who are not online. */
export function printLink(slug: string, activity: string, language: Language): Content {
  return html`<p><a href="${printAddress(slug, activity, language)}">${WORDS[language].print}</a></p>`;
}

/** In the place of a page that is not there, or that cannot be made while the database does not answer. */
export function problemPage(problem: 'missing' | 'unavailable', language: Language): Content {
  const words = WORDS[language];
  return page(
    { title: words[problem], language, other: homeIn(language === 'fr' ? 'en' : 'fr') },
    html` <p class="lead">${words[`${problem}Lead`]}</p>
      <p><a href="${homeIn(language)}">${words.home}</a></p>`,
  );
}

function homeIn(language: Language): string {
  return language === 'en' ? '/en' : '/';
}

/** Where a consultation's page is. */
export function addressOf(slug: string, language: Language): string {
  return `${language === 'en' ? '/en' : ''}/c/${slug}`;
}

/** A page of the platform, with what is on all of them. */
export function page(
  { title, heading = title, language, other, scripts = '', style = '' }: PageOptions,
  content: Content | string,
): Content {
  const words = WORDS[language];
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${heading === words.site ? heading : `${heading} – ${words.site}`}</title>
        <style>
          ${raw(PLATFORM_CSS + style)}
        </style>
        ${raw(scripts)}
      </head>
      <body>
        <a class="skip" href="#contenu">${words.skip}</a>
        <header>
          <div class="wide">
            <a class="brand" href="${homeIn(language)}">${words.site}</a>
            <a
              href="${other}"
              hreflang="${language === 'fr' ? 'en' : 'fr'}"
              lang="${language === 'fr' ? 'en' : 'fr'}"
              >${words.other}</a
            >
          </div>
        </header>
        <main id="contenu" tabindex="-1">
          <h1>${title}</h1>
          ${content}
        </main>
        <footer>
          <div class="wide">
            <a href="${language === 'en' ? '/en' : ''}/embed">${words.embed}</a>
            <a href="/docs/api" hreflang="en">${words.api}</a>
          </div>
        </footer>
      </body>
    </html>`;
}

function phaseWords(hours: ConsultationDefinition, language: Language, now: Date): string {
  const words = WORDS[language];
  const phase = phaseOf(hours, now);
  if (phase === 'before') return words.before(longDate(hours.opensAt, language));
  const closes = longDate(hours.closesAt, language);
  return phase === 'open' ? words.open(closes) : words.closed(closes);
}

/** A text of the definition in a page's language, else in French. */
export function textOf(localized: LocalizedText, language: Language): string {
  return (language === 'en' ? localized.en : undefined) ?? localized.fr;
}

/** A text of the definition, marked with its language where that is not the page's. */
export function text(localized: LocalizedText, language: Language): Content | string {
  if (language === 'en' && localized.en === undefined) return html`<span lang="fr">${localized.fr}</span>`;
  return textOf(localized, language);
}
