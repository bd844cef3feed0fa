import type { FileType } from '../../contract/survey.js';
import type { Bytes } from '../digests.js';

/**
 * A picture without what a camera or a program wrote beside it (place, device, author, comments, earlier versions,
 * thumbnails, whatever follows its end); which way up it is stays, and not one pixel changes, since it is only taken
 * apart and put together. Undefined where the bytes are no whole picture. Other kinds of files stay as they are.
 */
export function withoutMetadata(bytes: Bytes, kind: FileType): Bytes | undefined {
  try {
    if (kind === 'jpeg') return jpeg(bytes);
    if (kind === 'png') return png(bytes);
    return kind === 'webp' ? webp(bytes) : bytes;
  } catch (error) {
    if (error instanceof NotWhole) return undefined;
    throw error;
  }
}

class NotWhole extends Error {}

/** Reads numbers and parts, and says where there are none. */
class Reader {
  private readonly view: DataView;

  constructor(readonly bytes: Bytes) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u8(at: number): number {
    return this.read(at, 1, () => this.view.getUint8(at));
  }
  u16(at: number, little = false): number {
    return this.read(at, 2, () => this.view.getUint16(at, little));
  }
  u32(at: number, little = false): number {
    return this.read(at, 4, () => this.view.getUint32(at, little));
  }
  text(at: number, length: number): string {
    return String.fromCharCode(...this.part(at, at + length));
  }
  part(from: number, to: number): Bytes {
    return this.read(from, to - from, () => this.bytes.subarray(from, to));
  }

  private read<Value>(at: number, length: number, get: () => Value): Value {
    if (at < 0 || length < 0 || at + length > this.bytes.length) throw new NotWhole();
    return get();
  }
}

function joined(parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const ascii = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

function number(value: number, size: 2 | 4, little = false): Bytes {
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  if (size === 2) view.setUint16(0, value, little);
  else view.setUint32(0, value, little);
  return bytes;
}

/** Which way up a picture is (1 to 8), in what Exif begins with: a TIFF header and its first directory. */
function orientationIn(tiff: Bytes): number | undefined {
  try {
    const reader = new Reader(tiff);
    const order = reader.text(0, 2);
    if (order !== 'II' && order !== 'MM') return undefined;
    const little = order === 'II';
    const directory = reader.u32(4, little);
    const entries = reader.u16(directory, little);
    for (let index = 0; index < entries; index++) {
      const at = directory + 2 + index * 12;
      if (reader.u16(at, little) !== 0x0112) continue;
      const value = reader.u16(at + 8, little);
      return value >= 2 && value <= 8 ? value : undefined;
    }
  } catch (error) {
    // Exif that cannot be read turns no picture.
    if (!(error instanceof NotWhole)) throw error;
  }
  return undefined;
}

/** The least Exif that says which way up a picture is: one directory with one entry. */
function exifOf(orientation: number): Bytes {
  const entry = [number(0x0112, 2), number(3, 2), number(1, 4), number(orientation, 2), number(0, 2)];
  return joined([ascii('MM'), number(42, 2), number(8, 4), number(1, 2), ...entry, number(0, 4)]);
}

const EXIF = 'Exif\0\0';

/** JPEG (ITU-T T.81, annex B): segments up to the first scan, scans with segments between them, and the end. */
function jpeg(bytes: Bytes): Bytes {
  const reader = new Reader(bytes);
  if (reader.u16(0) !== 0xffd8) throw new NotWhole();
  const kept: Bytes[] = [];
  let orientation: number | undefined;
  let scanned = false;
  let at = 2;
  for (;;) {
    // Any number of FF may stand before a marker.
    if (reader.u8(at) !== 0xff) throw new NotWhole();
    while (reader.u8(at + 1) === 0xff) at++;
    const marker = reader.u8(at + 1);
    // What follows the end is no part of the picture: films, second pictures.
    if (marker === 0xd9) break;
    const length = reader.u16(at + 2);
    if (length < 2) throw new NotWhole();
    const end = at + 2 + length;
    const segment = reader.part(at, end);
    const body = segment.subarray(4);
    if (marker === 0xe1 && begins(body, EXIF)) orientation ??= orientationIn(body.subarray(EXIF.length));
    kept.push(...keptOf(marker, segment, body));
    at = end;
    if (marker !== 0xda) continue;
    scanned = true;
    const over = endOfScan(reader, at);
    kept.push(reader.part(at, over));
    at = over;
  }
  if (!scanned) throw new NotWhole();
  const start = [Uint8Array.of(0xff, 0xd8)];
  // JFIF wants to be the first segment where it is there; Exif readers look at the first two.
  if (kept[0]?.[1] === 0xe0) start.push(kept.shift()!);
  if (orientation !== undefined) {
    const exif = joined([ascii(EXIF), exifOf(orientation)]);
    start.push(joined([Uint8Array.of(0xff, 0xe1), number(exif.length + 2, 2), exif]));
  }
  return joined([...start, ...kept, Uint8Array.of(0xff, 0xd9)]);
}

/** What stays of a segment: what a decoder needs, and the colours. */
function keptOf(marker: number, segment: Bytes, body: Bytes): Bytes[] {
  // JFIF: density and version, without its thumbnail.
  if (marker === 0xe0 && begins(body, 'JFIF\0') && body.length >= 14) {
    return [joined([Uint8Array.of(0xff, 0xe0), number(16, 2), body.subarray(0, 12), Uint8Array.of(0, 0)])];
  }
  if (marker === 0xe2 && begins(body, 'ICC_PROFILE\0')) return [segment];
  // Adobe's says how colours are coded: 12 bytes, which say nothing of anybody.
  if (marker === 0xee && begins(body, 'Adobe') && body.length >= 12) {
    return [joined([Uint8Array.of(0xff, 0xee), number(14, 2), body.subarray(0, 12)])];
  }
  const application = marker >= 0xe0 && marker <= 0xef;
  return application || marker === 0xfe ? [] : [segment];
}

/** Where the next marker stands after a scan's data, in which FF00 and restarts are no markers. */
function endOfScan(reader: Reader, from: number): number {
  for (let at = from; ; at++) {
    at = reader.bytes.indexOf(0xff, at);
    if (at < 0) throw new NotWhole();
    const next = reader.u8(at + 1);
    if (next !== 0x00 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
}

function begins(bytes: Bytes, text: string): boolean {
  return [...text].every((letter, index) => bytes[index] === letter.charCodeAt(0));
}

/** The chunks of PNG (third edition) that a decoder needs, or that say how colours and sizes are meant. */
const PNG_KEPT = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs hIST sPLT cICP mDCV cLLI acTL fcTL fdAT'.split(
    ' ',
  ),
);

function png(bytes: Bytes): Bytes {
  const reader = new Reader(bytes);
  const kept: { name: string; chunk: Bytes }[] = [];
  let orientation: number | undefined;
  for (let at = 8; ;) {
    const length = reader.u32(at);
    const name = reader.text(at + 4, 4);
    const chunk = reader.part(at, at + 12 + length);
    if (name === 'eXIf') orientation ??= orientationIn(chunk.subarray(8, 8 + length));
    if (PNG_KEPT.has(name)) kept.push({ name, chunk });
    at += 12 + length;
    if (name === 'IEND') break;
  }
  const [header, ...others] = kept;
  if (header?.name !== 'IHDR' || !others.some(({ name }) => name === 'IDAT')) throw new NotWhole();
  const turned = orientation === undefined ? [] : [pngChunk('eXIf', exifOf(orientation))];
  return joined([bytes.subarray(0, 8), header.chunk, ...turned, ...others.map(({ chunk }) => chunk)]);
}

function pngChunk(name: string, data: Bytes): Bytes {
  const body = joined([ascii(name), data]);
  return joined([number(data.length, 4), body, number(crc32(body), 4)]);
}

/** CRC-32 as PNG has it (ISO 3309), bit by bit: for a few bytes. */
function crc32(bytes: Bytes): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** The chunks of WebP (RFC 9649) that a decoder needs. */
const WEBP_KEPT = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
const [WEBP_EXIF, WEBP_XMP] = [0x08, 0x04];

function webp(bytes: Bytes): Bytes {
  const reader = new Reader(bytes);
  const end = Math.min(reader.u32(4, true) + 8, bytes.length);
  const kept: { name: string; chunk: Bytes }[] = [];
  let orientation: number | undefined;
  for (let at = 12; at + 8 <= end;) {
    const name = reader.text(at, 4);
    const length = reader.u32(at + 4, true);
    // Some programs leave out the byte that makes the last chunk even.
    const chunk = padded(reader.part(at, at + 8 + length));
    const data = chunk.subarray(8, 8 + length);
    if (name === 'EXIF') {
      orientation ??= orientationIn(begins(data, EXIF) ? data.subarray(EXIF.length) : data);
    }
    if (WEBP_KEPT.has(name)) kept.push({ name, chunk });
    at += 8 + length + (length % 2);
  }
  if (!kept.some(({ name }) => /^(VP8 |VP8L|ANMF)$/.test(name))) throw new NotWhole();
  const extended = kept.find(({ name }) => name === 'VP8X');
  if (extended) {
    const flags = new Reader(extended.chunk).u8(8) & ~(WEBP_EXIF | WEBP_XMP);
    extended.chunk = extended.chunk.slice();
    extended.chunk[8] = flags | (orientation === undefined ? 0 : WEBP_EXIF);
  }
  const chunks = kept.map(({ chunk }) => chunk);
  // Only an extended file has Exif at all.
  if (extended && orientation !== undefined) {
    const exif = exifOf(orientation);
    chunks.push(joined([ascii('EXIF'), number(exif.length, 4, true), exif]));
  }
  const body = joined([ascii('WEBP'), ...chunks]);
  return joined([ascii('RIFF'), number(body.length, 4, true), body]);
}

function padded(chunk: Bytes): Bytes {
  return chunk.length % 2 === 0 ? chunk : joined([chunk, Uint8Array.of(0)]);
}
