import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { FEATURES } from '../embed/script/browsers.js';
import { filesByHand } from '../embed/script/files.js';
import { widget } from '../embed/script/words.js';

const home = (file: string) => fileURLToPath(new URL(`../../${file}`, import.meta.url));

describe('what people follow by hand', async () => {
  const files = await filesByHand();

  for (const [file, text] of Object.entries(files)) {
    it(`is in ${file} as the tests walk it`, () => {
      assert.equal(readFileSync(home(file), 'utf8'), text, 'Write it again: npm run by-hand -- --write');
    });
  }

  it('asks for browsers by what the widgets use', () => {
    const sources = ['src/widgets', 'src/client']
      .flatMap((room) =>
        readdirSync(home(room), { recursive: true }).map((file) => `${room}/${String(file)}`),
      )
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(home(file), 'utf8'));
    for (const { name, used } of FEATURES)
      assert.ok(
        sources.some((source) => used.test(source)),
        name,
      );
  });

  it('cannot name words that no widget says', () => {
    assert.throws(() => widget('Envoyer par télécopieur'), /No widget says/);
  });
});
