import { child, type Element } from '../xml.js';

/** One row of a table, by its fields; `line` is where it stands in the file. */
export type Row = Record<string, string>;

/** What has words in one language or another. */
export const TEXTS = ['question', 'help', 'script', 'answer', 'group_name', 'description'];

/** The tables of an exported survey. */
export class Document {
  readonly language: string;
  readonly attributes = new Map<string, Map<string, Record<string, string>>>();
  readonly answers: Row[];
  readonly subquestions: Row[];
  readonly sid: string;

  constructor(private readonly root: Element) {
    const survey = this.rows('surveys')[0] ?? {};
    this.language = (survey['language'] ?? 'fr').slice(0, 2);
    this.sid = survey['sid'] ?? '';
    for (const row of this.rows('question_attributes')) {
      const own = this.attributes.get(row['qid']!) ?? new Map<string, Record<string, string>>();
      const language = row['language'] ? row['language'].slice(0, 2) : '';
      own.set(row['attribute']!, { ...own.get(row['attribute']!), [language]: row['value'] ?? '' });
      this.attributes.set(row['qid']!, own);
    }
    this.answers = this.localized('answers', 'answer_l10ns', 'aid', 'code');
    this.subquestions = this.localized('subquestions', 'question_l10ns', 'qid', 'qid');
  }

  /** The names of all tables. */
  names(): string[] {
    return this.root.children.map(({ name }) => name);
  }

  rows(table: string): Row[] {
    return (child(child(this.root, table), 'rows')?.children ?? []).map((row) =>
      Object.fromEntries([
        ...row.children.map((field) => [field.name, field.text] as const),
        ['line', String(row.line)] as const,
      ]),
    );
  }

  /** Rows with their texts as `question@fr`: from a table of texts, or from one row for each language. */
  localized(table: string, texts: string, key: string, same: string): Row[] {
    const found = new Map<string, Row>();
    const spoken = this.rows(texts);
    for (const row of this.rows(table)) {
      const id = [row['qid'], row['gid'], row[same], row['scale_id']].join('|');
      const known = found.get(id) ?? row;
      if (!found.has(id)) found.set(id, row);
      const said = spoken.filter((one) => one[key] === row[key]);
      for (const one of said.length > 0 ? said : [row]) {
        const language = (one['language'] ?? this.language).slice(0, 2);
        for (const field of TEXTS) if (one[field] !== undefined) known[`${field}@${language}`] = one[field];
      }
    }
    const order = (row: Row) => Number(row['question_order'] ?? row['sortorder'] ?? row['group_order'] ?? 0);
    return [...found.values()].sort((one, other) => order(one) - order(other));
  }
}
