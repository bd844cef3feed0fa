import { html, raw } from 'hono/html';
import type { ConsultationDefinition } from '../../contract/consultation.js';
import type { Language } from '../../contract/text.js';
import type { Catalogue } from '../embedding/catalogue.js';
import {
  type Choice,
  ELEMENTS,
  HOSTS,
  lookQuery,
  ownAttributes,
  type Refused,
  WAYS,
} from '../embedding/choice.js';
import { faintPairs } from '../embedding/contrast.js';
import { LOOK, LOOK_NAMES, lookDefaults, SCHEMES } from '../embedding/look.js';
import { recipesFor } from '../embedding/recipes.js';
import { type Place, type Snippet, snippetFor } from '../embedding/snippets.js';
import { BUILDER_WORDS } from './embed-words.js';
import { BUILDER_CSS } from './embed-style.js';
import { type Content, page, textOf } from './platform.js';

declare const __CQ_VERSION__: string;

export interface BuilderContent {
  language: Language;
  /** As it was asked, so that the other language's page is about the same. */
  query: string;
  consultations: ConsultationDefinition[];
  /** A consultation was asked for that there is not. */
  unknown: boolean;
  /** The sites from which one may take part in the chosen consultation. */
  sites: readonly string[];
  chosen: { choice: Choice; refused: Refused } | undefined;
  catalogue: Catalogue;
  place: Place;
}

/** The page on which a web developer makes a snippet: it works by its button, and at once where scripts run. */
export function builderPage(content: BuilderContent): Content {
  const { language, query, chosen } = content;
  const words = BUILDER_WORDS[language];
  const other = `${language === 'fr' ? '/en' : ''}/embed${query}`;
  const scripts = `<style>${BUILDER_CSS}</style><script type="module" src="/embed/${__CQ_VERSION__}/builder.js"></script>`;
  return page(
    { title: words.title, language, other, scripts },
    html`<p class="lead">${words.lead}</p>
      ${content.unknown ? html`<p class="problem">${words.unknown}</p>` : ''}
      ${chosen ? chosenContent(content, chosen) : html`<p>${words.none}</p>`}`,
  );
}

function chosenContent(content: BuilderContent, { choice, refused }: NonNullable<BuilderContent['chosen']>) {
  const { language, place, sites } = content;
  const words = BUILDER_WORDS[language];
  return html`${form(content, choice, refused)}
    <p id="status" role="status"></p>
    ${preview(choice, language)}
    <section aria-labelledby="extrait">
      <h2 id="extrait">${words.snippet}</h2>
      <div id="parts" data-live>${parts(choice, snippetFor(choice, place), language)}</div>
    </section>
    <section aria-labelledby="sites-title">
      <h2 id="sites-title">${words.sites}</h2>
      <div id="sites" data-live>
        <p>${sites.length > 0 ? words.sitesLead : words.noSites}</p>
        <ul>
          ${sites.map((site) => html`<li><code>${site}</code></li>`)}
        </ul>
      </div>
    </section>
    <section aria-labelledby="managers">
      <h2 id="managers">${words.managers}</h2>
      <div id="recipes" data-live>${recipes(choice, place, language)}</div>
    </section>
    <section aria-labelledby="versions">
      <h2 id="versions">${words.versions}</h2>
      <p>${words.versionsLead(place.release.version)}</p>
      <ul>
        <li><a href="${language === 'en' ? '/en' : ''}/embed/versions">${words.policyLink}</a></li>
        <li><a href="/embed/versions.json">${words.listLink}</a></li>
      </ul>
    </section>`;
}

function form(content: BuilderContent, choice: Choice, refused: Refused): Content {
  const { language, consultations } = content;
  const words = BUILDER_WORDS[language];
  const action = language === 'en' ? '/en/embed' : '/embed';
  const { consultation, activity } = choice;
  const back = new URLSearchParams({ consultation: consultation.slug, activity: activity.id });
  return html`<form
    id="choice"
    method="get"
    action="${action}"
    data-updated="${words.updated}"
    data-failed="${words.failed}"
    data-copied="${words.copied}"
    data-selected="${words.selected}"
  >
    <fieldset>
      <legend>${words.what}</legend>
      ${select(
        'consultation',
        words.consultation,
        consultations.map((one) => [one.slug, textOf(one.title, language)]),
        consultation.slug,
      )}
      <div id="activities" data-live>
        ${select(
          'activity',
          words.activity,
          consultation.activities.map((one) => [
            one.id,
            `${textOf(one.title, language)} (<${ELEMENTS[one.kind]}>)`,
          ]),
          activity.id,
        )}
        ${attributeFields(content, choice, refused)}
      </div>
    </fieldset>
    <fieldset>
      <legend>${words.languages}</legend>
      <div class="fields">
        ${select('page', words.pageLanguage, languages(words), choice.pageLang)}
        ${select('lang', words.language, languages(words), choice.lang)}
      </div>
    </fieldset>
    <fieldset>
      <legend>${words.how}</legend>
      ${WAYS.map(
        (way) =>
          html`<div class="way">
            <input
              type="radio"
              id="way-${way}"
              name="way"
              value="${way}"
              aria-describedby="way-${way}-hint"
              ${choice.way === way ? 'checked' : ''}
            /><label for="way-${way}">${words.ways[way]}</label>
            <p class="hint" id="way-${way}-hint">${words.wayHints[way]}</p>
          </div>`,
      )}
    </fieldset>
    ${lookFields(content, choice, refused)}
    <fieldset>
      <legend>${words.host}</legend>
      ${HOSTS.map(
        (host) =>
          html`<div class="way">
            <input
              type="radio"
              id="host-${host}"
              name="host"
              value="${host}"
              ${choice.host === host ? 'checked' : ''}
            /><label for="host-${host}">${words.hosts[host]}</label>
          </div>`,
      )}
    </fieldset>
    <p class="actions">
      <button>${words.submit}</button>
      <a href="${action}?${back.toString()}">${words.reset}</a>
    </p>
  </form>`;
}

type Words = (typeof BUILDER_WORDS)[Language];

const languages = (words: Words): [string, string][] => [
  ['fr', words.fr],
  ['en', words.en],
];

function select(name: string, label: string, options: [value: string, words: string][], chosen: string) {
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <select id="${name}" name="${name}">
      ${options.map(
        ([value, shown]) =>
          html`<option value="${value}" ${value === chosen ? 'selected' : ''}>${shown}</option>`,
      )}
    </select>
  </div>`;
}

/** What this element has beside what all have, as the manifest says. */
function attributeFields({ language, catalogue }: BuilderContent, choice: Choice, refused: Refused) {
  const words = BUILDER_WORDS[language];
  const { activity, attributes, element } = choice;
  return ownAttributes(catalogue, element).map(({ name, description }) => {
    const label = words.attributes[name] ?? `${name}: ${description}`;
    const value = refused[name] ?? attributes[name] ?? '';
    if (name === 'section' && activity.kind === 'ideas')
      return select(
        name,
        label,
        [
          ['', words.all],
          ...activity.sections.map((one): [string, string] => [one.id, textOf(one.label, language)]),
        ],
        value,
      );
    const error = refused[name] === undefined ? '' : words.notAnId;
    return html`<div class="field">
      <label for="${name}">${label}</label>
      <input
        id="${name}"
        name="${name}"
        value="${value}"
        aria-invalid="${String(error !== '')}"
        aria-describedby="${name}-error"
      />
      <p class="error" id="${name}-error">${error}</p>
    </div>`;
  });
}

function lookFields({ language, catalogue }: BuilderContent, choice: Choice, refused: Refused): Content {
  const words = BUILDER_WORDS[language];
  const defaults = lookDefaults(catalogue);
  const { look, scheme } = choice;
  const faint = scheme === undefined || scheme === 'light' ? faintPairs(look, defaults) : [];
  const number = new Intl.NumberFormat(`${language}-CA`, { maximumFractionDigits: 1 });
  return html`<fieldset>
    <legend>${words.look}</legend>
    <p class="hint">${words.lookHint}</p>
    <div class="fields">
      ${LOOK_NAMES.map((name) => {
        const error = refused[name] === undefined ? '' : words.refused[LOOK[name]];
        return html`<div class="field">
          <label for="${name}">${words.names[name]}</label>
          <p class="hint" id="${name}-hint">${words.byDefault} <code>${defaults[name]}</code></p>
          <input
            id="${name}"
            name="${name}"
            value="${refused[name] ?? look[name] ?? ''}"
            autocomplete="off"
            spellcheck="false"
            data-css="${LOOK[name]}"
            data-error="${words.refused[LOOK[name]]}"
            aria-invalid="${String(error !== '')}"
            aria-describedby="${name}-hint ${name}-error"
          />
          <p class="error" id="${name}-error" data-live>${error}</p>
        </div>`;
      })}
      ${select(
        'scheme',
        words.scheme,
        ['' as const, ...SCHEMES].map((one): [string, string] => [one, words.schemes[one]]),
        scheme ?? '',
      )}
    </div>
    <div id="faint" data-live>
      ${faint.map(
        ({ name, ratio }) =>
          html`<p class="problem">${words.contrast(words.pairs[name], number.format(ratio))}</p>`,
      )}
    </div>
  </fieldset>`;
}

/** The address of the page that shows the choice. */
function previewAddress(choice: Choice): string {
  const query = lookQuery(choice);
  query.set('consultation', choice.consultation.slug);
  query.set('activity', choice.activity.id);
  query.set('page', choice.pageLang);
  query.set('lang', choice.lang);
  query.set('host', choice.host);
  if (choice.way === 'frame') query.set('way', 'frame');
  return `/embed/preview?${query.toString()}`;
}

function preview(choice: Choice, language: Language): Content {
  const words = BUILDER_WORDS[language];
  return html`<section aria-labelledby="apercu">
    <h2 id="apercu">${words.preview}</h2>
    <p class="hint">${words.previewNote}</p>
    <div id="preview" data-live>
      <iframe src="${previewAddress(choice)}" title="${words.preview}"></iframe>
    </div>
  </section>`;
}

function code(id: string, name: string, text: string, language: Language): Content {
  const words = BUILDER_WORDS[language];
  return html`<div class="code">
    ${raw(`<pre id="${id}">`)}${text}${raw('</pre>')}
    <button
      type="button"
      class="secondary"
      data-copy="${id}"
      data-name="${name}"
      aria-label="${`${words.copy}${language === 'fr' ? '\u00a0' : ''}: ${name}`}"
      hidden
    >
      ${words.copy}
    </button>
  </div>`;
}

function parts(choice: Choice, snippet: Snippet, language: Language): Content[] {
  const words = BUILDER_WORDS[language];
  const { head, body, css, policy, script = '' } = snippet;
  const hints =
    choice.way === 'frame' ? { ...words.partHints, policy: words.partHints.framePolicy } : words.partHints;
  const texts = { head, body, css, policy: policy.join(';\n'), script };
  return (Object.keys(texts) as (keyof typeof texts)[])
    .filter((name) => texts[name] !== '')
    .map(
      (name) =>
        html`<h3>${words.parts[name]}</h3>
          ${name === 'body' && choice.way === 'frame' ? '' : html`<p class="hint">${hints[name]}</p>`}
          ${code(`snippet-${name}`, words.parts[name], texts[name], language)}`,
    );
}

function recipes(choice: Choice, place: Place, language: Language): Content[] {
  const all = recipesFor(choice, place, snippetFor(choice, place), language);
  return all.map(
    ({ id, title, steps }) =>
      html`<details id="recipe-${id}">
        <summary>${title}</summary>
        <ol>
          ${steps.map(
            ({ say, code: text }, at) =>
              html`<li>
                <p>${say}</p>
                ${text === undefined ? '' : code(`${id}-${at + 1}`, `${title}, ${at + 1}`, text, language)}
              </li>`,
          )}
        </ol>
      </details>`,
  );
}
