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
];

/** In the place of a cell: the response's version does not ask this. */
export const NOT_ASKED = undefined;
export type TableCell = Cell | typeof NOT_ASKED;

/** Responses as rows of a table, and what is counted on the way. */
export class Table {
  /** The columns that every table begins with. */
  readonly own: readonly TableColumn[] = OWN;
  readonly columns: readonly TableColumn[];
  readonly counts: Counts;

  /** In words where a language is given, else by codes. */
  constructor(
    readonly codebook: Codebook,
    private readonly language?: Language,
  ) {
    this.columns = [...OWN, ...codebook.flatMap(({ columns }) => columns)];
    this.counts = new Counts(codebook);
  }

  header(): string[] {
    const { language } = this;
    return this.columns.map(({ name, label }) => (language ? inLanguage(label, language) : name));
  }

  row(response: GivenResponse): TableCell[] {
    const cells: TableCell[] = OWN.map(({ of }) => of(response));
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
