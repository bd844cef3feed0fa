import './texts.js';
import { msg, str } from '@lit/localize';
import { css, html, nothing, type ReactiveElement, type TemplateResult } from 'lit';
import type { Answer, Member } from '../../../contract/survey.js';
import type { AllEntered } from '../../../domain/entered.js';
import type { Of } from '../../../domain/kinds.js';
import { followMember, leastOf, readMember } from '../../../domain/kinds/group.js';
import { textIn } from '../../../domain/text-rules.js';
import { answerTemplate } from '../../base/answers.js';
import { number } from '../../base/dates.js';
import { button } from '../../base/forms/button.js';
import { addView, fieldId, type QuestionOptions } from '../../base/forms/view.js';
import type { Localize } from '../../base/language.js';
import { questionTemplate } from '../question.js';
import { errorWords } from './words.js';
import { fieldset, inThisLanguage, plain } from './fieldset.js';

type Group = Of<'group'>;

/** The member that somebody is asked about before it is removed, in each widget. */
const removing = new WeakMap<ParentNode, string>();

function controls(question: Group, options: QuestionOptions): TemplateResult {
  const members = shownMembers(question, options.entered.members);
  const { length } = members;
  const { id, say } = options;
  const { max } = question;
  const add = inThisLanguage(() => {
    options.onChange({ members: [...members, {}] });
    say(msg(str`Ajout : ${memberWords(question, length)}.`));
    focusOn(options, headingId(id, length));
  });
  return fieldset(question, options, [
    members.map((_, index) => memberTemplate(question, options, members, index)),
    length < max
      ? button({
          label: msg(str`Ajouter : ${memberWords(question, length)}`),
          variant: 'secondary',
          id: `${id}-add`,
          onClick: add,
        })
      : html`<p class="muted">${msg(str`C’est le maximum : ${number(max)}.`)}</p>`,
  ]);
}

function memberTemplate(
  question: Group,
  options: QuestionOptions,
  members: readonly AllEntered[],
  index: number,
): TemplateResult {
  const entered = members[index]!;
  const id = fieldId(options.id, [index]);
  const { questions, known } = followMember(question, readMember(question, entered), options.known);
  const give = (next: AllEntered[]) => {
    const isBegun = next.length > leastOf(question) || next.some((member) => !isBlank(member));
    options.onChange({ members: isBegun ? next : [] });
  };
  return html`<fieldset class="card">
    <legend>
      <h4 id=${headingId(options.id, index)} tabindex="-1">${memberWords(question, index)}</h4>
    </legend>
    <div class="questions">
      ${questions.map((one) =>
        questionTemplate(one, {
          ...options,
          id: fieldId(options.id, [index, one.id]),
          entered: entered[one.id] ?? {},
          errors: options.errors.flatMap(({ at = [], ...error }) =>
            at[0] === index && at[1] === one.id ? [{ ...error, at: at.slice(2) }] : [],
          ),
          known,
          onChange: (change) =>
            give(
              members.map((member, at) =>
                at === index ? { ...member, [one.id]: { ...member[one.id], ...change } } : member,
              ),
            ),
        }),
      )}
      ${members.length > leastOf(question) ? removal(question, options, members, index, id) : nothing}
    </div>
  </fieldset>`;
}

/** Removes at once what holds nothing, and asks first where something would be lost. */
function removal(
  question: Group,
  options: QuestionOptions,
  members: readonly AllEntered[],
  index: number,
  id: string,
): TemplateResult {
  const { root } = options;
  const name = memberWords(question, index);
  const remove = inThisLanguage(() => {
    removing.delete(root);
    const left = members.filter((_, at) => at !== index);
    options.host.removed(index);
    options.onChange({ members: left });
    options.say(msg(str`Retrait : ${name}.`));
    // Where the eyes are: what took its place, else what stands before, else the button that adds.
    const next = Math.min(index, left.length - 1);
    focusOn(options, next < 0 ? `${options.id}-add` : headingId(options.id, next));
  });
  const ask = (about: string | undefined, focus: string) => {
    if (about) removing.set(root, about);
    else removing.delete(root);
    options.onChange({});
    focusOn(options, focus);
  };
  if (removing.get(root) !== id) {
    return html`<div>
      ${button({
        label: msg(str`Retirer : ${name}`),
        variant: 'link',
        id: `${id}-remove`,
        onClick: () => (isBlank(members[index]!) ? remove() : ask(id, `${id}-sure`)),
      })}
    </div>`;
  }
  return html`<div
    class="notice notice-warning stack"
    role="group"
    id="${id}-sure"
    aria-labelledby="${id}-sure-q"
    tabindex="-1"
  >
    <p id="${id}-sure-q">${msg(str`Retirer ${name} ? Ce qui y est inscrit sera effacé.`)}</p>
    <div class="row">
      ${button({ label: msg(str`Retirer ${name}`), compact: true, onClick: remove })}
      ${button({
        label: msg('Garder'),
        variant: 'secondary',
        compact: true,
        onClick: () => ask(undefined, `${id}-remove`),
      })}
    </div>
  </div>`;
}

/** Those that were entered, and empty ones up to as many as there must be. */
function shownMembers(question: Group, entered: readonly AllEntered[] = []): AllEntered[] {
  const missing = Math.max(0, leastOf(question) - entered.length);
  return [...entered, ...[...Array(missing).keys()].map(() => ({}))];
}

/** Whether nothing is entered in a member's fields. */
function isBlank(member: AllEntered): boolean {
  return Object.values(member).every(({ text, chosen, other }) => !textIn(text) && !chosen?.length && !other);
}

/** «Personne 2». */
function memberWords({ item }: Group, index: number): string {
  return `${plain(item)} ${number(index + 1)}`;
}

const headingId = (id: string, index: number) => `${fieldId(id, [index])}-title`;

/** Moves the focus once what was changed is drawn. */
function focusOn({ root }: QuestionOptions, id: string): void {
  const host = (root as ShadowRoot).host as ReactiveElement;
  void host.updateComplete.then(() => root.querySelector<HTMLElement>(`#${CSS.escape(id)}`)?.focus());
}

function words(question: Group, answer: Answer, localize: Localize): unknown {
  return (answer as Member[]).map(
    (member, index) =>
      html`${memberWords(question, index)}
        <ul>
          ${question.questions
            .filter(({ id }) => Object.hasOwn(member, id))
            .map(
              (one) =>
                html`<li>
                  ${localize(one.label)} – ${answerTemplate(one, member[one.id] as Answer, localize)}
                </li>`,
            )}
        </ul>`,
  );
}

addView('group', {
  controls,
  words,
  errorWords(question, { at, ...broken }) {
    const name = plain(question.item);
    const limit = Number(broken.limit ?? leastOf(question));
    if (broken.code === 'too-many-members')
      return msg(str`Retirez-en pour qu’il en reste au plus ${number(limit)} (${name}).`);
    if (!at) return msg(str`Remplissez au moins ${number(limit)} fois cette partie (${name}).`);
    const inner = question.questions.find(({ id }) => id === at[1]);
    return inner && errorWords(inner, { ...broken, at: at.slice(2) });
  },
  fieldLabel(question, [index, id], localize) {
    const inner = question.questions.find((one) => one.id === id);
    return inner && `${memberWords(question, Number(index))} – ${String(localize(inner.label))}`;
  },
  styles: css`
    .card > .questions {
      padding-block-start: 8px;
    }
    .answers ul ul {
      padding-inline-start: 1.5em;
    }
  `,
});
