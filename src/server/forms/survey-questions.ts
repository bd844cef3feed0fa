import { html } from 'hono/html';
import { OTHER } from '../../contract/limits.js';
import type { Question } from '../../contract/survey.js';
import type { Language } from '../../contract/text.js';
import { NO, UNSURE, YES } from '../../domain/common-kinds.js';
import type { AllEntered, Entered } from '../../domain/entered.js';
import { type Asked, isAsked } from '../../domain/survey.js';
import { text } from '../pages/platform.js';
import { choiceGroup, type Content, dateField, textArea, textField } from './controls.js';
import type { Visit, VisitTo } from './visit.js';
import { wordsOf } from './words.js';

/**
 * The name of a question's first control, which is its id too. No question's own name holds a dot, so that nothing that
 * is added after one meets another question's.
 */
export function controlId(question: string): string {
  return `q.${question}`;
}

/** What was entered in all questions, on this page and on those before. */
export function enteredIn(visit: VisitTo<'survey'>): AllEntered {
  const questions = visit.activity.pages.flatMap((page) => page.questions).filter(isAsked);
  return Object.fromEntries(questions.map((question) => [question.id, enteredFor(visit, question)]));
}

function enteredFor(visit: VisitTo<'survey'>, question: Asked): Entered {
  const name = controlId(question.id);
  switch (question.type) {
    case 'single-choice':
    case 'multiple-choice':
      return { chosen: chosen(visit, name), other: visit.entered(`${name}.other`) };
    case 'yes-no':
    case 'scale':
      return { chosen: chosen(visit, name) };
    case 'date': {
      const [day, month, year] = ['', '.month', '.year'].map((part) => visit.entered(name + part).trim());
      const padded = /^\d$/.test(day!) ? `0${day}` : day;
      return { text: day || month || year ? `${year}-${month}-${padded}` : '' };
    }
    default:
      return { text: visit.entered(name) };
  }
}

const chosen = (visit: Visit, name: string) => visit.enteredAll(name).filter((value) => value !== '');

/** What was entered in the questions that a page does not show, so that it travels unseen. */
export function travelling(visit: VisitTo<'survey'>, shown: readonly Question[]): Content {
  const names = visit.activity.pages
    .flatMap((page) => page.questions)
    .filter((question) => isAsked(question) && !shown.some(({ id }) => id === question.id))
    .flatMap(({ id }) => ['', '.other', '.month', '.year'].map((part) => controlId(id) + part));
  return html`${names.flatMap((name) =>
    visit
      .enteredAll(name)
      .filter((value) => value !== '')
      .map((value) => html`<input type="hidden" name="${name}" value="${value}" />`),
  )}`;
}

interface QuestionOptions {
  entered: Entered;
  error: string | undefined;
  language: Language;
}

/** One question with its controls, or a block of information. */
export function questionField(question: Question, options: QuestionOptions): Content {
  const { language } = options;
  if (isAsked(question)) return controls(question, options);
  if (question.type !== 'information') return '';
  const title = question.title ? html`<h3>${text(question.title, language)}</h3>` : '';
  return html`${title}
    <div class="prose">${text(question.text, language)}</div>`;
}

function controls(question: Asked, { entered, error, language }: QuestionOptions): Content {
  const { hint, purpose } = question;
  const common = {
    id: controlId(question.id),
    label: text(question.label, language),
    hint:
      hint || purpose
        ? html`${hint ? text(hint, language) : ''} ${purpose ? text(purpose, language) : ''}`
        : undefined,
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
    case 'date':
      return dateField(written);
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
      return choiceGroup({
        ...choices,
        ends: [text(question.minLabel, language), text(question.maxLabel, language)],
        options: steps(question.min, question.max).map((value) => ({ value, label: value })),
      });
    case 'single-choice':
    case 'multiple-choice':
      return options(question, { entered, error, language }, choices);
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
  if (!question.other) {
    return choiceGroup({ ...choices, multiple: question.type === 'multiple-choice', options: own });
  }
  const missing = entered.chosen?.includes(OTHER) && !entered.other?.trim() ? error : undefined;
  return choiceGroup({
    ...choices,
    multiple: question.type === 'multiple-choice',
    options: [...own, { value: OTHER, label: words.other }],
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

function steps(min: number, max: number): string[] {
  return Array.from({ length: max - min + 1 }, (_, index) => String(min + index));
}
