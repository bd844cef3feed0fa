import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import type { ActivityOf } from '../../contract/consultation.js';
import type { Answers } from '../../contract/survey.js';
import '../../domain/all-kinds.js';
import { quebecDay } from '../../domain/quebec-day.js';
import { checkPage, follow, isAsked, type ShownQuestion } from '../../domain/survey.js';
import { Numbered } from '../pages/print-words.js';
import { typedAnswer } from './typed-answer.js';

/** Where questions are written and answers typed. */
export interface Terminal {
  stdin: Readable;
  stdout: Writable;
}

const HELP =
  'Enter: left empty. <: back. !: this questionnaire again. q: stop. Several options: 1 3. Rows: 1 2 - 4.';

/**
 * Asks a questionnaire question by question, with the numbers that are printed on it, and only those that its answers
 * lead to; gives it to `store` once it is confirmed, and begins the next one, until told to stop.
 */
export async function askPaper(
  survey: ActivityOf<'survey'>,
  { stdin, stdout }: Terminal,
  store: (answers: Answers) => Promise<void>,
): Promise<void> {
  const asking = createInterface({ input: stdin, output: stdout });
  const lines = asking[Symbol.asyncIterator]();
  // A file of lines may end: that is to stop.
  const ask = async (question: string): Promise<string> => {
    stdout.write(question);
    const line = await lines.next();
    return line.done ? 'q' : line.value.trim();
  };
  try {
    stdout.write(`${survey.title.fr}\n${HELP}\n`);
    for (;;) {
      const answers = await askOne(survey, stdout, ask);
      if (answers === 'stop') return;
      if (answers === 'again') continue;
      await store(answers);
    }
  } finally {
    asking.close();
  }
}

async function askOne(
  survey: ActivityOf<'survey'>,
  stdout: Writable,
  ask: (question: string) => Promise<string>,
): Promise<Answers | 'again' | 'stop'> {
  const numbered = new Numbered(survey);
  const answers: Answers = {};
  const met: string[] = [];
  const circumstances = { begun: quebecDay(new Date()), seed: 0 };
  for (;;) {
    const course = follow({ ...survey, onePerPage: undefined }, answers, circumstances);
    const open = course.pages.flatMap((page) => page.questions.map((question) => ({ page, question })));
    const next = open.find(
      ({ question }) =>
        isAsked(question) && !(question as ShownQuestion).disabled && !met.includes(question.id),
    );
    if (!next) {
      const typed = await ask('Store this questionnaire? (o/y, <, !, q) ');
      if (typed === 'q') return 'stop';
      if (typed === '!') return 'again';
      if (typed === '<') forget(met.pop(), answers);
      else if (/^[oy]/i.test(typed)) return answers;
      continue;
    }
    const { question } = next;
    if (!isAsked(question)) continue;
    stdout.write(`\n${numbered.numberOf(question.id)}. ${question.label.fr}\n`);
    if ('options' in question)
      question.options?.forEach(({ label }, index) => stdout.write(`   ${index + 1} ${label.fr}\n`));
    if ('rows' in question) stdout.write(`   ${question.rows.map(({ label }) => label.fr).join(' | ')}\n`);
    if ('columns' in question)
      question.columns.forEach(({ label }, index) => stdout.write(`   ${index + 1} ${label.fr}\n`));
    const typed = await ask('> ');
    if (typed === 'q') return 'stop';
    if (typed === '!') return 'again';
    if (typed === '<') {
      forget(met.pop(), answers);
      continue;
    }
    const answer = typed === '' ? undefined : typedAnswer(question, typed);
    if (answer !== undefined) answers[question.id] = answer;
    const after = follow({ ...survey, onePerPage: undefined }, answers, circumstances);
    const wrong = after.pages
      .flatMap((page) => checkPage(page, after))
      .filter((error) => error.question === question.id);
    if (wrong.length === 0) {
      met.push(question.id);
      continue;
    }
    forget(question.id, answers);
    for (const { pointer, code, limit } of wrong)
      stdout.write(`   ${pointer}: ${code}${limit === undefined ? '' : ` (${limit})`}\n`);
  }
}

function forget(question: string | undefined, answers: Answers): void {
  if (question !== undefined) delete answers[question];
}
