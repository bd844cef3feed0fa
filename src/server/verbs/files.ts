import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConsultation } from '../../backend/consultations/store.js';
import { keyOf } from '../../backend/files/storage.js';
import { type GivenFile, listGiven } from '../../backend/files/store.js';
import type { Bench, Voice } from '../admin.js';
import { reasonOf } from '../reasons.js';

export interface FilesExportOptions {
  consultation: string;
  folder: string;
  /** Also files that nobody has examined. */
  unscanned: boolean;
}

/**
 * `cq files export CONSULTATION --to FOLDER`: the files of all responses, and `files.ndjson`, which says whose and what
 * each is. Files that were not found clean stay where they are unless they are asked for; refused ones are gone.
 */
export async function exportFiles({ database, files }: Bench, options: FilesExportOptions, voice: Voice) {
  const { consultation: slug, folder, unscanned } = options;
  const consultation = await loadConsultation(database.db, slug);
  if (!consultation) {
    voice.line(`${slug}: no such consultation`);
    return 1;
  }
  if (!files) throw new Error('No storage of files is open here.');
  const lines: string[] = [];
  const counts = { written: 0, unscanned: 0, refused: 0, missing: 0 };
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for await (const file of given(database.db, consultation.id)) {
      const may = file.scan === 'clean' || (unscanned && file.scan !== 'refused');
      const bytes = may ? await files.get(keyOf(slug, file.id)) : undefined;
      const path = join(file.activity, file.question, nameOf(file));
      if (bytes) {
        await mkdir(join(folder, file.activity, file.question), { recursive: true, mode: 0o700 });
        await writeFile(join(folder, path), bytes, { mode: 0o600 });
      }
      counts[bytes ? 'written' : may ? 'missing' : file.scan === 'refused' ? 'refused' : 'unscanned'] += 1;
      lines.push(JSON.stringify({ ...file, path: bytes ? path : null }));
      voice.progress(lines.length, 0);
    }
    await writeFile(join(folder, 'files.ndjson'), lines.map((line) => `${line}\n`).join(''), { mode: 0o600 });
  } catch (error) {
    voice.line(`${folder}: ${reasonOf(error)}: the export is not whole`);
    return 1;
  }
  voice.line(`${folder}: ${counts.written} files, and files.ndjson`);
  if (counts.unscanned) voice.line(`${counts.unscanned} not examined: --unscanned writes them too`);
  if (counts.refused) voice.line(`${counts.refused} refused by the examination, and erased`);
  if (counts.missing) voice.line(`${counts.missing} NOT IN THE STORAGE`);
  return counts.missing ? 1 : 0;
}

async function* given(db: Bench['database']['db'], consultation: number): AsyncGenerator<GivenFile> {
  for (let after: string | undefined; ;) {
    const page = await listGiven(db, consultation, after);
    if (page.length === 0) return;
    yield* page;
    after = page.at(-1)!.id;
  }
}

/**
 * A name that is safe on every system and says whose file it is: the response, the file's own identifier's beginning,
 * then what its owner called it, without what systems, shells and spreadsheets mean something by.
 */
function nameOf({ response, id, name }: GivenFile): string {
  const [, stem = '', ending = ''] = /^(.*?)(\.[a-z0-9]+)?$/is.exec(name) ?? [];
  const safe = stem
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return `${response}-${id.slice(0, 8)}-${[...safe].slice(0, 60).join('') || 'fichier'}${ending.toLowerCase()}`;
}
