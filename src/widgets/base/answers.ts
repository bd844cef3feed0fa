import { msg, str } from '@lit/localize';
import { html } from 'lit';
import { OTHER } from '../../contract/limits.js';
import type { Answer, Choice } from '../../contract/survey.js';
import { isDate } from '../../domain/dates.js';
import type { Asked } from '../../domain/survey.js';
import { longDate, number } from './dates.js';
import type { Localize } from './language.js';

/** A day, which has no hour to shift: noon UTC is the same day in Québec. */
export function dayWords(day: string | number): string {
  return longDate(`${day}T12:00:00Z`);
}

/** An answer to a survey's question, as a citizen reads it: a list where several options were chosen. */
export function answerTemplate(question: Asked, answer: Answer | undefined, localize: Localize): unknown {
  const words = answerWords(question, answer, (id) => {
    const option = 'options' in question ? question.options.find((one) => one.id === id) : undefined;
    return option ? localize(option.label) : id;
  });
  if (!Array.isArray(words)) return html`<span class="prose">${words}</span>`;
  return html`<ul>
    ${words.map((one: unknown) => html`<li>${one}</li>`)}
  </ul>`;
}

/** An answer in words; `optionLabel` gives an option's. */
function answerWords(
  question: Asked,
  answer: Answer | undefined,
  optionLabel: (id: string) => unknown,
): unknown {
  if (answer === undefined) return msg('Sans réponse');
  if (typeof answer === 'boolean') return answer ? msg('Oui') : msg('Non');
  if (typeof answer === 'number') return number(answer);
  const choice = (one: Choice) =>
    typeof one === 'object' ? msg(str`Autre : ${one.other}`) : optionLabel(one);
  if (Array.isArray(answer)) return answer.map(choice);
  if (typeof answer === 'object' || (question.type === 'single-choice' && answer !== OTHER))
    return choice(answer);
  return question.type === 'date' && isDate(answer) ? dayWords(answer) : answer;
}
