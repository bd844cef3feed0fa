import { readFile } from 'node:fs/promises';
import { applyDefinition } from '../../backend/consultations/store.js';
import { ConsultationDefinition } from '../../contract/consultation.js';
import { checkDefinition } from '../../domain/consultation.js';
import type { Bench, Voice } from '../admin.js';
import { inWords } from './words.js';

/** `cq apply FILE`: creates a consultation or brings it up to date. */
export async function apply({ database, backend, now }: Bench, { file }: { file: string }, voice: Voice) {
  const refuse = (pointer: string, reason: string) => voice.line(`${file}#${pointer}: ${reason}`);
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    refuse('', (error as Error).message);
    return 1;
  }
  const parsed = ConsultationDefinition.safeParse(json);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      refuse(issue.path.map((step) => `/${String(step)}`).join(''), inWords(issue.message));
    }
    return 1;
  }
  const errors = checkDefinition(parsed.data);
  for (const { pointer, code } of errors) refuse(pointer, inWords(code));
  if (errors.length > 0) return 1;
  const applied = await applyDefinition(database.db, parsed.data, now);
  if (!applied.ok) {
    refuse(applied.problem.pointer, inWords(applied.problem.code));
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

function short(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
