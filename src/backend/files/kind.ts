import { fileTypeFromBuffer } from 'file-type/core';
import type { FileType } from '../../contract/survey.js';

/** What the library calls our kinds. */
const BY_BYTES: Record<string, FileType> = {
  pdf: 'pdf',
  jpg: 'jpeg',
  png: 'png',
  // An animated one is taken as well: it is a picture to whoever opens it.
  apng: 'png',
  webp: 'webp',
  docx: 'docx',
  odt: 'odt',
  xlsx: 'xlsx',
  ods: 'ods',
};

/** Whether a file's bytes are of the kind that its name says. Office files with macros are none of ours. */
export async function isOfKind(bytes: Uint8Array, kind: FileType): Promise<boolean> {
  const found = await fileTypeFromBuffer(bytes);
  if (kind === 'txt' || kind === 'csv') return !found && isText(bytes);
  return found !== undefined && BY_BYTES[found.ext] === kind;
}

/** Text in UTF-8, in UTF-16 with its mark, or in a code page such as French spreadsheets write: nothing tells which. */
function isText(bytes: Uint8Array): boolean {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return true;
  return !bytes.some(
    (byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d,
  );
}
