import type { LooseQuestion } from '../draft.js';
import type { Row } from './document.js';
import type { Reading } from './reading.js';

/**
 * The older kind of conditions. Where a question has an expression, that says the same; files of before expressions have
 * conditions alone: those of one scenario all hold, and one scenario is enough.
 */
export function readConditions(reading: Reading, questions: readonly Row[]): void {
  const rows = reading.document.rows('conditions');
  const said = rows.filter(({ qid }) => isSaid(questions.find((one) => one['qid'] === qid)));
  if (said.length > 0)
    reading.draft.report
      .open('conditions', `${said.length} conditions`)
      .approximate('the older conditions are read from each question’s relevance, which says the same');
  const byQid = grouped(
    rows.filter((row) => !said.includes(row)),
    ({ qid }) => qid ?? '',
  );
  for (const [qid, list] of byQid) {
    const code = questions.find((one) => one['qid'] === qid)?.['title'];
    const item = reading.draft.report.open(`conditions of question ${qid}`, code);
    const made = reading.madeOf.get(qid);
    const written = made && expressionOf(list);
    if (!made) item.drop('the question that they show was not converted');
    else if (written === undefined) item.drop('what a text matches cannot be asked');
    else {
      item.becomes(`${code}: showIf`);
      for (const question of made) show(reading, question, written, item);
    }
  }
}

function show(
  reading: Reading,
  question: LooseQuestion,
  written: string,
  item: ReturnType<Reading['draft']['report']['open']>,
): void {
  reading.draft.condition(question, 'showIf', written, item, 'condition', reading.finder(item));
}

/** Whether an expression shows the question: `1` and nothing do not. */
const isSaid = (question: Row | undefined) => !['', '1'].includes(question?.['relevance']?.trim() ?? '');

function expressionOf(rows: readonly Row[]): string | undefined {
  if (rows.some(({ method }) => method === 'RX')) return undefined;
  const scenarios = grouped(rows, ({ scenario }) => scenario ?? '1');
  return [...scenarios.values()]
    .map((list) => {
      // Several values of the same answer are one or the other.
      const answers = grouped(list, ({ cfieldname, method }) => `${cfieldname} ${method}`);
      const each = [...answers.values()].map((same) => `(${same.map(comparison).join(' or ')})`);
      return `(${each.join(' and ')})`;
    })
    .join(' or ');
}

function comparison({ cfieldname = '', method = '==', value = '' }: Row): string {
  const name = `${cfieldname.replace(/^\+/, '')}.NAOK`;
  const other = /^@(.+)@$/.exec(value)?.[1];
  const operator = method.trim() || '==';
  return `${name} ${operator} ${other ? `${other}.NAOK` : `"${value.trim().replace(/"/g, '')}"`}`;
}

function grouped(rows: readonly Row[], by: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(by(row), [...(groups.get(by(row)) ?? []), row]);
  return groups;
}
