import { z } from 'zod';
import { loadConsultation } from '../../backend/consultations/store.js';
import type { ActiveConsultation } from '../../backend/consultations/cache.js';
import { problemOf, type Refusal } from '../../backend/http/problems.js';
import { countRestored, hideAll, previewRaid, restoreAll } from '../../backend/moderation/bulk-store.js';
import { answerTo, type Decided, decideOn } from '../../backend/moderation/decision-store.js';
import { listQueue, readModerated } from '../../backend/moderation/queue-store.js';
import { unfitting, withinADay } from '../../backend/moderation/routes.js';
import { decide, type Decision } from '../../backend/moderation/store.js';
import { type ChainProblem, verifyChain } from '../../backend/moderation/verify.js';
import {
  AnswerInput,
  BulkInput,
  DecisionInput,
  type ModeratedComment,
  type QueueFilter,
} from '../../contract/moderation.js';
import type { ActivityDefinition } from '../../contract/consultation.js';
import type { Outcome } from '../../contract/outcome.js';
import { displayText } from '../../domain/display-text.js';
import { policyOf } from '../../domain/threads.js';
import type { Bench, Voice } from '../admin.js';
import { shapeInWords } from './shape-words.js';

const WHY = {
  'unknown-consultation': 'no such consultation',
  'unknown-contribution': 'no such contribution in this consultation',
  withdrawn: 'its author has withdrawn it',
  'already-so': 'it is so already',
};

/** `cq hide` and `cq unhide`: takes a contribution of any kind out of sight, with a reason that is kept, or back. */
export async function moderate({ database, backend, now }: Bench, decision: Decision, voice: Voice) {
  if (!z.uuid().safeParse(decision.id).success) {
    voice.line(`${decision.id}: no identifier of a contribution`);
    return 2;
  }
  const decided = await decide(database.db, decision, now);
  if (!decided.ok) {
    voice.line(`${decision.id}: ${WHY[decided.problem]}`);
    return 1;
  }
  await backend?.contributionsChanged(decision.consultation);
  voice.line(
    `${decision.id}: ${decided.value.kind} ${decision.action === 'hide' ? 'hidden' : 'shown again'}`,
  );
  return 0;
}

/** The operator decides in nobody else's name. */
const OPERATOR = { token: null, operator: true };

export interface QueueOptions {
  consultation: string;
  filter: QueueFilter;
  limit: number;
  json: boolean;
}

/** `cq moderate queue`: what asks for a decision, the most urgent first. */
export async function tellQueue({ database }: Bench, options: QueueOptions, voice: Voice) {
  const consultation = await known({ database } as Bench, options.consultation, voice);
  if (!consultation) return 1;
  const { filter, limit, json } = options;
  const where = { consultationId: consultation.id, filter, activity: undefined, after: undefined, limit };
  const { items, next, open } = await listQueue(database.db, where);
  if (json) {
    for (const item of items) voice.line(asJsonLine(item));
    return 0;
  }
  for (const item of items) for (const line of inLines(item)) voice.line(line);
  voice.line(`${open} to decide${next ? `; more with --limit ${limit * 2}` : ''}`);
  return 0;
}

/** What is told of one comment: how it stands, why it is here, what it says. */
function inLines(comment: ModeratedComment): string[] {
  const { id, activity, state, priority, acceptedAt, flags, reports, appeal, body, reportTexts } = comment;
  const why = [
    ...reports.map(({ reason, count }) => `${count} × ${reason}`),
    ...flags.map((flag) => `marked ${flag}`),
    ...(appeal && !appeal.outcome ? ['appealed'] : []),
  ];
  return [
    `${id}  ${activity}  ${state}  priority ${priority}  ${acceptedAt}${why.length > 0 ? `  ${why.join(', ')}` : ''}`,
    ...(body ?? '(erased)').split('\n').map((line) => `  ${visible(line)}`),
    ...reportTexts.map((text) => `  reported: ${visible(text)}`),
    ...(appeal?.text && !appeal.outcome ? [`  appeal: ${visible(appeal.text)}`] : []),
  ];
}

/** What steers a terminal or turns the direction of what follows on its line; a line's end is one of them. */
const STEERING = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** A person's words on one line of a terminal: a dot where something steers it, without towers of marks. */
function visible(text: string): string {
  return displayText(text.replace(STEERING, '\u00b7'));
}

/** As written, on one line: what steers a terminal is there by its number. */
function asJsonLine(value: unknown): string {
  return JSON.stringify(value).replace(
    STEERING,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export interface DecisionOptions {
  consultation: string;
  input: Record<string, unknown>;
}

/** `cq moderate accept`, `hide`, `restore`, `merge`, `consider`, `trust`, `distrust`, `uphold`, `overturn`. */
export async function decideVerb(bench: Bench, { consultation: slug, input }: DecisionOptions, voice: Voice) {
  const consultation = await known(bench, slug, voice);
  if (!consultation) return 1;
  const decision = parsed(DecisionInput, input, voice);
  if (!decision) return 2;
  const [wrong] = unfitting(decision);
  if (wrong) {
    voice.line(
      `${optionOf(wrong.pointer)}: ${wrong.code === 'required' ? 'needed here' : 'says nothing here'}`,
    );
    return 2;
  }
  const { db } = bench.database;
  const decided = await decideOn(db, consultation, OPERATOR, crypto.randomUUID(), decision, bench.now);
  const status = await told(bench, consultation, decided, voice);
  if (!decided.ok && decided.problem.errors?.some(({ code }) => code === 'unknown-reason')) {
    const [comment] = await readModerated(db, consultation.id, [decision.comment]);
    const thread = consultation.definition.activities.find(({ id }) => id === comment?.activity);
    for (const line of reasonsOf(thread)) voice.line(line);
  }
  return status;
}

/** `cq moderate answer`: answers a comment in the public body's name. */
export async function answerVerb(bench: Bench, { consultation: slug, input }: DecisionOptions, voice: Voice) {
  const consultation = await known(bench, slug, voice);
  if (!consultation) return 1;
  const answer = parsed(AnswerInput, input, voice);
  if (!answer) return 2;
  const { db } = bench.database;
  const decided = await answerTo(db, consultation, OPERATOR, crypto.randomUUID(), answer, bench.now);
  return told(bench, consultation, decided, voice);
}

export interface RaidOptions extends DecisionOptions {
  /** Hides; else only says what would be hidden. */
  yes: boolean;
}

/** How many comments of a raid are shown before it is hidden. */
const SHOWN = 5;

/** `cq moderate raid`: says what a raid's decision would hide, hides it, or brings it back. */
export async function raidVerb(bench: Bench, { consultation: slug, input, yes }: RaidOptions, voice: Voice) {
  const consultation = await known(bench, slug, voice);
  if (!consultation) return 1;
  const wrong = wrongRaid(consultation, input);
  if (wrong) {
    for (const line of wrong) voice.line(line);
    return 2;
  }
  const { selection, activity, reason, ...rest } = input;
  const asked = input.action === 'hide' ? { ...rest, selection, activity, reason } : rest;
  const bulk = parsed(BulkInput, asked, voice);
  if (!bulk) return 2;
  const { db } = bench.database;
  const id = crypto.randomUUID();
  if (bulk.action === 'restore') {
    const count = yes ? 0 : await countRestored(db, consultation.id, bulk.bulk);
    if (count > 0) {
      voice.line(`${count} would be brought back: --yes brings them back`);
      return 0;
    }
    const decided = await restoreAll(db, consultation, OPERATOR, id, bulk, bench.now);
    return told(bench, consultation, decided, voice);
  }
  if (!withinADay(bulk.selection)) {
    voice.line('--from, --to: the end comes after the beginning, and a day later at most');
    return 2;
  }
  if (yes)
    return told(bench, consultation, await hideAll(db, consultation, OPERATOR, id, bulk, bench.now), voice);
  const found = await previewRaid(db, consultation.id, bulk.activity, bulk.selection, SHOWN);
  if (!found.ok) return refused(found.problem, voice);
  const { count, first } = found.value;
  for (const comment of await readModerated(db, consultation.id, first))
    for (const line of inLines(comment)) voice.line(line);
  voice.line(
    `${count} would be hidden${count > SHOWN ? `, the first ${SHOWN} above` : ''}: --yes hides them`,
  );
  return 0;
}

/** What is wrong with how a raid was named, in the words of the command line; undefined where it can be read. */
function wrongRaid(consultation: ActiveConsultation, input: Record<string, unknown>): string[] | undefined {
  const selection = Object.entries((input.selection ?? {}) as Record<string, string | undefined>)
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name);
  const option = (name: string) => optionOf(`/${name}`);
  if (input.action === 'restore') {
    const others = [...selection, ...['activity', 'reason'].filter((name) => input[name] !== undefined)];
    if (others.length > 0) return [`--undo: says all by itself: leave out ${others.map(option).join(', ')}`];
    return isId(input.bulk) ? undefined : ['--undo: takes the identifier that cq moderate raid --yes told'];
  }
  if (input.activity === undefined) return ['--activity: needed here: which thread'];
  const threads = consultation.definition.activities.filter(({ kind }) => kind === 'comments');
  const thread = threads.find(({ id }) => id === input.activity);
  if (!thread)
    return [
      `--activity ${input.activity as string}: no such thread`,
      ...threads.map(({ id, title }) => `  --activity ${id}: ${title.en ?? title.fr}`),
    ];
  const period = selection.includes('from') || selection.includes('to');
  if (period && !(selection.includes('from') && selection.includes('to')))
    return ['--from and --to go together: a period of a day at most'];
  if (selection.length - (period ? 1 : 0) !== 1)
    return ['Say which comments in exactly one way: --address-of, --similar-to, or --from and --to'];
  const [way] = selection;
  if (!period && !isId((input.selection as Record<string, unknown>)[way!]))
    return [`${option(way!)}: has to be the identifier of a comment`];
  if (input.reason === undefined) return ['--reason: needed here', ...reasonsOf(thread)];
  if (thread.kind === 'comments' && !policyOf(thread).some(({ id }) => id === input.reason))
    return [
      `--reason ${input.reason as string}: not in the published policy of this thread`,
      ...reasonsOf(thread),
    ];
  return undefined;
}

function isId(value: unknown): boolean {
  return z.uuid().safeParse(value).success;
}

/** The reasons for which a comment of a thread may be hidden, as options. */
function reasonsOf(thread: ActivityDefinition | undefined): string[] {
  if (thread?.kind !== 'comments') return [];
  return policyOf(thread).map(({ id, label }) => `  --reason ${id}: ${label.en ?? label.fr}`);
}

export interface VerifyOptions {
  consultation: string;
  /** The hash of a record that somebody kept. */
  head?: string | undefined;
}

/** `cq verify moderation`: checks a consultation's chain of decisions; ends with 1 where anything was changed by hand. */
export async function verifyModeration(
  { database }: Bench,
  { consultation, head }: VerifyOptions,
  voice: Voice,
) {
  const checked = await verifyChain(database.db, consultation, head?.toLowerCase());
  if (!checked) {
    voice.line(`${consultation}: no such consultation`);
    return 1;
  }
  for (const problem of checked.problems) voice.line(`${consultation}: ${inWords(problem)}`);
  if (checked.problems.length > 0) {
    voice.line(`${consultation}: ${checked.records} records, NOT AS THEY WERE MADE`);
    return 1;
  }
  const { records, head: newest, unheld } = checked;
  voice.line(`${consultation}: ${records} records, each as it was made`);
  if (!newest) return 0;
  voice.line(`head ${newest}`);
  if (unheld > 0) voice.line(`${unheld} of them after the last head that is kept here`);
  if (head === undefined)
    voice.line(
      'Without --head, nothing tells a chain that was cut or made anew together with its heads: give a hash that you kept elsewhere.',
    );
  return 0;
}

function inWords({ code, seq, count, day }: ChainProblem): string {
  switch (code) {
    case 'changed':
      return `record ${seq} says something else than when it was made`;
    case 'not-linked':
      return `record ${seq} does not follow the one before: a record was removed, put in or moved`;
    case 'head-lost':
      return `record ${seq}, the last of its day, is not there as it was`;
    case 'head-missing':
      return `record ${seq} is the last of ${day}, and is not kept as its head: a head was removed or changed`;
    case 'removed':
      return `record ${seq} is not there, and something of it is: it was removed`;
    case 'head-unknown':
      return '--head: no record has this hash: the chain was cut or made anew since, or it is of another consultation';
    case 'note-changed':
      return `record ${seq}: who decided, or their words, were changed`;
    case 'text-changed':
      return `record ${seq}: the text that it is about was changed`;
    case 'words-changed':
      return `record ${seq}: what the public body answered, or said has changed, is gone or was changed`;
    case 'erased':
      return `record ${seq}: who decided, or what proves the text, was erased, though its author has not taken it back`;
    case 'bereft':
      return `record ${seq}: the comment that it is about is not there any more`;
    case 'gone':
      return `${count} gone without a record: none is ever deleted`;
    case 'not-as-recorded':
      return `${count} hidden, shown or merged otherwise than the last record says`;
    case 'not-as-settled':
      return `${count} ${count === 1 ? 'appeal' : 'appeals'} settled otherwise than the records say, or open again`;
    case 'not-as-answered':
      return `${count} answered or taken into account otherwise than the records say`;
  }
}

async function known(
  { database }: Bench,
  slug: string,
  voice: Voice,
): Promise<ActiveConsultation | undefined> {
  const consultation = await loadConsultation(database.db, slug);
  if (!consultation) voice.line(`${slug}: no such consultation`);
  return consultation;
}

/** What was given on the command line, as the contract has it. */
function parsed<Schema extends z.ZodType>(
  schema: Schema,
  input: Record<string, unknown>,
  voice: Voice,
): z.infer<Schema> | undefined {
  const read = schema.safeParse(input);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const pointer = issue!.path.map((step) => `/${String(step)}`).join('');
  voice.line(`${optionOf(pointer)}: ${shapeInWords(issue!)}`);
  return undefined;
}

/** The option, or the argument, by which a field is given. */
function optionOf(pointer: string): string {
  const field = pointer.split('/').at(-1)!;
  if (field === 'comment' || field === 'bulk') return `the ${field}`;
  return field === 'text' || field === 'body'
    ? '--fr'
    : `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Says what was decided, once those who look are told. */
async function told(
  { backend }: Bench,
  consultation: ActiveConsultation,
  decided: Outcome<Decided, Refusal>,
  voice: Voice,
): Promise<number> {
  if (!decided.ok) return refused(decided.problem, voice);
  const { receipt, moved } = decided.value;
  await backend?.contributionsChanged(consultation.slug, moved);
  const { id, action, comments, more } = receipt;
  voice.line(`${id}: ${action}, ${comments.length === 1 ? comments[0] : `${comments.length} comments`}`);
  if (more) voice.line('There may be more: run it again.');
  return 0;
}

function refused(refusal: Refusal, voice: Voice): number {
  const { title, errors = [] } = problemOf(refusal, 'en');
  voice.line(errors[0]?.message ?? title);
  return 1;
}
