import { Draft, type Localized, type LooseQuestion } from '../draft.js';
import { EXPRESSION_SCRIPT } from '../grammar.js';
import type { Meaning } from '../meaning.js';
import type { Open } from '../report.js';
import type { Document, Row } from './document.js';

/** A question that was made, and what its parts are called. */
export interface Made {
  question: LooseQuestion;
  values?: Map<string, string | number | boolean>;
  /** Rows, or options that have names of their own: their codes, and what they are here. */
  rows?: Map<string, string>;
  options?: Map<string, string>;
}

/** A survey of LimeSurvey that is being read: what all kinds of questions share. */
export class Reading {
  // An answer, `{code}` or `{code.shown}`; or an expression, which no text here works out.
  readonly draft = new Draft(
    EXPRESSION_SCRIPT,
    /\{(?:([A-Za-z]\w*?)(?:\.(?:NAOK|shown|value|code|valueNAOK))?|[^{}\s][^{}]*)\}/g,
  );
  readonly byQid = new Map<string, LooseQuestion>();
  /** All questions that one of the file became. */
  readonly madeOf = new Map<string, LooseQuestion[]>();
  readonly valuesOf = new Map<string, ReadonlyMap<string, string | number | boolean>>();

  /** How many attributes of questions are as usual. */
  usual = 0;

  constructor(readonly document: Document) {}

  text(row: Row, field: string, item: Open, markdown = false): Localized | undefined {
    const written: Record<string, string | undefined> = {};
    for (const [name, text] of Object.entries(row))
      if (name.startsWith(`${field}@`)) written[name.slice(field.length + 1)] = text;
    return this.draft.text(written, item, { markdown });
  }

  /** Has the names of one part of a question stand for something: `q_row_column`, and as older versions named it. */
  means(row: Row, codes: readonly string[], meaning: Meaning): void {
    const part = codes.join('_');
    this.draft.means(`${row['title']}_${part}`, meaning);
    this.draft.means(`${this.document.sid}X${row['gid']}X${row['qid']}${part}`, meaning);
  }

  finder(item: Open): (name: string) => Meaning | undefined {
    return (name) => {
      const [, base = name, suffix] =
        /^(.+?)(?:\.(NAOK|value|code|shown|valueNAOK|relevanceStatus))?$/.exec(name) ?? [];
      if (suffix === undefined)
        item.approximate(
          `${name} without .NAOK: an expression that names a hidden question does not hold there at all`,
        );
      if (suffix === 'relevanceStatus') return undefined;
      const found = this.draft.find(base) ?? this.other(base);
      // What is shown of a choice are its words, which conditions do not compare.
      return suffix === 'shown' && found?.values ? undefined : found;
    };
  }

  /** `Q1_other`: the words of «other, specify», which conditions only ask whether they are there. */
  private other(name: string): Meaning | undefined {
    const of = /^(.+)_other$/.exec(name)?.[1];
    const meaning = of ? this.draft.find(of) : undefined;
    return meaning?.type === 'multiple-choice' ? { ...meaning, option: 'other' } : undefined;
  }
}
