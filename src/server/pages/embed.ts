import { html, raw } from 'hono/html';
import type { Language } from '../../contract/text.js';
import { type Choice, lookQuery, type Refused } from '../embedding/choice.js';
import { recipesFor } from '../embedding/recipes.js';
import { type Place, type Snippet, snippetFor } from '../embedding/snippets.js';
import { builderForm, type FormContent } from './embed-form.js';
import { BUILDER_WORDS } from './embed-words.js';
import { BUILDER_CSS } from './embed-style.js';
import { type Content, page } from './platform.js';

declare const __CQ_VERSION__: string;

export interface BuilderContent extends FormContent {
  /** As it was asked, so that the other language's page is about the same. */
  query: string;
  /** A consultation was asked for that there is not. */
  unknown: boolean;
  /** The sites from which one may take part in the chosen consultation. */
  sites: readonly string[];
  chosen: { choice: Choice; refused: Refused } | undefined;
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
  const { version, withdrawn } = place.release;
  return html`${builderForm(content, choice, refused)}
    <p id="status" role="status"></p>
    ${preview(choice, language)}
    <section aria-labelledby="extrait">
      <h2 id="extrait">${words.snippet}</h2>
      ${withdrawn === undefined ? '' : html`<p class="problem">${words.withdrawn(version, withdrawn)}</p>`}
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
      <p>${words.versionsLead(version)}</p>
      <ul>
        <li><a href="${language === 'en' ? '/en' : ''}/embed/versions">${words.policyLink}</a></li>
        <li><a href="/embed/versions.json">${words.listLink}</a></li>
      </ul>
    </section>`;
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
  const { head, faster = '', body, css, policy, script = '' } = snippet;
  const hints =
    choice.way === 'frame' ? { ...words.partHints, policy: words.partHints.framePolicy } : words.partHints;
  const texts = { head, faster, body, css, policy: policy.join('; '), script };
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
