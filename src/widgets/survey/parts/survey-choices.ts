import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { OTHER } from '../../../contract/limits.js';
import type { Option } from '../../../contract/survey.js';
import '../../../domain/kinds/images.js';
import type { Of } from '../../../domain/kinds.js';
import { unaccented } from '../../../domain/text-rules.js';
import { isLongList } from '../../../domain/parts.js';
import { number } from '../../base/dates.js';
import { choiceGroup, textField } from '../../base/forms.js';
import { choice } from '../../base/forms/choice.js';
import { describedBy, hintAndError, labelText, value } from '../../base/forms/field.js';
import { addView, type QuestionOptions } from '../../base/forms/view.js';
import { inLanguage, speaking, spoken } from '../../base/language.js';
import { fieldOf } from '../question.js';
import { countWords } from './words.js';

/** What tells whether an option has all the words that are searched for: accents, capitals and hyphens do not count. */
function finder(search: string): (option: Option) => boolean {
  const language = spoken();
  const terms = unaccented(search)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  return ({ label, hint }) => {
    const words = unaccented(
      `${inLanguage(label, language).text} ${hint ? inLanguage(hint, language).text : ''}`,
    );
    return terms.every((term) => words.includes(term));
  };
}

function foundWords(found: number, all: number): string {
  if (found > 0) return msg(str`${number(found)} choix sur ${number(all)}`);
  return msg('Aucun choix ne correspond. Vérifiez l’orthographe, ou effacez la recherche.');
}

let telling: ReturnType<typeof setTimeout> | undefined;
/** How long one has stopped typing before the count is said, in milliseconds: not at each key. */
const PAUSE = 500;

/**
 * Native radio buttons under a text field that leaves those that match. What is chosen stays in the list and is told
 * above it. What was searched for is kept with what was entered, so that it is there on the way back.
 */
addView('single-choice', {
  controls(question, options) {
    if (!isLongList(question)) return undefined;
    const { entered, localize, onChange, errors } = options;
    const { id } = options;
    const specify = errors[0]?.code === 'specify';
    const field = { ...fieldOf(question, options), ...(specify && { error: undefined }) };
    const selected = entered.chosen ?? [];
    const group = {
      ...field,
      options: [],
      selected,
      onChange: (chosen: string[]) => onChange({ chosen }),
    };
    const isFound = finder(entered.text ?? '');
    const found = question.options.filter(isFound).length;
    const chosen = question.options.find((option) => option.id === selected[0]);
    return html`<fieldset class=${field.error ? 'field field-error' : 'field'}>
      <legend id="${id}-label">${labelText(field)}</legend>
      ${hintAndError(field)} ${search(question, options, found)}
      <p class="chosen">
        ${msg('Votre choix :')}
        ${chosen ? html`<strong>${localize(chosen.label)}</strong>` : selected[0] === OTHER ? msg('Autre (préciser)') : msg('aucun')}
      </p>
      <div
        class="long-list"
        role="radiogroup"
        aria-labelledby="${id}-label"
        aria-required=${field.required ? 'true' : nothing}
        aria-invalid=${field.error ? 'true' : nothing}
        aria-describedby=${describedBy(field)}
      >
        ${question.options.map((option, index) =>
          option === chosen || isFound(option)
            ? choice(
                group,
                {
                  value: option.id,
                  label: localize(option.label),
                  hint: option.hint && localize(option.hint),
                },
                `${id}-${index}`,
              )
            : nothing,
        )}
        ${question.other ? choice(group, { value: OTHER, label: msg('Autre (préciser)') }, `${id}-last`) : nothing}
      </div>
      ${
        selected[0] === OTHER
          ? html`<div class="other">
              ${textField({
                id: `${id}-other`,
                label: msg('Précisez'),
                value: entered.other ?? '',
                error: specify ? errors[0]!.message : undefined,
                onInput: (other) => onChange({ other }),
              })}
            </div>`
          : nothing
      }
    </fieldset>`;
  },
});

function search(
  question: Of<'single-choice'>,
  { id, entered, onChange, say, root }: QuestionOptions,
  found: number,
): TemplateResult {
  const language = spoken();
  const all = question.options.length;
  const input = (event: Event) => {
    const text = value(event);
    onChange({ text });
    clearTimeout(telling);
    const words = speaking(language, () => foundWords(question.options.filter(finder(text)).length, all));
    telling = setTimeout(() => say(words), PAUSE);
  };
  const key = (event: KeyboardEvent) => {
    // «Enter» ends the search, not the page; the arrow goes into the list.
    if (event.key !== 'Enter' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    if (event.key === 'Enter') return;
    const radios = [...root.querySelectorAll<HTMLInputElement>(`input[name="${id}"]`)];
    (radios.find(({ checked }) => checked) ?? radios[0])?.focus();
  };
  return html`<div class="search">
    <label for=${id}>${msg('Chercher dans la liste')}</label>
    <input
      class="input"
      id=${id}
      type="search"
      autocomplete="off"
      aria-describedby="${id}-found"
      .value=${entered.text ?? ''}
      @input=${input}
      @keydown=${key}
    />
    <span class="hint" id="${id}-found">${foundWords(found, all)}</span>
  </div>`;
}

addView('image-choice', {
  controls(question, options) {
    const { entered, localize, onChange } = options;
    const missing = (event: Event) => (event.target as Element).closest('.choice')!.classList.add('missing');
    return html`<div class="pictures">
      ${choiceGroup({
        ...fieldOf(question, { ...options, note: question.multiple ? countWords(question) : undefined }),
        multiple: question.multiple,
        selected: entered.chosen ?? [],
        onChange: (chosen) => onChange({ chosen }),
        options: question.options.map(({ id, label, hint, image }) => ({
          value: id,
          // The words come first, and stay where the page's policy or the network keeps the picture away.
          label: html`<span>${localize(label)}</span
            ><img
              src=${image.src}
              alt=${inLanguage(image.alt, spoken()).text}
              width=${image.width}
              height=${image.height}
              loading="lazy"
              decoding="async"
              referrerpolicy="no-referrer"
              @error=${missing}
            /><span class="hint alt">${localize(image.alt)}</span>`,
          hint: hint && localize(hint),
        })),
      })}
    </div>`;
  },
  words({ options }, answer, localize) {
    const words = (id: unknown) => {
      const option = options.find((one) => one.id === id);
      return option ? localize(option.label) : id;
    };
    return Array.isArray(answer) ? answer.map(words) : words(answer);
  },
  errorWords(question, { code }) {
    if (code !== 'required') return undefined;
    if (!question.multiple) return msg('Choisissez une réponse.');
    return (question.min ?? 0) > 1 ? countWords(question) : msg('Cochez au moins un choix.');
  },
  styles: css`
    .search label {
      font-weight: 400;
    }
    .search {
      margin-block-start: 8px;
    }
    .chosen {
      margin-block: 8px;
    }
    .long-list {
      max-block-size: 22em;
      overflow: auto;
      padding-inline: 12px;
      border: 1px solid var(--_border);
    }
    .pictures .choices {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 200px), 1fr));
      gap: 16px;
      padding-block-start: 8px;
    }
    .pictures .choice {
      padding: 12px;
      border: 1px solid var(--_border);
    }
    .pictures .choice:has(:checked) {
      outline: 3px solid var(--_primary);
      outline-offset: -3px;
    }
    .pictures .choice:has(:focus-visible) {
      outline: 3px solid var(--_focus);
      outline-offset: 2px;
    }
    .pictures img {
      display: block;
      margin-block-start: 8px;
      max-inline-size: 100%;
      block-size: auto;
    }
    .pictures .alt,
    .missing img {
      display: none;
    }
    .missing .alt {
      display: block;
    }
  `,
});
