/** Real files, byte by byte, for the tests of files. */

type Bytes = Uint8Array<ArrayBuffer>;

export const text = (words: string): Bytes => new TextEncoder().encode(words);

export function bytes(...parts: (number[] | string | Uint8Array)[]): Bytes {
  return Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string' ? [...part].map((letter) => letter.charCodeAt(0)) : [...part],
    ),
  );
}

/** Whether `part` stands in `whole`. */
export function holds(whole: Uint8Array, part: string): boolean {
  return String.fromCharCode(...whole).includes(part);
}

const u16 = (value: number) => [value >> 8, value & 255];
const u32 = (value: number) => [...u16(value >>> 16), ...u16(value & 0xffff)];
const le32 = (value: number) => u32(value).reverse();
const le16 = (value: number) => u16(value).reverse();

/** What a telephone writes: which way up the picture is, and who made it where. */
export function exif(orientation: number, little = false): Bytes {
  const [n16, n32] = little ? [le16, le32] : [u16, u32];
  const secret = 'GPS 46.8139 -71.2080';
  const entries = [
    [...n16(0x010f), ...n16(2), ...n32(secret.length), ...n32(8 + 2 + 24 + 4)],
    [...n16(0x0112), ...n16(3), ...n32(1), ...n16(orientation), ...n16(0)],
  ];
  return bytes(little ? 'II' : 'MM', n16(42), n32(8), n16(2), entries.flat(), n32(0), secret);
}

const segment = (marker: number, body: Uint8Array) => bytes([0xff, marker], u16(body.length + 2), body);

/** Puts segments after a JPEG's start. */
export function withSegments(jpeg: Uint8Array, ...segments: [marker: number, body: Uint8Array][]): Bytes {
  return bytes(
    jpeg.subarray(0, 2),
    ...segments.map(([marker, body]) => segment(marker, body)),
    jpeg.subarray(2),
  );
}

/** Segments that tell of people: Exif, XMP, IPTC, a comment, a second picture’s directory. */
export const tellingSegments = (orientation: number, little = false): [number, Uint8Array][] => [
  [0xe1, bytes('Exif\0\0', exif(orientation, little))],
  [0xe1, bytes('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SECRET auteur</x:xmpmeta>')],
  [0xed, bytes('Photoshop 3.0\0SECRET legende')],
  [0xe2, bytes('MPF\0SECRET')],
  [0xfe, bytes('SECRET commentaire')],
];

/** A whole JPEG of 1 by 1 pixel. */
export const JPEG: Bytes = Uint8Array.from(
  atob(
    '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z',
  ),
  (letter) => letter.charCodeAt(0),
);

/** The size of a JPEG and its markers, in their order, up to its first scan. */
export function markersOf(jpeg: Uint8Array): number[] {
  const found: number[] = [];
  for (let at = 2; ;) {
    const marker = jpeg[at + 1]!;
    found.push(marker);
    if (marker === 0xda) return found;
    at += 2 + jpeg[at + 2]! * 256 + jpeg[at + 3]!;
  }
}

function crc32(data: Uint8Array): number {
  let crc = ~0;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

export function chunk(name: string, data: Uint8Array): Bytes {
  const body = bytes(name, data);
  return bytes(u32(data.length), body, u32(crc32(body)));
}

/** Puts chunks after a PNG's header, which has 33 bytes. */
export function withChunks(png: Uint8Array, ...chunks: Uint8Array[]): Bytes {
  return bytes(png.subarray(0, 33), ...chunks, png.subarray(33));
}

/** A WebP of chunks. */
export function riff(...chunks: [name: string, data: Uint8Array][]): Bytes {
  const body = bytes(
    'WEBP',
    ...chunks.map(([name, data]) => bytes(name, le32(data.length), data, data.length % 2 ? [0] : [])),
  );
  return bytes('RIFF', le32(body.length), body);
}

/** A ZIP of files, stored as they are unless `pack` deflates them. */
export function zip(files: Record<string, string>, pack?: (data: Uint8Array) => Uint8Array): Bytes {
  const local: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const plain = text(content);
    const data = pack ? pack(plain) : plain;
    const times = [...le16(0), ...le16(0)];
    const lengths = [...le32(data.length), ...le32(plain.length)];
    const facts = [...le16(pack ? 8 : 0), ...times, ...le32(crc32(plain)), ...lengths];
    const sizes = [...le16(name.length), ...le16(0)];
    const entry = bytes('PK\x03\x04', le16(20), le16(0), facts, sizes, name, data);
    central.push(
      bytes(
        'PK\x01\x02',
        le16(20),
        le16(20),
        le16(0),
        facts,
        sizes,
        le16(0),
        le16(0),
        le16(0),
        le32(0),
        le32(at),
        name,
      ),
    );
    local.push(entry);
    at += entry.length;
  }
  const directory = bytes(...central);
  const count = le16(central.length);
  return bytes(
    ...local,
    directory,
    'PK\x05\x06',
    le16(0),
    le16(0),
    count,
    count,
    le32(directory.length),
    le32(at),
    le16(0),
  );
}

const office = (main: string) =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/main.xml" ContentType="application/vnd.${main}+xml"/></Types>`;
const WORD = 'openxmlformats-officedocument.wordprocessingml.document.main';
const SHEET = 'openxmlformats-officedocument.spreadsheetml.sheet.main';
const openDocument = (kind: string) =>
  zip({ mimetype: `application/vnd.oasis.opendocument.${kind}`, 'content.xml': '<office/>' });

/** One whole file of each kind that may be asked for, but pictures. */
export const DOCUMENTS = {
  pdf: text('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
  docx: zip({ '[Content_Types].xml': office(WORD), 'word/document.xml': '<w:document/>' }),
  xlsx: zip({ '[Content_Types].xml': office(SHEET), 'xl/workbook.xml': '<workbook/>' }),
  odt: openDocument('text'),
  ods: openDocument('spreadsheet'),
  // As a French spreadsheet writes it: Windows-1252.
  csv: bytes('ville;\xe9tat\r\nQu\xe9bec;bon\r\n'),
  txt: text('Une piste déneigée, s’il vous plaît.\n'),
};

const parts = (...types: string[]) =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${types.join('')}</Types>`;
const part = (name: string, type: string) => `<Override PartName="${name}" ContentType="${type}"/>`;
const word = part('/word/document.xml', `application/vnd.${WORD}+xml`);
const odfWith = (kind: string, files: Record<string, string>) =>
  zip({
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    ...files,
    'content.xml': '<office/>',
    'META-INF/manifest.xml': `<manifest:manifest>${Object.keys(files)
      .map((path) => `<manifest:file-entry manifest:full-path="${path}" manifest:media-type="text/xml"/>`)
      .join('')}</manifest:manifest>`,
  });
const BASIC = '<script:module script:language="StarBasic">Sub Main\nEnd Sub</script:module>';

/** Documents with macros, each under the name of one that has none: what it is, its name, its bytes. */
export const MACROS: [what: string, name: string, file: Bytes][] = [
  [
    'a docm',
    'lettre.docx',
    zip({
      '[Content_Types].xml': office('ms-word.document.macroEnabled.main'),
      'word/vbaProject.bin': 'Sub AutoOpen()',
    }),
  ],
  [
    'an xlsm without its macros’ file',
    'tableau.xlsx',
    zip({
      '[Content_Types].xml': office('ms-excel.sheet.macroEnabled.main'),
      'xl/workbook.xml': '<workbook/>',
    }),
  ],
  [
    'a docx that holds vbaProject.bin',
    'lettre.docx',
    zip({ '[Content_Types].xml': office(WORD), 'word/VBAPROJECT.BIN': 'Sub AutoOpen()' }),
  ],
  [
    'a docx whose macros have another name',
    'lettre.docx',
    zip({
      '[Content_Types].xml': parts(word, part('/word/theme.bin', 'application/vnd.ms-office.vbaProject')),
      'word/theme.bin': 'Sub AutoOpen()',
    }),
  ],
  [
    'a docm whose type is written in references',
    'lettre.docx',
    zip({
      '[Content_Types].xml': `${parts(part('/word/document.xml', 'application/vnd.ms-word.document.macroEnable&#100;.main+xml'))}<!-- ${WORD}+xml -->`,
      'word/document.xml': '<w:document/>',
    }),
  ],
  [
    'a docx that lists its parts twice',
    'lettre.docx',
    zip({
      '[Content_Types].xml': office(WORD),
      '[content_types].xml': office('ms-word.document.macroEnabled.main'),
    }),
  ],
  [
    'an xlsx with a sheet of Excel 4 macros',
    'tableau.xlsx',
    zip({
      '[Content_Types].xml': parts(
        part('/xl/workbook.xml', `application/vnd.${SHEET}+xml`),
        part('/xl/macrosheets/sheet1.xml', 'application/vnd.ms-excel.macrosheet+xml'),
      ),
    }),
  ],
  ['an odt with Basic', 'lettre.odt', odfWith('text', { 'Basic/Standard/Module1.xml': BASIC })],
  ['an ods with Basic', 'tableau.ods', odfWith('spreadsheet', { 'Basic/script-lc.xml': BASIC })],
  ['an odt with Python', 'lettre.odt', odfWith('text', { 'Scripts/python/macro.py': 'def main(): pass' })],
  [
    'an ods with Basic in what it embeds',
    'tableau.ods',
    odfWith('spreadsheet', { 'Object 1/Basic/Standard/Module1.xml': BASIC }),
  ],
];
