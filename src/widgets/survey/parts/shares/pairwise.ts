import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { EQUAL } from '../../../../contract/limits.js';
import type { Cells } from '../../../../contract/survey.js';
import type { Of } from '../../../../domain/kinds.js';
import { allPairs, askedPairs } from '../../../../domain/kinds/pairwise.js';
import { number } from '../../../base/dates.js';
import { fieldId, type QuestionOptions, type QuestionView } from '../../../base/forms/view.js';
import { choiceGroup } from '../../../base/forms.js';
import { errorAt, fieldset } from '../fieldset.js';

/** One pair after the other, each a group of radio buttons that says how many there are. */
function controls(question: Of<'pairwise'>, options: QuestionOptions): TemplateResult {
  const { entered, localize } = options;
  const cells = entered.cells ?? {};
  const pairs = askedPairs(question, options.seed);
  const missing = errorAt(options) !== undefined;
  // The summary leads to the first pair that misses.
  const lead = missing
    ? Math.max(
        0,
        pairs.findIndex(({ name }) => !cells[name]?.length),
      )
    : 0;
  // What it says as a whole has ids of its own: the pair that the summary leads to carries the question's.
  return fieldset(
    question,
    { ...options, id: `${options.id}-all` },
    pairs.map(({ name, options: pair }, index) => {
      const chosen = [cells[name] ?? []].flat().filter(Boolean);
      const [one, other] = pair.map(({ label }) => localize(label));
      return html`<div class="pair">
        ${choiceGroup({
          id: index === lead ? options.id : fieldId(options.id, [name]),
          label: html`<span class="muted"
              >${msg(str`Paire ${number(index + 1)} de ${number(pairs.length)}`)} – </span
            >${one}${msg(' ou ')}${other}`,
          error: missing && chosen.length === 0 ? msg('Choisissez une réponse.') : errorAt(options, name),
          selected: chosen,
          options: [
            ...pair.map(({ id, label }) => ({ value: id, label: localize(label) })),
            ...(question.equal ? [{ value: EQUAL, label: equalWords() }] : []),
          ],
          onChange: ([value]) => options.onChange({ cells: { ...cells, [name]: value! } }),
        })}
      </div>`;
    }),
    { led: true },
  );
}

const equalWords = () => msg('Aussi importants l’un que l’autre');

/** How the question is drawn, and how its answer reads. */
export const pairwise: QuestionView<'pairwise'> = {
  controls,
  words: (question, answer, localize) =>
    allPairs(question)
      .filter(({ name }) => Object.hasOwn(answer as Cells, name))
      .map(({ name, options: pair }) => {
        const given = (answer as Cells)[name];
        const [one, other] = pair.map(({ label }) => localize(label));
        const chosen = pair.find(({ id }) => id === given);
        return html`${one}${msg(' ou ')}${other} – ${chosen ? localize(chosen.label) : equalWords()}`;
      }),
  errorWords(question, { code, limit }) {
    const all = Math.min(question.pairs ?? Infinity, allPairs(question).length);
    const count = code === 'required' ? all : code === 'compare-more' ? Number(limit) : 0;
    return count === 0
      ? undefined
      : msg(str`Choisissez une réponse pour chaque paire : il en reste ${number(count)}.`);
  },
  fieldLabel({ options }, [name], localize) {
    const ids = String(name).split(':');
    const [one, other] = ids.map((id) => options.find((option) => option.id === id)?.label);
    return one && other && String(localize(one)) + msg(' ou ') + String(localize(other));
  },
};
