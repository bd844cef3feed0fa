import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { type ActiveActivity, type ActiveConsultation } from '../../backend/consultations/cache.js';
import { loadConsultation } from '../../backend/consultations/store.js';
import { type PaperResponse, storePaper } from '../../backend/responses/paper-store.js';
import { UnreadableLine } from '../../backend/transfer/import.js';
import type { ActivityOf } from '../../contract/consultation.js';
import { Answers, type Question } from '../../contract/survey.js';
import type { Language } from '../../contract/text.js';
import '../../domain/all-kinds.js';
import { isDate } from '../../domain/dates.js';
import { phaseOf } from '../../domain/hours.js';
import { quebecDay } from '../../domain/quebec-day.js';
import { type LeftOut, leftOut } from '../../domain/left-out.js';
import { type AnswerError, follow, isAsked } from '../../domain/survey.js';
import { checkAnswers } from '../../domain/survey-check.js';
import type { Bench, Voice } from '../admin.js';
import { nearest } from '../../domain/nearest.js';
import { jsonLines, NOT_UTF8 } from '../lines.js';
import { Numbered } from '../pages/print-words.js';
import { reasonOf } from '../reasons.js';
import { type Head, headOf, overflows } from '../tables.js';
import { ENTER_WORDS, leftWords, mistakeWords } from './enter-words.js';
import { typedAnswer } from './typed-answer.js';

export interface EnterOptions {
  consultation: string;
  activity: string;
  /** Of what is told. */
  language: Language;
  /** In which language numbers are written; French where nobody said. */
  numbers?: Language | undefined;
  /** Who keys them in. */
  by?: string | undefined;
  /** The day on which they came, once the survey is closed. */
  received?: string | undefined;
  /** JSON lines, or CSV where its name ends so. */
  file?: string | undefined;
  /** What the other answers hide is left out, and told, where it would be refused. */
  leaveHidden?: boolean | undefined;
  /** In the place of a file: what was asked on the terminal. */
  rows?: unknown[] | undefined;
}

/** One questionnaire: its answers, and the number that was written on it. */
const PaperRow = z.object({ number: z.string().min(1).max(100).optional(), answers: Answers }).strict();

interface Target {
  consultation: ActiveConsultation;
  activity: ActiveActivity;
  survey: ActivityOf<'survey'>;
}

/** `cq enter CONSULTATION --activity ID`: keys in what came on paper. All of it is right, or nothing is stored. */
export async function enter({ database, backend, now }: Bench, options: EnterOptions, voice: Voice) {
  const target = await targetOf(database.db, options, voice);
  if (!target) return 1;
  const words = ENTER_WORDS[options.language];
  const late = lateness(target, options, now);
  if (late !== undefined) {
    voice.line(late);
    return 1;
  }
  const { consultation, survey } = target;
  const from = options.file === undefined ? '' : `${options.file}:`;
  const tell = (reason: string) => voice.line(`${from && `${from} `}${reason}`);
  const desk = new Desk(target, options, now, (line, reason) => voice.line(`${from}${line} ${reason}`));
  try {
    let line = 0;
    for await (const row of rowsOf(options, survey)) {
      line = row instanceof CsvRow ? row.line : line + 1;
      if (row !== undefined) desk.take(row instanceof CsvRow ? row.row : row, line);
    }
  } catch (error) {
    tell(readingWords(error, options.language));
    return 1;
  }
  if (desk.hidden) tell(words.hidden);
  if (desk.wrong > 0) tell(words.nothing);
  else if (desk.sheets.length === 0) tell(words.none);
  if (desk.wrong > 0 || desk.sheets.length === 0) return 1;
  const { by, received } = options;
  const batch = {
    consultationId: consultation.id,
    activity: survey.id,
    definition: consultation.version,
    by,
    received,
  };
  const stored = await storePaper(database.db, batch, desk.sheets, now);
  if (!stored.ok) {
    for (const { id, number } of desk.sheets)
      if (number !== undefined && stored.problem.includes(id)) tell(words.other(number));
    tell(words.nothing);
    return 1;
  }
  await backend?.contributionsChanged(consultation.slug);
  const { value } = stored;
  const known = desk.sheets.length - value.stored;
  voice.line(words.stored(`${consultation.slug}/${survey.id}`, value.batch, value.stored, known));
  return 0;
}

/** The questionnaires of one entry, each held against the rules. */
class Desk {
  readonly sheets: (PaperResponse & { number: string | undefined })[] = [];
  wrong = 0;
  /** Some was refused for what other answers hide alone. */
  hidden = false;
  private readonly lines = new Map<string, number>();
  private readonly numbered: Numbered;

  constructor(
    private readonly target: Target,
    private readonly options: EnterOptions,
    private readonly now: Date,
    private readonly tell: (line: number, reason: string) => void,
  ) {
    this.numbered = new Numbered(target.survey);
  }

  take(row: unknown, line: number): void {
    const { consultation, survey } = this.target;
    const words = ENTER_WORDS[this.options.language];
    if (row instanceof UnevenLine)
      return this.refuse(line, row.head ? words.tooMany[row.head.delimiter] : words.tooFew);
    if (row instanceof UnreadableLine)
      return this.refuse(line, row.why === NOT_UTF8 ? words.notUtf8 : words.notJson);
    const parsed = PaperRow.safeParse(row);
    if (!parsed.success) return this.misshapen(line, row, parsed.error.issues);
    const { number, answers } = parsed.data;
    const before = number === undefined ? undefined : this.lines.get(number);
    if (number !== undefined && before !== undefined)
      return this.refuse(line, words.twiceNumbered(number, before));
    if (number !== undefined) this.lines.set(number, line);
    const day = this.options.received ?? quebecDay(this.now);
    const circumstances = { begun: day, seed: 0 };
    const checked = checkAnswers(survey, answers, circumstances);
    if (!checked.ok) return checked.problem.forEach((broken) => this.mistake(line, broken, answers));
    const { ending } = checked.value;
    if (ending?.keep === false) return this.refuse(line, words.notKept(ending.id));
    this.tellLeft(line, leftOut(survey, answers, follow(survey, answers, circumstances)));
    const id = idOf(consultation.slug, survey.id, number);
    this.sheets.push({ id, number, answers: checked.value.answers });
  }

  /** What is no questionnaire, or holds what is the answer to no question at all. */
  private misshapen(line: number, row: unknown, issues: z.core.$ZodIssue[]): void {
    const words = ENTER_WORDS[this.options.language];
    const answers = issues.every(({ path }) => path[0] === 'answers' && path.length > 1)
      ? (row as { answers: Answers }).answers
      : undefined;
    if (!answers) {
      const { path } = issues[0]!;
      const place = path.map((step) => `/${String(step)}`).join('');
      return this.refuse(line, place && `${place}:`, path[0] === NUMBER ? words.badNumber : words.invalid);
    }
    for (const id of new Set(issues.map(({ path }) => String(path[1])))) {
      const code = misshapenCode(this.numbered.question(id), answers[id]);
      this.mistake(line, { pointer: `/answers/${id}`, question: id, ...code }, answers);
    }
  }

  private mistake(line: number, broken: AnswerError, answers: Answers): void {
    const { language, numbers = 'fr' } = this.options;
    const words = ENTER_WORDS[language];
    const question = this.numbered.question(broken.question);
    const said =
      question && isAsked(question)
        ? mistakeWords(question, broken, language, numbers, valueAt(answers, broken))
        : words.unknownQuestion(nearest(broken.question, this.numbered.names));
    this.refuse(line, this.placeOf(broken), said);
  }

  /** What was written on the sheet and does not count is never let go without a word. */
  private tellLeft(line: number, left: readonly LeftOut[]): void {
    const { language, leaveHidden } = this.options;
    const words = ENTER_WORDS[language];
    for (const one of left) {
      const why = leftWords(one, this.numbered, language);
      if (leaveHidden) this.tell(line, `${this.placeOf(one)} ${words.left} ${why}`);
      else this.refuse(line, this.placeOf(one), why);
    }
    if (!leaveHidden && left.length > 0) this.hidden = true;
  }

  private placeOf({ pointer, question, at }: Pick<AnswerError, 'pointer' | 'question' | 'at'>): string {
    const inner = at && this.numbered.question(question)?.type === 'group' ? String(at[1]) : question;
    const number = this.numbered.numberOf(inner) ?? this.numbered.numberOf(question);
    const words = ENTER_WORDS[this.options.language];
    return `${pointer}${number === undefined ? '' : ` (${words.question(number)})`}:`;
  }

  private refuse(line: number, ...reasons: string[]): void {
    this.wrong += 1;
    this.tell(line, reasons.filter(Boolean).join(' '));
  }
}

/** What is wrong with what the wire's form of answers does not let through, before any rule is asked. */
function misshapenCode(question: Question | undefined, answer: unknown): { code: string; limit?: number } {
  if (question && 'maxLength' in question && typeof answer === 'string')
    return { code: 'too-long', limit: question.maxLength };
  const isList = Array.isArray(answer) && answer.every((one) => typeof one === 'string');
  const takesList =
    question?.type === 'multiple-choice' ||
    question?.type === 'ranking' ||
    (question?.type === 'image-choice' && question.multiple);
  return { code: isList && takesList ? 'not-an-option' : 'wrong-type' };
}

/** What stands where a rule is broken. */
function valueAt(answers: Answers, { question, at = [] }: AnswerError): unknown {
  return [question, ...at].reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string | number, unknown>)[step]
        : undefined,
    answers,
  );
}

/** Tells a survey's definition as one line of JSON, for whoever asks on a terminal. */
export async function tellSurvey({ database, now }: Bench, options: EnterOptions, voice: Voice) {
  const target = await targetOf(database.db, options, voice);
  if (!target) return 1;
  const late = lateness(target, options, now);
  voice.line(late ?? JSON.stringify(target.survey));
  return late === undefined ? 0 : 1;
}

async function targetOf(
  db: Bench['database']['db'],
  { consultation: slug, activity: id, language }: EnterOptions,
  voice: Voice,
): Promise<Target | undefined> {
  const words = ENTER_WORDS[language];
  const consultation = await loadConsultation(db, slug);
  const activity = consultation?.activities.get(id);
  if (!consultation) voice.line(words.noConsultation(slug));
  else if (!activity) voice.line(words.noActivity(slug, id));
  else if (activity.definition.kind !== 'survey') voice.line(words.noSurvey(id));
  else return { consultation, activity, survey: activity.definition };
  return undefined;
}

/**
 * Why paper may not be keyed in now; undefined where it may. Keying takes time: once the survey is closed it goes on for
 * what came while it was open, of which somebody says the day.
 */
function lateness({ activity }: Target, { received, language }: EnterOptions, now: Date): string | undefined {
  const words = ENTER_WORDS[language];
  if (received !== undefined && !isDate(received)) return words.day(received);
  const phase = phaseOf(activity, now);
  if (phase === 'before') return words.notOpen;
  const [first, last] = [quebecDay(activity.opensAt), quebecDay(activity.closesAt)];
  if (received !== undefined && (received < first || received > last || received > quebecDay(now)))
    return words.span(received, first, last);
  return phase === 'closed' && received === undefined ? words.closed : undefined;
}

/** Why a file cannot be read. */
function readingWords(error: unknown, language: Language): string {
  const words = ENTER_WORDS[language];
  if (error instanceof TwiceTitled) return words.twiceTitled(error.message);
  if (error instanceof Untitled) return words.untitled;
  if (error instanceof TypeError) return words.notUtf8;
  if (error instanceof CsvError) return `${String(error['lines'])} ${words.notCsv}`;
  return (error as NodeJS.ErrnoException).code === 'ENOENT' ? words.noFile : reasonOf(error);
}

async function* rowsOf(
  { file, rows = [], numbers }: EnterOptions,
  survey: ActivityOf<'survey'>,
): AsyncGenerator<unknown> {
  if (file === undefined) yield* rows;
  else if (/\.csv$/i.test(file)) yield* csvRows(utf8.decode(await readFile(file)), survey, numbers);
  else yield* jsonLines(createReadStream(file) as AsyncIterable<Buffer>);
}

// Spreadsheets save in the machine's own code page, unless they are told: what people wrote would be altered.
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A row of a table, with the line of the file on which it ends. */
class CsvRow {
  constructor(
    readonly line: number,
    readonly row: unknown,
  ) {}
}

/** A line of a table that has more cells than columns, as its `head` parts them; or fewer, without it. */
class UnevenLine {
  constructor(readonly head?: Head) {}
}

class TwiceTitled extends Error {}

/** The first line of a table names no question. */
class Untitled extends Error {}

/** A table as people fill it in: a column a question, `number` for the questionnaire's own; the title is the first line. */
function* csvRows(
  content: string,
  survey: ActivityOf<'survey'>,
  numbers: Language | undefined,
): Generator<CsvRow> {
  const numbered = new Numbered(survey);
  const head = headOf(content, (title) => title === NUMBER || numbered.question(title) !== undefined);
  if (!head) throw new Untitled();
  const { delimiter, titles } = head;
  const twice = titles.find((title, index) => title !== '' && titles.indexOf(title) < index);
  if (twice !== undefined) throw new TwiceTitled(twice);
  const records = parse(content, {
    delimiter,
    bom: true,
    info: true,
    skip_empty_lines: true,
    relax_column_count: true,
  }) as unknown as { record: string[]; info: { lines: number } }[];
  for (const { record, info } of records.slice(1)) {
    // Spreadsheets save rows of which nothing is filled in.
    if (record.every((cell) => cell.trim() === '')) continue;
    const uneven = overflows(record, head)
      ? new UnevenLine(head)
      : record.length < titles.length
        ? new UnevenLine()
        : undefined;
    yield new CsvRow(info.lines, uneven ?? sheetIn(record, titles, numbered, numbers));
  }
}

/** The column of what is written on the questionnaire. */
const NUMBER = 'number';

/** One line of a table as JSON would have it. */
function sheetIn(
  cells: readonly string[],
  titles: readonly string[],
  numbered: Numbered,
  numbers: Language | undefined,
): unknown {
  const answers: Record<string, unknown> = {};
  let number: string | undefined;
  cells.forEach((typed, index) => {
    const column = titles[index] ?? '';
    if (typed.trim() === '') return;
    if (column === NUMBER) return void (number = typed.trim());
    const question = numbered.question(column);
    // What is no question is refused by the rules, by its name.
    const answer = question ? typedAnswer(numbered.onSheet(question), typed, numbers) : typed;
    if (answer !== undefined) answers[column] = answer;
  });
  return { ...(number !== undefined && { number }), answers };
}

/** The same for the same number on the same survey; a random one where the sheet has none. */
function idOf(slug: string, activity: string, number: string | undefined): string {
  if (number === undefined) return randomUUID();
  const hex = createHash('sha256')
    .update(JSON.stringify([slug, activity, number]))
    .digest('hex');
  const variant = ((parseInt(hex[16]!, 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
