import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'node:test';
import { writeXlsx } from 'hucre/xlsx';
import { convert, guessFormat } from '../../../src/server/convert/convert.js';
import { readWorkbook, writeWorkbook } from '../../../src/server/convert/workbook.js';

const fixture = (name: string) =>
  readFile(fileURLToPath(new URL(`../../fixtures/convert/${name}`, import.meta.url)));

describe('a workbook', () => {
  it('of LibreOffice is read: texts, numbers, days, what formulas gave, rich texts, merged cells, empty rows', async () => {
    const sheets = await readWorkbook(await fixture('libreoffice.xlsx'));
    assert.deepEqual([...sheets.keys()], ['survey', 'choices', 'settings', 'caché']);
    const survey = sheets.get('survey')!;
    assert.deepEqual(
      survey.rows.map(({ number, cells }) => [number, cells['label::Français (fr)']]),
      [
        [2, 'Êtes-vous membre ?'],
        [3, 'Votre âge'],
        [4, 'An'],
        [5, 'Quel jour ?'],
        [7, 'Merci,\nau revoir'],
      ],
    );
    assert.equal(
      survey.rows[2]!.cells['label::English (en)'],
      undefined,
      'a merged cell says its words once',
    );
    assert.deepEqual(
      sheets.get('choices')!.rows.map(({ cells }) => cells['name']),
      ['1', '0', '2026-05-01', '3.5'],
    );
  });

  for (const [name, how] of [
    ['openpyxl', 'shared texts'],
    ['xlsxwriter', 'texts in their cells, rich ones too'],
    ['phonetic', 'marks of byte order, rich texts, and how words are said beside them'],
  ])
    it(`of ${name} is read: ${how}`, async () => {
      const sheets = await readWorkbook(await fixture(`${name}.xlsx`));
      const column = (sheet: string, heading: string) =>
        sheets.get(sheet)!.rows.map(({ cells }) => cells[heading]);
      assert.deepEqual(column('survey', 'label::Français (fr)'), [
        'Êtes-vous membre ?',
        'Votre âge',
        'Un mot,\nou deux',
      ]);
      assert.deepEqual(column('survey', 'required'), ['true', undefined, 'yes']);
      assert.deepEqual(column('choices', 'name'), ['1', '0', '3.5', '2026-05-01']);
      const { survey } = await convert(await fixture(`${name}.xlsx`), 'xlsform');
      assert.deepEqual(
        survey.pages[0]!.questions.map(({ type }) => type),
        ['single-choice', 'number', 'short-text'],
      );
    });

  it('is written so that it is read the same', async () => {
    const rows: Record<string, string>[] = [
      { type: 'text', label: 'L’été, « ici » & là <b>' },
      { label: ' 007 ' },
    ];
    const bytes = await writeWorkbook({ survey: { headings: ['type', 'label'], rows } });
    const survey = (await readWorkbook(bytes)).get('survey')!;
    assert.deepEqual(
      survey.rows.map(({ cells }) => cells),
      rows,
    );
  });

  const refused = (bytes: Uint8Array, reason: RegExp) =>
    assert.rejects(convert(bytes, guessFormat(bytes) ?? 'xlsform'), (error: Error) => {
      assert.equal(error.constructor.name, 'Unreadable');
      assert.match(error.message, reason);
      return true;
    });

  it('that is broken, encrypted or of before 2007 is refused with the reason', async () => {
    const whole = await fixture('libreoffice.xlsx');
    await refused(whole.subarray(0, 3000), /^no workbook \(xlsx\)/);
    const sheets = [{ name: 'survey', rows: [['type']] }];
    await refused(
      await writeXlsx({ sheets, encryption: { password: 'été', spinCount: 1 } }),
      /with a password, or of before 2007/,
    );
    await refused(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1), /with a password, or of before 2007/);
  });

  it('that would be huge unpacked is refused before it is', async () => {
    const rows = Array.from({ length: 1100 }, (_, index) => [`${index}${'a'.repeat(32_000)}`]);
    const bomb = Buffer.from(await writeXlsx({ sheets: [{ name: 'survey', rows }] }));
    assert.ok(bomb.length < 2_000_000);
    await refused(bomb, /unpacked, the workbook would hold more than 32 MiB/);
    // A part whose size is not told may be as large as packing allows.
    for (let at = bomb.indexOf('PK\x01\x02'); at >= 0; at = bomb.indexOf('PK\x01\x02', at + 4))
      bomb.writeUInt32LE(0, at + 24);
    await refused(bomb, /unpacked, the workbook would hold more than 32 MiB/);
  });
});
