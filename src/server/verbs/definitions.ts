import { readFile } from 'node:fs/promises';
import { applyDefinition } from '../../backend/consultations/store.js';
import { ConsultationDefinition } from '../../contract/consultation.js';
import type { Outcome } from '../../contract/outcome.js';
import { checkDefinition } from '../../domain/consultation.js';
import type { Bench, Voice } from '../admin.js';
import { jsonMistake, namesTwice } from '../json.js';
import { NOT_UTF8 } from '../lines.js';
import { reasonOf } from '../reasons.js';
import { faultsOf } from './shape-words.js';
import { inWords } from './words.js';

export interface ApplyOptions {
  file: string;
  /** Why a change is applied although it alters the meaning of answers that are there. */
  despite?: string | undefined;
}

/** `cq apply FILE`: creates a consultation or brings it up to date. */
export async function apply(
  { database, backend, now }: Bench,
  { file, despite }: ApplyOptions,
  voice: Voice,
) {
  const refuse = (pointer: string, reason: string) => voice.line(`${file}#${pointer}: ${reason}`);
  const read = await readDefinition(file);
  if (!read.ok) {
    for (const { pointer, reason } of read.problem) refuse(pointer, reason);
    return 1;
  }
  const parsed = ConsultationDefinition.safeParse(read.value);
  if (!parsed.success) {
    for (const { path, words } of parsed.error.issues.flatMap((issue) => faultsOf(issue, read.value)))
      refuse(path.map((step) => `/${String(step)}`).join(''), words);
    return 1;
  }
  const errors = checkDefinition(parsed.data);
  for (const { pointer, code, near } of errors) refuse(pointer, inWords(code, near));
  if (errors.length > 0) return 1;
  const applied = await applyDefinition(database.db, parsed.data, now, despite);
  if (!applied.ok) {
    const { pointer, code, others = [] } = applied.problem;
    for (const place of [pointer, ...others]) refuse(place, inWords(code));
    if (code === 'alters-answers') voice.line(INSTEAD);
    return 1;
  }
  await backend?.definitionsChanged();
  const { created, version, changes } = applied.value;
  const { slug } = parsed.data;
  if (created) voice.line(`${slug}: created, version 1`);
  else if (changes.length === 0) voice.line(`${slug}: nothing changed, version ${version}`);
  else {
    for (const { pointer, before, after } of changes) {
      voice.line(
        `${pointer}: ${before === undefined ? '(nothing)' : short(before)} → ${after === undefined ? '(nothing)' : short(after)}`,
      );
    }
    voice.line(`${slug}: version ${version}`);
  }
  return 0;
}

/** What to do where citizens have answered already. */
const INSTEAD = `Nothing was applied: answers are there, and they would mean something else, be hidden or be refused, or people would have been told something else.
Instead: leave the question as it is and add a new one with an id of its own; or put the new survey into an activity with an id of its own;
or, where the change is right for the answers that are there too, apply it with --despite "reason": the reason is kept with the version.`;

/** What the file holds, which may begin with a mark of byte order; or what is wrong with it as JSON, and where. */
async function readDefinition(
  file: string,
): Promise<Outcome<unknown, { pointer: string; reason: string }[]>> {
  let bytes: Buffer;
  let text: string;
  try {
    bytes = await readFile(file);
  } catch (error) {
    return { ok: false, problem: [{ pointer: '', reason: reasonOf(error) }] };
  }
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { ok: false, problem: [{ pointer: '', reason: NOT_UTF8 }] };
  }
  // UTF-16 without its mark is UTF-8 with a NUL beside each letter.
  if (text.includes('\0')) return { ok: false, problem: [{ pointer: '', reason: NOT_UTF8 }] };
  try {
    const value: unknown = JSON.parse(text);
    const twice = namesTwice(text).map((pointer) => ({ pointer, reason: inWords('duplicate') }));
    return twice.length > 0 ? { ok: false, problem: twice } : { ok: true, value };
  } catch (error) {
    const { place, words } = jsonMistake(text) ?? { words: (error as Error).message };
    const reason = `not JSON: ${place === undefined ? '' : `${place}: `}${words}`;
    return { ok: false, problem: [{ pointer: '', reason }] };
  }
}

function short(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
