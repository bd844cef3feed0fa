import type { FileType } from '../../contract/survey.js';
import type { Bytes } from '../digests.js';

/**
 * Whether a file's bytes are of the kind that its name says. Libraries that tell thousands of kinds apart bring modules
 * that no browser loads; ten kinds, of which the name says which one to look for, are little. Office files with macros
 * are none of ours.
 */
export async function isOfKind(bytes: Bytes, kind: FileType): Promise<boolean> {
  switch (kind) {
    case 'pdf':
      return isPdf(bytes);
    case 'jpeg':
      return begins(bytes, '\xff\xd8\xff');
    case 'png':
      return begins(bytes, '\x89PNG\r\n\x1a\n');
    case 'webp':
      return begins(bytes, 'RIFF') && begins(bytes.subarray(8), 'WEBP');
    case 'docx':
      return isMicrosoft(bytes, 'wordprocessingml.document.main+xml');
    case 'xlsx':
      return isMicrosoft(bytes, 'spreadsheetml.sheet.main+xml');
    case 'odt':
      return isOpenDocument(bytes, 'text');
    case 'ods':
      return isOpenDocument(bytes, 'spreadsheet');
    case 'csv':
    case 'txt':
      return !isPdf(bytes) && isText(bytes);
  }
}

const begins = (bytes: Bytes, text: string) => latin(bytes.subarray(0, text.length)) === text;

/** One letter a byte. */
function latin(bytes: Bytes): string {
  return String.fromCharCode(...bytes);
}

/** Readers take a PDF whose header stands within its first kilobyte. */
function isPdf(bytes: Bytes): boolean {
  return latin(bytes.subarray(0, 1024)).includes('%PDF-');
}

/** Text in UTF-8, in UTF-16 with its mark, or in a code page such as French spreadsheets write: nothing tells which. */
function isText(bytes: Bytes): boolean {
  if (begins(bytes, '\xff\xfe') || begins(bytes, '\xfe\xff')) return true;
  return !bytes.some(
    (byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d,
  );
}

/** What the list of a document's parts says where one of them is a macro, or hides what it says behind references. */
const MACRO = /macroEnabled|vbaProject|macrosheet|&#/i;

/** Office Open XML (ECMA-376, part 2): the main part's type, and no part that is a macro, whatever it is called. */
async function isMicrosoft(bytes: Bytes, main: string): Promise<boolean> {
  const entries = entriesOf(bytes);
  const [types, second] = entries.filter(({ name }) => /^\[content_types\]\.xml$/i.test(name));
  if (!types || second || entries.some(({ name }) => /vbaProject\.bin$/i.test(name))) return false;
  const text = await contentOf(bytes, types);
  return text.length < MOST && text.includes(main) && !MACRO.test(text);
}

/** OpenDocument (part 2, 3.3): its type is in a file of its own; macros are in folders of these names, at any depth. */
async function isOpenDocument(bytes: Bytes, type: string): Promise<boolean> {
  const entries = entriesOf(bytes);
  const first = entries.find(({ name }) => name === 'mimetype');
  if (!first || entries.some(({ name }) => /(^|[/\\])(Basic|Scripts)[/\\]/i.test(name))) return false;
  return (await contentOf(bytes, first)).trim() === `application/vnd.oasis.opendocument.${type}`;
}

interface ZipEntry {
  name: string;
  /** 0 stored, 8 deflated. */
  method: number;
  size: number;
  /** Where its local header stands. */
  at: number;
}

/** What the central directory of a ZIP lists (APPNOTE 4.3.12); nothing where there is none. */
function entriesOf(bytes: Bytes): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: ZipEntry[] = [];
  try {
    if (!begins(bytes, 'PK\x03\x04')) return [];
    let end = bytes.length - 22;
    // A comment of up to 65,535 bytes may follow.
    while (view.getUint32(end) !== 0x504b0506) if (--end < bytes.length - 65_557) return [];
    let at = view.getUint32(end + 16, true);
    for (let left = view.getUint16(end + 10, true); left > 0; left--) {
      if (view.getUint32(at) !== 0x504b0102) return [];
      const [name, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true)) as [
        number,
        number,
        number,
      ];
      entries.push({
        name: latin(bytes.subarray(at + 46, at + 46 + name)),
        method: view.getUint16(at + 10, true),
        size: view.getUint32(at + 20, true),
        at: view.getUint32(at + 42, true),
      });
      at += 46 + name + extra + comment;
    }
  } catch (error) {
    // Numbers that lead out of the file.
    if (!(error instanceof RangeError)) throw error;
    return [];
  }
  return entries;
}

/** The most that is read of what a ZIP says of itself, in bytes: little may unpack to much. */
const MOST = 1_000_000;

/** What an entry holds, as far as `MOST`; nothing where it cannot be unpacked. */
async function contentOf(bytes: Bytes, { method, size, at }: ZipEntry): Promise<string> {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
    const packed = bytes.subarray(from, from + size);
    if (method === 0) return new TextDecoder().decode(packed.subarray(0, MOST));
    if (method !== 8) return '';
    let text = '';
    const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    const reader = unpacked.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await reader.read(); !piece.done && text.length < MOST; piece = await reader.read())
      text += piece.value;
    await reader.cancel().catch(() => {});
    return text;
  } catch {
    return '';
  }
}
