import { msg, str } from '@lit/localize';
import { html } from 'lit';
import { OTHER } from '../../contract/limits.js';
import type { Answer, Choice } from '../../contract/survey.js';
import { isDate } from '../../domain/dates.js';
import type { Asked } from '../../domain/survey.js';
import { withTexts } from '../../domain/texts-in.js';
import { longDate, number } from './dates.js';
import { viewOf } from './forms/view.js';
import type { Localize } from './language.js';
import { ownWords } from './own-words.js';

/** A day, which has no hour to shift: noon UTC is the same day in Québec. */
export function dayWords(day: string | number): string {
  return longDate(`${day}T12:00:00Z`);
}

/** An answer to a survey's question, as a citizen reads it: a list where several options were chosen. */
export function answerTemplate(question: Asked, answer: Answer | undefined, localize: Localize): unknown {
  const words = answer === undefined ? msg('Sans réponse') : answerWords(question, answer, localize);
  if (!Array.isArray(words)) return html`<bdi class="prose">${words}</bdi>`;
  return html`<ul>
    ${words.map((one: unknown) => html`<li><bdi>${one}</bdi></li>`)}
  </ul>`;
}

/** An answer in words: one, or a list. */
export function answerWords(question: Asked, written: Answer, localize: Localize): unknown {
  const answer = withTexts(written, ownWords);
  const own = viewOf(question.type)?.words?.(question, answer, localize);
  if (own !== undefined) return own;
  if (typeof answer === 'boolean') return answer ? msg('Oui') : msg('Non');
  if (typeof answer === 'number') {
    const unit = question.type === 'number' && question.unit;
    return unit ? html`${number(answer)} ${localize(unit)}` : number(answer);
  }
  const choice = (one: Choice) => {
    if (typeof one === 'object') return msg(str`Autre : ${one.other}`);
    const options = 'options' in question ? (question.options ?? []) : [];
    const option = options.find(({ id }) => id === one);
    return option ? localize(option.label) : one;
  };
  if (question.type === 'multiple-choice') return (answer as Choice[]).map(choice);
  if (question.type === 'single-choice' && answer !== OTHER) return choice(answer as Choice);
  if (question.type === 'yes-no') return msg('Je ne sais pas');
  return question.type === 'date' && typeof answer === 'string' && isDate(answer) ? dayWords(answer) : answer;
}
