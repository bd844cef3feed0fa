import type { GivenResponse } from '../../backend/transfer/responses.js';
import type { Language } from '../../contract/text.js';
import { answerTo, type Cell, type Codebook, type Column, inLanguage } from '../../domain/codebook.js';

/** A column of the table, its question's or the response's own. */
export type TableColumn = Pick<Column, 'name' | 'label' | 'type' | 'values'>;

/** What every response has, whatever was asked. */
const OWN: readonly (TableColumn & { of: (response: GivenResponse) => Cell })[] = [
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

type OwnColumn = (typeof OWN)[number];

/** `version` where no question is called so: else `cq_version`, which no question can be. */
function ownColumns(codebook: Codebook): OwnColumn[] {
  const taken = new Set(codebook.flatMap(({ columns }) => columns.map(({ name }) => name)));
  return OWN.map((column) => (taken.has(column.name) ? { ...column, name: `cq_${column.name}` } : column));
}

/** In the place of a cell: the response's version does not ask this. */
export const NOT_ASKED = undefined;
export type TableCell = Cell | typeof NOT_ASKED;

/** Responses as rows of a table, and what is counted on the way. */
export class Table {
  /** The columns that every table begins with. */
  readonly own: readonly OwnColumn[];
  readonly columns: readonly TableColumn[];
  readonly counts: Counts;

  /** In words where a language is given, else by codes. */
  constructor(
    readonly codebook: Codebook,
    private readonly language?: Language,
  ) {
    this.own = ownColumns(codebook);
    this.columns = [...this.own, ...codebook.flatMap(({ columns }) => columns)];
    this.counts = new Counts(codebook);
  }

  header(): string[] {
    const { language } = this;
    return this.columns.map(({ name, label }) => (language ? inLanguage(label, language) : name));
  }

  row(response: GivenResponse): TableCell[] {
    const cells: TableCell[] = this.own.map(({ of, values }) => {
      const cell = of(response);
      const word = this.language && values.find(({ id }) => id === cell)?.label;
      return word ? inLanguage(word, this.language) : cell;
    });
    for (const question of this.codebook) {
      const { asked, answer } = answerTo(question, response);
      for (const column of question.columns) {
        if (answer === undefined) cells.push(asked ? null : NOT_ASKED);
        else cells.push(column.read(answer, this.language));
      }
    }
    return cells;
  }
}

interface QuestionCount {
  answered: number;
  unanswered: number;
  /** Responses to a version that did not ask it. */
  notAsked: number;
}

/** How many answered each question, and how often each value of a column was chosen. */
export class Counts {
  readonly questions = new Map<string, QuestionCount>();
  private readonly values = new Map<string, Map<string | number, number>>();

  constructor(private readonly codebook: Codebook) {
    for (const { name, columns } of codebook) {
      this.questions.set(name, { answered: 0, unanswered: 0, notAsked: 0 });
      for (const column of columns)
        if (column.values.length > 0) this.values.set(column.name, new Map<string | number, number>());
    }
  }

  add(response: GivenResponse): void {
    for (const question of this.codebook) {
      const { asked, answer } = answerTo(question, response);
      const count = this.questions.get(question.name)!;
      if (answer === undefined) count[asked ? 'unanswered' : 'notAsked'] += 1;
      else {
        count.answered += 1;
        for (const column of question.columns) {
          const values = this.values.get(column.name);
          const cell = values && column.read(answer);
          if (cell !== undefined && cell !== null) values!.set(cell, (values!.get(cell) ?? 0) + 1);
        }
      }
    }
  }

  /** How often a column holds a value; undefined where that is not counted. */
  of({ name }: Pick<Column, 'name'>, value: string | number): number | undefined {
    const values = this.values.get(name);
    return values && (values.get(value) ?? 0);
  }
}
