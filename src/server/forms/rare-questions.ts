import { html } from 'hono/html';
import { EQUAL } from '../../contract/limits.js';
import type { Member, MemberQuestion, Option, SurveyDefinition } from '../../contract/survey.js';
import type { AllEntered, Entered } from '../../domain/entered.js';
import { questionsIn } from '../../domain/kinds.js';
import { followMember, readMember } from '../../domain/kinds/group.js';
import { allPairs, askedPairs } from '../../domain/kinds/pairwise.js';
import { sharesIn } from '../../domain/kinds/points.js';
import { rankedIn } from '../../domain/kinds/ranking.js';
import type { Asked, Known, Of, RuleBroken } from '../../domain/kinds.js';
import { text } from '../pages/platform.js';
import { attributes, button, choiceGroup, type Content, hidden, textField } from './controls.js';
import { fileField, filesOf, fileTravelling } from './file-question.js';
import { leftRows, memberName, RARE_WORDS, unitOf } from './rare-words.js';
import type { VisitTo } from './visit.js';
import { number, textOf } from './words.js';
import type { Language } from '../../contract/text.js';

type Survey = VisitTo<'survey'>;

/** How the file of the common questions reads one of them: a group's members are asked common questions. */
type Enter = (visit: Survey, question: Asked) => Entered;

/** What a rarer question's fields need. */
export interface RareOptions {
  entered: Entered;
  /** What is wrong, in words, with the place inside the question. */
  errors: readonly (RuleBroken & { message: string })[];
  language: Language;
  seed: number;
  known: Known;
}

/** The name of a question's fields begins so; what follows the dot is a row, a rank, a member's number. */
const nameOf = (question: string) => `q.${question}`;

/** A member's question as if it stood alone: its name holds the group's and the member's number. */
const inMember = (group: Of<'group'>, index: number, question: MemberQuestion): MemberQuestion => ({
  ...question,
  id: `${group.id}.${index}.${question.id}`,
});

/** All options that a question could offer, those that it takes from an earlier one too. */
function everOffered({ pages }: SurveyDefinition, question: Of<'ranking' | 'points'>): readonly Option[] {
  const source = questionsIn({ pages }).find(({ id }) => id === question.optionsFrom?.question);
  if (!source || !('options' in source)) return question.options;
  return [...everOffered({ pages } as SurveyDefinition, source as Of<'ranking'>), ...question.options];
}

/** What the fields of a question are called, after its own name. */
function cellNames(visit: Survey, question: Asked): string[] {
  switch (question.type) {
    case 'matrix':
    case 'matrix-scale':
      return question.rows.map(({ id }) => id);
    case 'points':
      return everOffered(visit.activity, question).map(({ id }) => id);
    case 'pairwise':
      return allPairs(question).map(({ name }) => name);
    case 'texts':
      return question.fields.map(({ id }) => id);
    default:
      return [];
  }
}

/** In which language the numbers that were posted are written: the page before may have been in the other. */
export function writtenBefore({ entered, language }: Survey): Language {
  const before = entered('written');
  return before === 'fr' || before === 'en' ? before : language;
}

/** What was entered in a rarer question; undefined for a common one. */
export function rareEntered(visit: Survey, question: Asked, enter: Enter): Entered | undefined {
  const name = nameOf(question.id);
  switch (question.type) {
    case 'matrix':
    case 'matrix-scale':
    case 'points':
    case 'pairwise':
    case 'texts': {
      const several = question.type === 'matrix' && question.multiple;
      const cells = cellNames(visit, question).map((cell): [string, string | string[]] => {
        const given = visit.enteredAll(`${name}.${cell}`);
        return [cell, several ? given.filter(Boolean) : (given[0] ?? '')];
      });
      const entered = { cells: Object.fromEntries(cells) };
      return question.type === 'points'
        ? sharesIn({ ...entered, language: writtenBefore(visit) }, visit.language)
        : entered;
    }
    case 'ranking':
      return {
        chosen: everOffered(visit.activity, question).map((_, place) => visit.entered(`${name}.${place}`)),
      };
    case 'place':
      return {
        chosen: visit.enteredAll(`${name}.list`).filter(Boolean),
        text: visit.entered(`${name}.address`),
      };
    case 'group':
      return { members: membersIn(visit, question, enter) };
    case 'file':
      return { files: filesOf(visit, question.id) };
    default:
      return undefined;
  }
}

/** The members that something was entered for, without those that are to be removed. */
function membersIn(visit: Survey, group: Of<'group'>, enter: Enter): AllEntered[] {
  const removed = new Set(visit.enteredAll(`${nameOf(group.id)}.remove`));
  return [...Array(group.max).keys()].flatMap((index) => {
    if (removed.has(String(index))) return [];
    const member = group.questions.map((question): [string, Entered] => [
      question.id,
      enter(visit, inMember(group, index, question)),
    ]);
    const isBlank = member.every(
      ([, { text: typed, chosen, other }]) => !typed?.trim() && !chosen?.length && !other,
    );
    return isBlank ? [] : [Object.fromEntries(member)];
  });
}

/** The names of a rarer question's fields with what was entered, so that it travels; undefined for a common one. */
export function rareTravelling(question: Asked, entered: Entered): [string, string][] | undefined {
  const name = nameOf(question.id);
  if (question.type === 'group') {
    return (entered.members ?? []).flatMap((member, index) =>
      group(question, index).flatMap((one, at) =>
        memberFields(one, member[question.questions[at]!.id] ?? {}),
      ),
    );
  }
  if (question.type === 'ranking') return (entered.chosen ?? []).map((id, place) => [`${name}.${place}`, id]);
  if (question.type === 'place')
    return [
      [`${name}.list`, entered.chosen?.[0] ?? ''],
      [`${name}.address`, entered.text ?? ''],
    ];
  if (question.type === 'file') return fileTravelling(question.id, entered.files);
  if (!entered.cells) return undefined;
  return Object.entries(entered.cells).flatMap(([cell, values]) =>
    [values].flat().map((value): [string, string] => [`${name}.${cell}`, value]),
  );
}

const group = (question: Of<'group'>, index: number) =>
  question.questions.map((one) => inMember(question, index, one));

/** A common question's fields, as they are posted. */
function memberFields(
  question: MemberQuestion,
  { text: typed = '', chosen, other = '' }: Entered,
): [string, string][] {
  const name = nameOf(question.id);
  if (question.type === 'date') {
    const [year = '', month = '', day = ''] = typed.split('-');
    return [
      [name, day],
      [`${name}.month`, month],
      [`${name}.year`, year],
    ];
  }
  return [...(chosen ?? [typed]).map((value): [string, string] => [name, value]), [`${name}.other`, other]];
}

/** What a page that shows this question asks, by name: a group's own answers may make it ask more. */
export function askedBy(question: Asked, entered: Entered, known: Known): string[] {
  if (question.type !== 'group') return [question.id];
  return [
    question.id,
    ...shownMembers(question, entered).flatMap((member, index) =>
      followMember(question, readMember(question, member), known).questions.map(
        ({ id }) => `${question.id}.${index}.${id}`,
      ),
    ),
  ];
}

/** Those that were entered, and one more to fill in, or as many as there must be. */
function shownMembers({ min, max }: Of<'group'>, { members = [] }: Entered): AllEntered[] {
  const count = Math.min(max, Math.max(min, members.length + 1));
  return [...members, ...[...Array(Math.max(0, count - members.length)).keys()].map(() => ({}))];
}

type Draw = (
  question: Asked,
  options: { entered: Entered; error: string | undefined; language: Language },
) => Content;

/** A rarer question with its fields; undefined for a common one. `draw` draws a common one, for a group's members. */
export function rareField(question: Asked, options: RareOptions, draw: Draw): Content | undefined {
  if (question.type === 'file')
    return fileField(question, { ...options, files: options.entered.files ?? [] });
  const fields = fieldsOf(question, options, draw);
  if (fields === undefined) return undefined;
  const { language } = options;
  const { hint, purpose } = question;
  const more = hintOf(question, language);
  return html`<div id="${nameOf(question.id)}" tabindex="-1">
    ${choiceGroup({
      id: `${nameOf(question.id)}-all`,
      label: text(question.label, language),
      hint:
        hint || purpose || more
          ? html`${hint ? text(hint, language) : ''} ${purpose ? text(purpose, language) : ''} ${more ?? ''}`
          : undefined,
      required: question.required,
      error: errorAt(options) ?? leftRows(question, options.errors, language),
      language,
      // A fieldset of fields, rather than a group of radio buttons.
      multiple: true,
      options: [],
      selected: [],
      below: html`<div class="stack">${fields}</div>`,
    })}
  </div>`;
}

function hintOf(question: Asked, language: Language): string | undefined {
  const words = RARE_WORDS[language];
  if (question.type === 'points')
    return words.share(number(question.total, language), unitOf(question, question.total, language));
  return question.type === 'place' && question.options && question.address ? words.oneWay : undefined;
}

function errorAt({ errors }: RareOptions, ...place: (string | number)[]): string | undefined {
  return errors.find(({ at = [] }) => at.join() === place.join())?.message;
}

function fieldsOf(question: Asked, options: RareOptions, draw: Draw): Content[] | undefined {
  const { entered, language, seed } = options;
  const words = RARE_WORDS[language];
  const name = nameOf(question.id);
  const cell = (id: string) => [entered.cells?.[id] ?? ''].flat().filter(Boolean);
  const shown = (list: readonly Option[]) =>
    list.map(({ id, label }) => ({ value: id, label: text(label, language) }));
  switch (question.type) {
    case 'matrix':
    case 'matrix-scale':
      return question.rows.map((row) =>
        choiceGroup({
          id: `${name}.${row.id}`,
          label: text(row.label, language),
          hint: row.hint && text(row.hint, language),
          error: errorAt(options, row.id),
          language,
          selected: cell(row.id),
          ...(question.type === 'matrix'
            ? { multiple: question.multiple, options: shown(question.columns) }
            : {
                options: [...Array(question.max - question.min + 1).keys()].map((index) => {
                  const value = String(question.min + index);
                  return { value, label: value };
                }),
                ends: [text(question.minLabel, language), text(question.maxLabel, language)] as const,
              }),
        }),
      );
    case 'ranking':
      return [...Array(rankedIn(question)).keys()].map((place) =>
        list(
          `${name}.${place}`,
          words.place(place + 1),
          question.options,
          entered.chosen?.[place] ?? '',
          errorAt(options) !== undefined && !entered.chosen?.[place],
          language,
        ),
      );
    case 'points':
      return question.options.map(({ id, label }) =>
        textField({
          id: `${name}.${id}`,
          label: text(label, language),
          unit: unitOf(question, question.total, language),
          value: cell(id)[0] ?? '',
          error: errorAt(options, id),
          inputmode: 'numeric',
          short: true,
          language,
        }),
      );
    case 'pairwise': {
      const pairs = askedPairs(question, seed);
      return pairs.map(({ name: pair, options: two }, index) =>
        choiceGroup({
          id: `${name}.${pair}`,
          label: html`${words.pair(number(index + 1, language), number(pairs.length, language))} –
          ${text(two[0].label, language)}${words.or}${text(two[1].label, language)}`,
          error: errorAt(options) && cell(pair).length === 0 ? words.row : errorAt(options, pair),
          language,
          selected: cell(pair),
          options: [...shown(two), ...(question.equal ? [{ value: EQUAL, label: words.equal }] : [])],
        }),
      );
    }
    case 'texts':
      return question.fields.map(({ id, label, required, autocomplete }) =>
        textField({
          id: `${name}.${id}`,
          label: text(label, language),
          value: cell(id)[0] ?? '',
          required: question.required && required,
          error: errorAt(options, id),
          autocomplete,
          language,
        }),
      );
    case 'place':
      return placeFields(question, options);
    case 'group':
      return groupFields(question, options, draw);
    default:
      return undefined;
  }
}

/** A list with an empty choice first. */
function list(
  id: string,
  label: string,
  offered: readonly Option[],
  chosen: string,
  invalid: boolean,
  language: Language,
): Content {
  return html`<div class="field">
    <label for="${id}">${label}</label>
    <select class="input" id="${id}" name="${id}" ${attributes({ 'aria-invalid': invalid && 'true' })}>
      <option value=""></option>
      ${offered.map(
        (option) =>
          html`<option value="${option.id}" ${attributes({ selected: option.id === chosen })}>
            ${textOf(option.label, language)}
          </option>`,
      )}
    </select>
  </div>`;
}

function placeFields(question: Of<'place'>, options: RareOptions): Content[] {
  const { entered, language } = options;
  const words = RARE_WORDS[language];
  const name = nameOf(question.id);
  if (!question.options && !question.address) return [html`<p>${words.scripts}</p>`];
  return [
    question.options
      ? list(`${name}.list`, words.list, question.options, entered.chosen?.[0] ?? '', false, language)
      : '',
    question.address
      ? textField({
          id: `${name}.address`,
          label: words.address,
          value: entered.text ?? '',
          error: errorAt(options, 'address'),
          language,
        })
      : '',
  ];
}

/** Each member's questions; one more to fill in; and a button that keeps what is there and gives another. */
function groupFields(question: Of<'group'>, options: RareOptions, draw: Draw): Content[] {
  const { entered, language, known } = options;
  const words = RARE_WORDS[language];
  const filled = entered.members?.length ?? 0;
  const members = shownMembers(question, entered);
  const boxes = members.map((member, index) => {
    const read: Member = readMember(question, member);
    const { questions } = followMember(question, read, known);
    const unseen = question.questions.filter(({ id }) => !questions.some((one) => one.id === id));
    const name = memberName(question, index, language);
    return html`<fieldset class="item">
      <legend>${name}</legend>
      <div class="stack">
        ${questions.map((one) =>
          draw(inMember(question, index, one), {
            entered: member[one.id] ?? {},
            error: errorAt(options, index, one.id),
            language,
          }),
        )}
        ${unseen.flatMap((one) =>
          memberFields(inMember(question, index, one), member[one.id] ?? {})
            .filter(([, value]) => value !== '')
            .map(([field, value]) => hidden({ [field]: value })),
        )}
        ${
          index < filled
            ? html`<label class="choice"
                ><input type="checkbox" name="${nameOf(question.id)}.remove" value="${index}" /><span
                  >${words.remove(name)}</span
                ></label
              >`
            : ''
        }
      </div>
    </fieldset>`;
  });
  const next = memberName(question, members.length, language);
  return members.length < question.max
    ? [...boxes, html`<p>${button(words.add(next), 'stay', 'button secondary')}</p>`]
    : boxes;
}
