import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { convert } from '../../../src/server/convert/convert.js';
import type { Format } from '../../../src/server/convert/formats.js';
import type { Item } from '../../../src/server/convert/report.js';

const sample = (name: string) => readFile(new URL(`../../fixtures/convert/${name}`, import.meta.url), 'utf8');
const reported = async (text: string, format: Format) =>
  (await convert(new TextEncoder().encode(text), format)).report;
const names = (report: readonly Item[], word: string) => JSON.stringify(report).includes(word);

describe('a field that no reader knows has a line in the report, wherever it stands', () => {
  for (const format of ['surveyjs', 'decidim'] as const)
    it(`in ${format}`, async () => {
      const json = JSON.parse(await sample(`${format}.json`)) as object;
      const planted: { place: string; word: string }[] = [];
      const plant = (value: unknown, place: string): void => {
        if (typeof value !== 'object' || value === null) return;
        for (const [name, inner] of Object.entries(value)) plant(inner, `${place}/${name}`);
        if (Array.isArray(value)) return;
        const word = `zz${planted.length}q`;
        (value as Record<string, unknown>)[word] = `valeur ${word}`;
        planted.push({ place, word });
      };
      plant(json, '');
      const report = await reported(JSON.stringify(json), format);
      // What is dropped as a whole takes its fields with it.
      const isDropped = (place: string) =>
        report.some((item) => item.fate === 'dropped' && `${place}/`.includes(`/${item.place}/`));
      assert.ok(planted.length > 100);
      assert.deepEqual(
        planted.filter(({ place, word }) => !names(report, word) && !isDropped(place)),
        [],
      );
    });

  it('in the rows of all tables of LimeSurvey', async () => {
    const planted: { row: string; word: string }[] = [];
    const text = (await sample('limesurvey.lss')).replace(/<row>[^]*?<\/row>/g, (row) => {
      const word = `zz${planted.length}q`;
      planted.push({ row, word });
      return row.replace('</row>', `<${word}>valeur</${word}></row>`);
    });
    const report = await reported(text, 'limesurvey');
    const isDropped = (row: string) =>
      report.some(({ fate, place, name = '' }) => fate === 'dropped' && /^question /.test(place) && row.includes(`<title><![CDATA[${name}]]>`)); // prettier-ignore
    assert.ok(planted.length > 100);
    assert.deepEqual(
      planted.filter(({ row, word }) => !names(report, word) && !isDropped(row)),
      [],
    );
  });
});

describe('what belongs to nothing in the file has a line in the report', () => {
  it('in LimeSurvey', async () => {
    const text = await sample('limesurvey.lss');
    for (const [table, fields] of [
      ['subquestions', '<parent_qid>99999</parent_qid><title>ORPH</title>'],
      ['answers', '<qid>99999</qid><code>ORPH</code>'],
      ['question_attributes', '<qid>99999</qid><attribute>ORPH</attribute>'],
      ['question_l10ns', '<qid>99999</qid><question>ORPH</question>'],
      ['group_l10ns', '<gid>99999</gid><group_name>ORPH</group_name>'],
      ['answer_l10ns', '<aid>99999</aid><answer>ORPH</answer>'],
      ['quota_members', '<quota_id>99999</quota_id><code>ORPH</code>'],
      [
        'quota_languagesettings',
        '<quotals_quota_id>99999</quotals_quota_id><quotals_message>ORPH</quotals_message>',
      ],
      ['surveys', '<sid>99</sid><admin>ORPH</admin>'],
    ] as const) {
      const rows = new RegExp(`(<${table}>[^]*?)(</rows>)`);
      assert.match(text, rows, table);
      const report = await reported(text.replace(rows, `$1<row>${fields}</row>$2`), 'limesurvey');
      assert.ok(
        report.some(({ fate, place, notes }) => fate === 'dropped' && place.startsWith(table) && /ORPH/.test(notes.join(''))), // prettier-ignore
        table,
      );
    }
  });

  it('around a questionnaire of Decidim, and beside it', async () => {
    const [first] = JSON.parse(await sample('decidim.json')) as Record<string, unknown>[];
    const report = await reported(
      JSON.stringify([{ ...first, announcement: { fr: 'Fermé' } }, first]),
      'decidim',
    );
    assert.match(JSON.stringify(report), /"\/0\/announcement".*it stands around the questionnaire.*Fermé/);
    assert.match(JSON.stringify(report), /"\/1".*one questionnaire is read, the first/);
  });
});
