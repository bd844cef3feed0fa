import type { Answer } from '../../contract/survey.js';
import type { Language } from '../../contract/text.js';
import {
  answerTo,
  type Cell,
  type Codebook,
  type Column,
  inLanguage,
  type SurveyVersion,
  type Value,
} from '../../domain/codebook.js';
import { type Gap, GAP_WORDS } from './gaps.js';
import { endOf, quotaEnd, type TracedResponse, UNKNOWN_END, USUAL_END } from './traced.js';

/** A column of the table, its question's or the response's own. */
export type TableColumn = Pick<Column, 'name' | 'label' | 'type' | 'values' | 'signed'>;

type OwnColumn = TableColumn & { of: (response: TracedResponse) => Cell };

/** What every response has, whatever was asked. */
const OWN: readonly OwnColumn[] = [
  {
    name: 'response',
    label: { fr: 'Réponse', en: 'Response' },
    type: 'text',
    values: [],
    of: ({ id }) => id,
  },
  {
    name: 'accepted_at',
    label: { fr: 'Reçue le (UTC)', en: 'Received at (UTC)' },
    type: 'text',
    values: [],
    of: ({ acceptedAt }) => acceptedAt,
  },
  {
    name: 'version',
    label: { fr: 'Version du questionnaire', en: 'Version of the questionnaire' },
    type: 'number',
    values: [],
    of: ({ version }) => version,
  },
  {
    name: 'hidden',
    label: { fr: 'Masquée par la modération', en: 'Hidden by moderators' },
    type: 'flag',
    values: [
      { id: 1, code: 1, label: { fr: 'Oui', en: 'Yes' } },
      { id: 0, code: 0, label: { fr: 'Non', en: 'No' } },
    ],
    of: ({ hidden }) => (hidden ? 1 : 0),
  },
  {
    name: 'entered_from',
    label: { fr: 'Reçue par', en: 'Received by' },
    type: 'choice',
    values: [
      { id: 'web', code: 1, label: { fr: 'Web', en: 'Web' } },
      { id: 'paper', code: 2, label: { fr: 'Papier', en: 'Paper' } },
    ],
    of: ({ paper }) => (paper ? 'paper' : 'web'),
  },
  {
    name: 'entered_batch',
    label: { fr: 'Lot de saisie', en: 'Batch of entry' },
    type: 'number',
    values: [],
    of: ({ paper }) => paper?.batch ?? null,
  },
  {
    name: 'entered_by',
    label: { fr: 'Saisie par', en: 'Keyed in by' },
    type: 'text',
    values: [],
    of: ({ paper }) => paper?.by ?? null,
  },
  {
    name: 'received_on',
    label: { fr: 'Jour de réception du papier', en: 'Day on which the paper came' },
    type: 'date',
    values: [],
    of: ({ paper }) => paper?.received ?? null,
  },
];

/** Larger than any survey has ends: of quotas, and of what is not known any more. */
const QUOTA_CODES = 1000;
const UNKNOWN_CODE = 9998;

/** By which end each response ended: the ends and quotas of all versions, in the order in which they first came. */
function endColumn(versions: readonly SurveyVersion[]): OwnColumn {
  const endings = new Map<string, Value>();
  const quotas = new Map<string, Value>();
  for (const { definition } of versions.toSorted((one, other) => one.version - other.version)) {
    for (const { id, title } of definition.endings ?? [])
      endings.set(id, { id, code: endings.get(id)?.code ?? endings.size + 1, label: title });
    for (const { id } of definition.quotas ?? []) {
      const code = quotas.get(id)?.code ?? QUOTA_CODES + quotas.size + 1;
      const label = { fr: `Quota complet : ${id}`, en: `Full quota: ${id}` };
      quotas.set(id, { id: quotaEnd(id), code, label });
    }
  }
  return {
    name: 'ending',
    label: { fr: 'Fin atteinte', en: 'End reached' },
    type: 'choice',
    values: [
      { id: USUAL_END, code: 0, label: { fr: 'Fin habituelle', en: 'Usual end' } },
      ...endings.values(),
      ...quotas.values(),
      { id: UNKNOWN_END, code: UNKNOWN_CODE, label: { fr: 'Inconnue', en: 'Unknown' } },
    ],
    of: endOf,
  };
}

/** `version` where no question is called so: else `cq_version`, which no question can be. */
function ownColumns(codebook: Codebook, versions: readonly SurveyVersion[]): OwnColumn[] {
  const taken = new Set(codebook.flatMap(({ columns }) => columns.map(({ name }) => name)));
  return [...OWN, endColumn(versions)].map((column) =>
    taken.has(column.name) ? { ...column, name: `cq_${column.name}` } : column,
  );
}

/** In the place of a value: why there is none, where that is told; undefined where it is not known. */
export class Missing {
  constructor(readonly gap: Gap | undefined) {}
}

const UNANSWERED = new Missing('unanswered');
const ABSENT = new Missing('absent');
const NOT_SHOWN = new Missing('not-shown');
const UNKNOWN = new Missing(undefined);

/** How a table is written. */
interface TableShape {
  codebook: Codebook;
  versions: readonly SurveyVersion[];
  /** In words where a language is given, else by codes. */
  language?: Language | undefined;
  /** What stands in the place of a value, by the reason why there is none; missing where that is not told. */
  inGap?: InGap | undefined;
}

type InGap = (column: TableColumn, gap: Gap) => Cell;

/** Responses as rows of a table, and what is counted on the way. */
export class Table {
  /** The columns that every table begins with. */
  readonly own: readonly OwnColumn[];
  readonly columns: readonly TableColumn[];
  readonly codebook: Codebook;
  readonly counts: Counts;
  readonly inGap: InGap | undefined;
  private readonly language: Language | undefined;

  constructor({ codebook, versions, language, inGap }: TableShape) {
    this.codebook = codebook;
    this.language = language;
    this.inGap = inGap;
    this.own = ownColumns(codebook, versions);
    this.columns = [...this.own, ...codebook.flatMap(({ columns }) => columns)];
    this.counts = new Counts(codebook, this.own);
  }

  header(): string[] {
    const { language } = this;
    return this.columns.map(({ name, label }) => (language ? inLanguage(label, language) : name));
  }

  /** A response's values, with why there is none; null where that is not told. */
  row(response: TracedResponse): (Cell | Missing)[] {
    const cells: (Cell | Missing)[] = this.own.map(({ of, values }) => {
      const cell = of(response);
      const word = this.language && values.find(({ id }) => id === cell)?.label;
      return word ? inLanguage(word, this.language) : cell;
    });
    for (const question of this.codebook) {
      const { asked, answer } = answerTo(question, response);
      for (const column of question.columns) {
        const isTold = this.inGap !== undefined;
        if (isTold && !asked) cells.push(ABSENT);
        else if (isTold && isNotShown(question.id, column, answer, response)) cells.push(NOT_SHOWN);
        else {
          const cell = answer === undefined ? null : column.read(answer, this.language);
          cells.push(isTold ? (cell ?? (response.way ? UNANSWERED : UNKNOWN)) : cell);
        }
      }
    }
    return cells;
  }

  /** The same for a spreadsheet: codes or words where it is told why there is no value. */
  cells(response: TracedResponse): Cell[] {
    return this.row(response).map((cell, index) => {
      if (!(cell instanceof Missing)) return cell;
      if (cell.gap === undefined) return null;
      return this.language
        ? inLanguage(GAP_WORDS[cell.gap], this.language)
        : this.inGap!(this.columns[index]!, cell.gap);
    });
  }
}

/** Whether its question was not shown, or the part of it that the column is of; or there is no such member. */
function isNotShown(
  question: string,
  { parts, among, isThere }: Column,
  answer: Answer | undefined,
  { way }: TracedResponse,
): boolean {
  if (!way) return false;
  if (way.notShown.has(question) || parts?.some((part) => way.notShown.has(part))) return true;
  if (among && among.parts.filter((part) => !way.notShown.has(part)).length < among.place) return true;
  return answer !== undefined && isThere?.(answer) === false;
}

interface QuestionCount {
  answered: number;
  /** Responses whose authors passed it over. */
  unanswered: number;
  /** Responses to a version that did not ask it. */
  notAsked: number;
  /** Responses whose way did not lead to it. */
  notShown: number;
  /** Responses that do not answer it, of which it is not known any more whether they were shown it. */
  unknown: number;
}

/** How many answered each question, and how often each value of a column was chosen. */
export class Counts {
  readonly questions = new Map<string, QuestionCount>();
  private readonly values = new Map<string, Map<string | number, number>>();

  constructor(
    private readonly codebook: Codebook,
    private readonly own: readonly OwnColumn[],
  ) {
    for (const { name } of codebook)
      this.questions.set(name, { answered: 0, unanswered: 0, notAsked: 0, notShown: 0, unknown: 0 });
    for (const { name, values } of [...own, ...codebook.flatMap(({ columns }) => columns)])
      if (values.length > 0) this.values.set(name, new Map<string | number, number>());
  }

  add(response: TracedResponse): void {
    const { way } = response;
    for (const column of this.own) this.count(column, column.of(response));
    for (const question of this.codebook) {
      const { asked, answer } = answerTo(question, response);
      const count = this.questions.get(question.name)!;
      if (answer !== undefined) {
        count.answered += 1;
        for (const column of question.columns)
          if (column.values.length > 0) this.count(column, column.read(answer));
      } else if (!asked) count.notAsked += 1;
      else if (!way) count.unknown += 1;
      else if (way.notShown.has(question.id)) count.notShown += 1;
      else count.unanswered += 1;
    }
  }

  private count({ name }: TableColumn, cell: Cell): void {
    const values = this.values.get(name);
    if (values && cell !== null) values.set(cell, (values.get(cell) ?? 0) + 1);
  }

  /** How often a column holds a value; undefined where that is not counted. */
  of({ name }: Pick<Column, 'name'>, value: string | number): number | undefined {
    const values = this.values.get(name);
    return values && (values.get(value) ?? 0);
  }
}
