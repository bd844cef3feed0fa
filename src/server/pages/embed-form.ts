import { html } from 'hono/html';
import type { ConsultationDefinition } from '../../contract/consultation.js';
import type { Language } from '../../contract/text.js';
import type { Catalogue } from '../embedding/catalogue.js';
import { ELEMENTS } from '../../domain/elements.js';
import { type Choice, HOSTS, ownAttributes, type Refused, WAYS } from '../embedding/choice.js';
import { faintPairs } from '../embedding/contrast.js';
import { LOOK, LOOK_NAMES, lookDefaults, SCHEMES } from '../embedding/look.js';
import { BUILDER_WORDS } from './embed-words.js';
import { type Content, textOf } from './platform.js';

/** What can be chosen, and in whose words. */
export interface FormContent {
  language: Language;
  consultations: ConsultationDefinition[];
  catalogue: Catalogue;
}

/** The builder's form: a button sends it; where scripts run, each change does. */
export function builderForm(content: FormContent, choice: Choice, refused: Refused): Content {
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
      <div id="french-only" data-live>
        ${
          consultation.languages.includes(choice.lang) ? '' : html`<p class="problem">${words.frenchOnly}</p>`
        }
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
function attributeFields({ language, catalogue }: FormContent, choice: Choice, refused: Refused) {
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
    const wrong = name === 'about' ? words.notAnAddress : words.notAnId;
    const error = refused[name] === undefined ? '' : wrong;
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

function lookFields({ language, catalogue }: FormContent, choice: Choice, refused: Refused): Content {
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
