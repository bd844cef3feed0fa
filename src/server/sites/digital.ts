import type { Language } from '../../contract/text.js';

/** An agency's site as they are made now: variables, a grid, a dark hero. Its style sheet stands at an address of its own. */
export const DIGITAL_CSS = `
:root { --ink: #14213d; --paper: #fbfbfd; --accent: #0b6e4f; --line: #dfe3ea }
*, ::before, ::after { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 Inter, system-ui, sans-serif }
a { color: var(--accent); text-underline-offset: .2em }
.top { display: flex; flex-wrap: wrap; gap: .5rem 2rem; align-items: center; justify-content: space-between; padding: 1rem clamp(1rem, 5vw, 4rem); border-bottom: 1px solid var(--line); background: #fff }
.top strong { font-size: 1.125rem } .top nav { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem } .top nav a { padding: .6rem 0 }
.hero { padding: clamp(2rem, 6vw, 4.5rem) clamp(1rem, 5vw, 4rem); background: var(--ink); color: #fff }
.hero h1 { margin: 0 0 1rem; font-size: clamp(1.75rem, 4vw, 2.75rem); line-height: 1.15; max-width: 22ch } .hero p { max-width: 60ch; margin: 0 }
main { display: grid; gap: 2.5rem; max-width: 56rem; margin: 0 auto; padding: 2.5rem clamp(1rem, 5vw, 2rem) 4rem }
.panel { padding: clamp(1rem, 4vw, 2rem); background: #fff; border: 1px solid var(--line); border-radius: .75rem }
.panel > h2 { margin: 0 0 1rem; font-size: 1.5rem } small { color: #55607a }
cq-survey, cq-comment-thread { display: block; min-block-size: 26em } cq-feedback-prompt { display: block; min-block-size: 8em }
footer { padding: 2rem clamp(1rem, 5vw, 4rem); border-top: 1px solid var(--line) }
`;

const WORDS = {
  fr: {
    title: 'Votre avis sur la loi numérique',
    site: 'Agence du numérique',
    lead: 'Un sondage de cinq minutes, et une discussion ouverte à toutes et à tous.',
    survey: 'Répondre au sondage',
    discussion: 'Discuter',
    other: 'English',
    home: 'Accueil',
    satisfaction: 'Votre satisfaction',
    satisfactionLead:
      'Un sondage d’une quarantaine de questions, dont chaque personne voit celles qui la concernent.',
    answer: 'Répondre au sondage sur la plateforme de consultation',
    comment: 'Commenter sur la plateforme de consultation',
    opinion: 'Donner votre avis sur cette page',
    note: 'Contributions de la consultation « République numérique » (France, 2015), sous Licence Ouverte 1.0. Les contributions sont dans la langue où elles ont été écrites.',
    demo: 'Site de démonstration. Aucun lien avec un organisme réel.',
  },
  en: {
    title: 'Your say on the digital bill',
    site: 'Digital Agency',
    lead: 'A five-minute survey, and a discussion that is open to all.',
    survey: 'Answer the survey',
    discussion: 'Discuss',
    other: 'Français',
    home: 'Home',
    satisfaction: 'Your satisfaction',
    satisfactionLead: 'A survey of some forty questions, of which each person sees those that concern them.',
    answer: 'Answer the survey on the consultation platform',
    comment: 'Comment on the consultation platform',
    opinion: 'Give your opinion of this page',
    note: 'Contributions from the “République numérique” consultation (France, 2015), under the Licence Ouverte 1.0. Contributions are in the language in which they were written.',
    demo: 'Demonstration site. No connection with any real body.',
  },
};

/** The strictest policy that the widgets work under, with this site's own style sheet. */
export function digitalPolicy(platform: string): string {
  return [
    "default-src 'none'",
    `script-src ${platform}`,
    `connect-src ${platform}`,
    "style-src 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types lit-html cq-loader 'allow-duplicates'",
  ].join('; ');
}

/** The agency's long survey. */
const SATISFACTION = 'satisfaction-services';

/** A bilingual page of an agency that does not exist; `here` is its own address: the bill’s, or that of the long survey. */
export function digitalPage(
  platform: string,
  consultation: string,
  language: Language,
  here: string,
): string {
  const words = WORDS[language];
  const isLong = new URL(here).pathname.endsWith('/satisfaction');
  const title = isLong ? words.satisfaction : words.title;
  const other = language === 'fr' ? 'en' : 'fr';
  const pages = `${platform}${language === 'en' ? '/en' : ''}/c`;
  const way = (place: string, label: string) => `<p><a href="${pages}/${place}">${label}</a></p>`;
  const bill = `<section class="panel"><h2>${words.survey}</h2><cq-survey consultation="${consultation}">${way(`${consultation}/sondage`, words.answer)}</cq-survey></section>
<section class="panel"><h2>${words.discussion}</h2><p><small>${words.note}</small></p><cq-comment-thread consultation="${consultation}">${way(`${consultation}/discussion`, words.comment)}</cq-comment-thread></section>
<section class="panel"><cq-feedback-prompt consultation="${consultation}">${way(`${consultation}/page?page=${encodeURIComponent(here)}`, words.opinion)}</cq-feedback-prompt></section>`;
  const long = `<section class="panel"><cq-survey consultation="${SATISFACTION}" history data-source="accueil">${way(`${SATISFACTION}/sondage`, words.answer)}</cq-survey></section>`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} – ${words.site}</title>
<link rel="stylesheet" href="/site.css">
<link rel="preconnect" href="${platform}" crossorigin>
<script async crossorigin src="${platform}/embed/1.js"></script>
</head>
<body>
<div class="top"><strong>${words.site}</strong><nav><a href="/${language}/">${words.home}</a><a href="/${language}/satisfaction">${words.satisfaction}</a><a href="/${other}/${isLong ? 'satisfaction' : ''}" hreflang="${other}" lang="${other}">${words.other}</a></nav></div>
<div class="hero"><h1>${title}</h1><p>${isLong ? words.satisfactionLead : words.lead}</p></div>
<main>
${isLong ? long : bill}
</main>
<footer><small>${words.demo}</small></footer>
</body>
</html>`;
}
