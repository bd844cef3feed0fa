import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { type ActiveActivity, type ActiveConsultation } from '../../backend/consultations/cache.js';
import { loadConsultation } from '../../backend/consultations/store.js';
import { type PaperResponse, storePaper } from '../../backend/responses/paper-store.js';
import { UnreadableLine } from '../../backend/transfer/import.js';
import type { ActivityOf } from '../../contract/consultation.js';
import { Answers } from '../../contract/survey.js';
import '../../domain/all-kinds.js';
import { isDate } from '../../domain/dates.js';
import { phaseOf } from '../../domain/hours.js';
import { questionsIn } from '../../domain/kinds.js';
import { quebecDay } from '../../domain/quebec-day.js';
import { checkAnswers } from '../../domain/survey.js';
import type { Bench, Voice } from '../admin.js';
import { jsonLines } from '../lines.js';
import { reasonOf } from '../reasons.js';
import { typedAnswer } from './typed-answer.js';

export interface EnterOptions {
  consultation: string;
  activity: string;
  /** Who keys them in. */
  by?: string | undefined;
  /** The day on which they came, once the survey is closed. */
  received?: string | undefined;
  /** JSON lines, or CSV where its name ends so. */
  file?: string | undefined;
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
  const late = lateness(target, options.received, now);
  if (late !== undefined) {
    voice.line(late);
    return 1;
  }
  const { consultation, survey } = target;
  const from = options.file ?? 'paper';
  const responses: PaperResponse[] = [];
  let wrong = 0;
  try {
    let line = 0;
    for await (const row of rowsOf(options, survey)) {
      line += 1;
      if (row === undefined) continue;
      const refuse = (reason: string) => {
        wrong += 1;
        voice.line(`${from}:${line} ${reason}`);
      };
      if (row instanceof UnreadableLine) {
        refuse(row.why);
        continue;
      }
      const parsed = PaperRow.safeParse(row);
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        refuse(`${issue!.path.map((step) => `/${String(step)}`).join('')}: ${issue!.message}`);
        continue;
      }
      const { number, answers } = parsed.data;
      const day = options.received ?? quebecDay(now);
      const checked = checkAnswers(survey, answers, { begun: day, seed: 0 });
      if (!checked.ok) {
        for (const { pointer, code, limit } of checked.problem)
          refuse(`${pointer}: ${code}${limit === undefined ? '' : ` (${limit})`}`);
        continue;
      }
      if (checked.value.ending?.keep === false) {
        refuse(`/answers: not-kept (${checked.value.ending.id})`);
        continue;
      }
      responses.push({ id: idOf(consultation.slug, survey.id, number), answers: checked.value.answers });
    }
  } catch (error) {
    voice.line(`${from}: ${reasonOf(error)}`);
    return 1;
  }
  if (wrong > 0) {
    voice.line(`${from}: nothing was stored: mend these and enter the whole again`);
    return 1;
  }
  if (responses.length === 0) {
    voice.line(`${from}: holds no questionnaire`);
    return 1;
  }
  const { by, received } = options;
  const batch = {
    consultationId: consultation.id,
    activity: survey.id,
    definition: consultation.version,
    by,
    received,
  };
  const stored = await storePaper(database.db, batch, responses, now);
  await backend?.contributionsChanged(consultation.slug);
  const known = responses.length - stored.stored;
  voice.line(
    `${consultation.slug}/${survey.id}: batch ${stored.batch}, ${stored.stored} stored from paper, ${known} there already`,
  );
  return 0;
}

/** Tells a survey's definition as one line of JSON, for whoever asks on a terminal. */
export async function tellSurvey({ database, now }: Bench, options: EnterOptions, voice: Voice) {
  const target = await targetOf(database.db, options, voice);
  if (!target) return 1;
  const late = lateness(target, options.received, now);
  voice.line(late ?? JSON.stringify(target.survey));
  return late === undefined ? 0 : 1;
}

async function targetOf(
  db: Bench['database']['db'],
  { consultation: slug, activity: id }: EnterOptions,
  voice: Voice,
): Promise<Target | undefined> {
  const consultation = await loadConsultation(db, slug);
  const activity = consultation?.activities.get(id);
  if (!consultation) voice.line(`${slug}: no such consultation`);
  else if (!activity) voice.line(`--activity ${id}: ${slug} has no such activity`);
  else if (activity.definition.kind !== 'survey') voice.line(`--activity ${id}: it is no survey`);
  else return { consultation, activity, survey: activity.definition };
  return undefined;
}

/**
 * Why paper may not be keyed in now; undefined where it may. Keying takes time: once the survey is closed it goes on for
 * what came while it was open, of which somebody says the day.
 */
function lateness({ activity }: Target, received: string | undefined, now: Date): string | undefined {
  if (received !== undefined && !isDate(received)) return `--received ${received}: a day is 2026-05-01`;
  const phase = phaseOf(activity, now);
  if (phase === 'before') return 'The survey is not open yet: nobody can have answered it on paper.';
  const [first, last] = [quebecDay(activity.opensAt), quebecDay(activity.closesAt)];
  if (received !== undefined && (received < first || received > last || received > quebecDay(now)))
    return `--received ${received}: the survey was open from ${first} to ${last}`;
  if (phase === 'closed' && received === undefined)
    return 'The survey is closed: say on which day these were received, with --received 2026-05-01';
  return undefined;
}

async function* rowsOf(
  { file, rows = [] }: EnterOptions,
  survey: ActivityOf<'survey'>,
): AsyncGenerator<unknown> {
  if (file === undefined) yield* rows;
  else if (/\.csv$/i.test(file)) yield* csvRows(await readFile(file, 'utf8'), survey);
  else yield* jsonLines(createReadStream(file) as AsyncIterable<Buffer>);
}

/** A table as people fill it in: a column a question, `number` for the questionnaire's own; the title is the first line. */
function* csvRows(content: string, survey: ActivityOf<'survey'>): Generator<unknown> {
  const questions = new Map(questionsIn(survey).map((question) => [question.id, question]));
  const records = parse<Record<string, string>>(content, {
    columns: true,
    bom: true,
    skip_empty_lines: true,
    delimiter: [',', ';', '\t'],
  });
  // The line of titles is the first.
  yield undefined;
  for (const { number, ...cells } of records) {
    const answers: Record<string, unknown> = {};
    for (const [column, typed] of Object.entries(cells)) {
      if (typed.trim() === '') continue;
      const question = questions.get(column);
      // What is no question is refused by the rules, by its name.
      const answer = question ? typedAnswer(question, typed) : typed;
      if (answer !== undefined) answers[column] = answer;
    }
    yield { ...(number?.trim() && { number: number.trim() }), answers };
  }
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
