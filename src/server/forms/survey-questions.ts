import { html } from 'hono/html';
import { OTHER } from '../../contract/limits.js';
import type { Language } from '../../contract/text.js';
import { NO, UNSURE, YES } from '../../domain/common-kinds.js';
import { type AllEntered, type Entered, writtenIn } from '../../domain/entered.js';
import { questionsIn } from '../../domain/kinds.js';
import { isLongList } from '../../domain/parts.js';
import { type Asked, isAsked, type ShownQuestion } from '../../domain/survey.js';
import { text } from '../pages/platform.js';
import {
  attributes,
  choiceGroup,
  type Content,
  dateField,
  description,
  type FieldOptions,
  hidden,
  hintAndError,
  labelText,
  listField,
  textArea,
  textField,
} from './controls.js';
import { type Pipe, prose } from './survey-texts.js';
import { countWords, exclusiveIn, SURVEY_WORDS } from './survey-words.js';
import { rareEntered, rareField, type RareOptions, rareTravelling, writtenBefore } from './rare-questions.js';
import type { Visit, VisitTo } from './visit.js';
import { textOf, wordsOf } from './words.js';

/**
 * The name of a question's first control, which is its id too. No question's own name holds a dot, so that nothing that
 * is added after one meets another question's.
 */
export function controlId(question: string): string {
  return `q.${question}`;
}

/** What was entered in all questions, on this page and on those before. */
export function enteredIn(visit: VisitTo<'survey'>): AllEntered {
  const questions = questionsIn(visit.activity).filter(isAsked);
  return Object.fromEntries(questions.map((question) => [question.id, enteredFor(visit, question)]));
}

function enteredFor(visit: VisitTo<'survey'>, question: Asked): Entered {
  const rare = rareEntered(visit, question, enteredFor);
  if (rare) return rare;
  const name = controlId(question.id);
  switch (question.type) {
    case 'single-choice':
    case 'multiple-choice':
      return { chosen: chosen(visit, name), other: visit.entered(`${name}.other`) };
    case 'yes-no':
    case 'scale':
    case 'recommendation':
    case 'consent':
    case 'image-choice':
      return { chosen: chosen(visit, name) };
    case 'date': {
      const [day, month, year] = ['', '.month', '.year'].map((part) => visit.entered(name + part).trim());
      return { text: day || month || year ? `${year}-${month}-${day}` : '' };
    }
    case 'number':
      return writtenIn({ text: visit.entered(name), language: writtenBefore(visit) }, visit.language);
    default:
      return { text: visit.entered(name) };
  }
}

const chosen = (visit: Visit, name: string) => visit.enteredAll(name).filter((value) => value !== '');

/** What was entered in the questions that a page does not show, or shows closed, so that it travels unseen. */
export function travelling(visit: VisitTo<'survey'>, shown: readonly ShownQuestion[]): Content {
  const fields = questionsIn(visit.activity)
    .filter(isAsked)
    .filter((question) => !shown.some(({ id, disabled }) => id === question.id && !disabled))
    .flatMap(
      (question) => rareTravelling(question, enteredFor(visit, question)) ?? postedFor(visit, question),
    );
  return html`${fields
    .filter(([, value]) => value !== '')
    .map(([name, value]) => hidden({ [name]: value }))}`;
}

function postedFor(visit: VisitTo<'survey'>, question: Asked): [string, string][] {
  const { id } = question;
  if (question.type === 'number') return [[controlId(id), enteredFor(visit, question).text ?? '']];
  return ['', '.other', '.month', '.year'].flatMap((part) =>
    visit.enteredAll(controlId(id) + part).map((value): [string, string] => [controlId(id) + part, value]),
  );
}

interface QuestionOptions {
  entered: Entered;
  error: string | undefined;
  language: Language;
  pipe: Pipe;
}

/** One question with its controls, or a block of information. */
export function questionField(question: ShownQuestion, options: QuestionOptions & RareOptions): Content {
  const { language, pipe } = options;
  if (isAsked(question)) {
    if (question.disabled) return closed(question, options);
    const { label, hint } = question;
    const told = { ...question, label: pipe(label), hint: hint && pipe(hint) };
    return (
      rareField(told, options, (member, own) => controls(member, { ...own, pipe })) ??
      controls(question, options)
    );
  }
  if (question.type !== 'information') return '';
  const title = question.title ? html`<h3>${text(pipe(question.title), language)}</h3>` : '';
  return html`${title} ${prose(question.text, language, pipe)}`;
}

/** Shown, but closed to answers, with the reason; what was entered before travels with the form. */
function closed(question: Asked, options: QuestionOptions): Content {
  const id = `${controlId(question.id)}.closed`;
  return html`<fieldset class="field closed" disabled aria-labelledby="${id}">
    <p class="hint" id="${id}">${SURVEY_WORDS[options.language].closed}</p>
    ${controls({ ...question, required: false }, { ...options, entered: {}, error: undefined })}
  </fieldset>`;
}

/** What is said under the label: the hint, why it is asked, and what the rules ask for. */
function hintOf(question: Asked, { language, pipe }: QuestionOptions): Content | undefined {
  const { hint, purpose } = question;
  const words = SURVEY_WORDS[language];
  const note: string[] = [];
  if (question.type === 'multiple-choice' || (question.type === 'image-choice' && question.multiple))
    note.push(countWords(question, language), ...exclusiveIn(question, language).map(words.alone));
  else if (!hint) note.push(exampleOf(question, language) ?? '');
  const said = [hint && text(pipe(hint), language), purpose && text(purpose, language), ...note].filter(
    Boolean,
  );
  return said.length > 0 ? html`${said.map((one) => html`${one} `)}` : undefined;
}

function exampleOf(question: Asked, language: Language): string | undefined {
  const words = SURVEY_WORDS[language];
  switch (question.type) {
    case 'telephone':
      return words.phoneExample;
    case 'postal-code':
      return question.part === 'area' ? words.areaExample : words.postalExample;
    case 'web-address':
      return words.webExample;
    case 'time':
      return words.timeExample;
    default:
      return undefined;
  }
}

function controls(question: Asked, all: QuestionOptions): Content {
  const { entered, error, language, pipe } = all;
  const common = {
    id: controlId(question.id),
    label: text(pipe(question.label), language),
    hint: hintOf(question, all),
    required: question.required,
    error,
    language,
  };
  const written = { ...common, value: entered.text ?? '' };
  const choices = { ...common, selected: entered.chosen ?? [] };
  switch (question.type) {
    case 'short-text':
      return textField({ ...written, autocomplete: question.autocomplete });
    case 'long-text':
      return textArea({ ...written, maxLength: question.maxLength });
    case 'email':
      return textField({ ...written, type: 'email', inputmode: 'email', autocomplete: 'email' });
    case 'number':
      return textField({
        ...written,
        inputmode: question.decimals > 0 ? 'decimal' : 'numeric',
        short: true,
        unit: question.unit && text(question.unit, language),
      });
    case 'telephone':
      return textField({ ...written, type: 'tel', inputmode: 'tel', autocomplete: 'tel', short: true });
    case 'postal-code':
      return textField({
        ...written,
        autocomplete: question.part === 'area' ? undefined : 'postal-code',
        short: true,
      });
    case 'web-address':
      return textField({ ...written, type: 'url', inputmode: 'url', autocomplete: 'url' });
    case 'time':
      return textField({ ...written, short: true });
    case 'date':
      return dateField(written);
    case 'consent':
      return consent(question, common, all);
    case 'recommendation': {
      const [least, most] = SURVEY_WORDS[language].likely;
      return choiceGroup({
        ...choices,
        ends: [
          question.minLabel ? text(question.minLabel, language) : least,
          question.maxLabel ? text(question.maxLabel, language) : most,
        ],
        options: steps(0, 10).map((value) => ({ value, label: value })),
      });
    }
    case 'image-choice':
      return html`<div class="pictures">
        ${choiceGroup({ ...choices, multiple: question.multiple, options: pictures(question, language) })}
      </div>`;
    case 'yes-no': {
      const { yes, no, unsure } = wordsOf(language);
      return choiceGroup({
        ...choices,
        options: [
          { value: YES, label: yes },
          { value: NO, label: no },
          ...(question.unsure ? [{ value: UNSURE, label: unsure }] : []),
        ],
      });
    }
    case 'scale':
      return scale(question, choices, language);
    case 'single-choice':
    case 'multiple-choice':
      return options(question, all, choices);
    default:
      return textField(written);
  }
}

type WithOptions = Extract<Asked, { type: 'single-choice' | 'multiple-choice' }>;

/** The options, and the text of «other, specify», which is always there: nothing can show it once it is chosen. */
function options(
  question: WithOptions,
  { entered, error, language }: QuestionOptions,
  choices: Omit<Parameters<typeof choiceGroup>[0], 'options'>,
): Content {
  const words = wordsOf(language);
  const own = question.options.map(({ id, label, hint }) => ({
    value: id,
    label: text(label, language),
    hint: hint && text(hint, language),
  }));
  const group = (more: { options: typeof own; below?: Content }) =>
    question.type === 'single-choice' && isLongList(question)
      ? listField({ ...choices, ...more })
      : choiceGroup({ ...choices, multiple: question.type === 'multiple-choice', ...more });
  if (!question.other) return group({ options: own });
  const missing = entered.chosen?.includes(OTHER) && !entered.other?.trim() ? error : undefined;
  return group({
    options: [...own, { value: OTHER, label: words.other, hint: undefined }],
    below: html`<div class="other">
      ${textField({
        id: `${choices.id}.other`,
        label: words.specify,
        value: entered.other ?? '',
        error: missing,
        language,
      })}
    </div>`,
  });
}

type Choices = Omit<Parameters<typeof choiceGroup>[0], 'options'>;

/** Numbers between both ends; or stars and steps in words, which need no picture. */
function scale(question: Extract<Asked, { type: 'scale' }>, choices: Choices, language: Language): Content {
  const { display, labels, min, max } = question;
  const { stars } = SURVEY_WORDS[language];
  const label = (value: string, index: number): Content => {
    const words = labels?.[index] && text(labels[index], language);
    if (words) return display === 'smileys' ? words : html`${value} – ${words}`;
    return display === 'stars' ? stars(value) : value;
  };
  return choiceGroup({
    ...choices,
    ends: labels ? undefined : [text(question.minLabel, language), text(question.maxLabel, language)],
    options: steps(min, max).map((value, index) => ({ value, label: label(value, index) })),
  });
}

/** Pictures with their words, which stay where the picture does not come. */
function pictures({ options }: Extract<Asked, { type: 'image-choice' }>, language: Language) {
  return options.map(({ id, label, hint, image }) => ({
    value: id,
    label: html`${text(label, language)}<img
        src="${image.src}"
        alt="${textOf(image.alt, language)}"
        width="${image.width}"
        height="${image.height}"
        loading="lazy"
        referrerpolicy="no-referrer"
      />`,
    hint: hint && text(hint, language),
  }));
}

/** A consent of its own: its text, and one box that nothing ticks in advance. */
function consent(
  question: Extract<Asked, { type: 'consent' }>,
  field: FieldOptions,
  { entered, language, pipe }: QuestionOptions,
): Content {
  const { id, error, required } = field;
  const about = question.text ? `${id}.text` : '';
  return html`<div class="consent ${error ? 'field field-error' : 'field'}">
    ${question.text ? html`<div id="${about}">${prose(question.text, language, pipe)}</div>` : ''}
    ${hintAndError(field)}
    <label class="choice" for="${id}">
      <input
        id="${id}"
        name="${id}"
        type="checkbox"
        value="${YES}"
        ${attributes({
          checked: (entered.chosen ?? []).length > 0,
          'aria-required': required && 'true',
          'aria-invalid': error && 'true',
          'aria-describedby': [description(field), about].filter(Boolean).join(' ') || undefined,
        })}
      />
      <span>${labelText(field)}</span>
    </label>
  </div>`;
}

function steps(min: number, max: number): string[] {
  return Array.from({ length: max - min + 1 }, (_, index) => String(min + index));
}
