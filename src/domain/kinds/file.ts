import type { FileAnswer, FileType } from '../../contract/survey.js';
import { addKind, type Of, type RuleBroken, WRONG_TYPE } from '../kinds.js';
import { isStorable } from '../text-rules.js';

/** The endings that files of a kind have. */
const ENDINGS: Partial<Record<FileType, readonly string[]>> = { jpeg: ['jpg', 'jpeg'] };

/** The ending of a file's name: `pdf`. */
export const endingOf = (name: string) => /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';

/** Which of the kinds that are accepted a file's name says that it is. */
export function fileTypeOf(name: string, accept: readonly FileType[]): FileType | undefined {
  return accept.find((type) => (ENDINGS[type] ?? [type]).includes(endingOf(name)));
}

/** How many bytes one file may have. */
export const bytesOf = (megabytes: number) => Math.round(megabytes * 1_000_000);

/** What is wrong with a file that is chosen beside `kept` others. */
export function wrongWithFile(
  { accept, maxFiles, maxSize }: Of<'file'>,
  kept: number,
  { name, size }: Pick<FileAnswer, 'name' | 'size'>,
): RuleBroken | undefined {
  if (kept >= maxFiles) return { code: 'too-many-files', limit: maxFiles };
  if (!fileTypeOf(name, accept)) return { code: 'wrong-file-type' };
  if (size > bytesOf(maxSize)) return { code: 'file-too-large', limit: maxSize };
  return size === 0 ? { code: 'empty-file' } : undefined;
}

addKind('file', {
  read: (_, { files = [] }) => (files.length > 0 ? files : undefined),
  enter: (_, answer) => ({ files: Array.isArray(answer) ? (answer as FileAnswer[]) : [] }),
  check({ accept, maxFiles, maxSize }, answer) {
    if (!Array.isArray(answer)) return [WRONG_TYPE];
    const files = answer as FileAnswer[];
    if (!files.every((one) => typeof one === 'object' && 'file' in one)) return [WRONG_TYPE];
    if (files.length > maxFiles) return [{ code: 'too-many-files', limit: maxFiles }];
    if (new Set(files.map(({ file }) => file)).size < files.length) return [{ code: 'not-a-file' }];
    for (const { name, size } of files) {
      if (!isStorable(name)) return [{ code: 'not-storable' }];
      if (!fileTypeOf(name, accept)) return [{ code: 'wrong-file-type' }];
      if (size > bytesOf(maxSize)) return [{ code: 'file-too-large', limit: maxSize }];
    }
    return [];
  },
});
