import assert from 'node:assert/strict';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Workplace } from './harness.js';

describe('cq export', () => {
  let place: Workplace;
  before(async () => {
    place = await Workplace.open();
    await place.fill();
  });
  after(() => place.close());

  it('writes responses while the server runs, for their owner alone', async () => {
    await place.serve();
    const out = join(place.folder, 'out');
    const words = [
      '--responses',
      '--format',
      'xlsx',
      '--labels',
      '--since',
      '2026-05-01T00:00:00-04:00',
      '--to',
      out,
    ];
    const { code, out: said } = await place.cq(['export', 'plan-velo', ...words]);
    assert.equal(code, 0, said);
    assert.match(said, /responses-sondage\.xlsx: 0 responses; 0 withdrawn, left out\n/);
    assert.match(said, /personal information/);
    const files = ['codebook-sondage.csv', 'codebook-sondage.html', 'responses-sondage.xlsx'];
    assert.deepEqual(await readdir(out), files);
    for (const name of files) assert.equal((await stat(join(out, name))).mode & 0o777, 0o600);
  });

  for (const [words, said] of [
    [['--format', 'spss'], /--format: says how responses are written: add --responses/],
    [['--since', '2026-05-01T00:00:00Z'], /--since: .*add --responses/],
    [['--missing-codes'], /--missing-codes: .*add --responses/],
    [['--responses', '--since', 'hier'], /An instant has a day, a time and an offset/],
    [['--responses', '--format', 'sav'], /Allowed choices are csv, xlsx, ndjson, spss/],
  ] as const) {
    it(`is called wrongly with ${words.join(' ')}, and says how`, async () => {
      const { code, err } = await place.cq(['export', 'plan-velo', ...words]);
      assert.equal(code, 2);
      assert.match(err, said);
    });
  }
});
