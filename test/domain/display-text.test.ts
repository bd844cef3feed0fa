import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { displayText, findLinks } from '../../src/domain/display-text.js';

const bodies = readFileSync('demo/republique-numerique/comments.ndjson', 'utf8')
  .trim()
  .split('\n')
  .map((line) => (JSON.parse(line) as { body: string }).body);

describe('a text as it is shown', () => {
  it('is what people wrote, for all that 2,555 people wrote', () => {
    for (const body of bodies)
      assert.equal(displayText(body), body.replace(/\n(?:[^\S\n]*\n){3,}/g, '\n\n\n'));
  });

  it('keeps what languages and signs are made of', () => {
    for (const text of [
      'Tiếng Việt ở ế'.normalize('NFD'),
      'שָׁלוֹם',
      'العَرَبِيَّةُ',
      'क्षि नमस्ते',
      'می‌خواهم',
      '👩‍👩‍👧‍👦 ❤️ 🏳️‍🌈',
      '🏴󠁧󠁢󠁳󠁣󠁴󠁿',
      'co\u00adopération',
    ])
      assert.equal(displayText(text), text);
  });

  it('turns nothing around, hides nothing, and stacks nothing', () => {
    assert.equal(displayText('Votez \u202eNON\u202c ici'), 'Votez NON ici');
    assert.equal(displayText('\u2066caché\u2069'), 'caché');
    assert.equal(displayText(`a${'\u200b'.repeat(5000)}b`), 'a\u200bb');
    assert.equal(displayText(`Z${'\u0301'.repeat(80)}algo`), `Z${'\u0301'.repeat(4)}algo`);
    assert.equal(displayText('a\u{e0041}\u{e0042}b'), 'ab');
    assert.equal(displayText(`a${'\n \n'.repeat(40)}b`), 'a\n\n\nb');
  });

  it('is never longer, and the same again', () => {
    const unit = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\u202e', '\u200b', '\u200d', '\u0301', '\u{e0041}', '\u{1f3f4}', '\n', ' '),
    );
    fc.assert(
      fc.property(fc.array(unit), (parts) => {
        const text = parts.join('');
        const shown = displayText(text);
        assert.ok(shown.length <= text.length);
        assert.equal(displayText(shown), shown);
      }),
    );
  });
});

describe('addresses in a text', () => {
  const hrefs = (text: string) => findLinks(text).map(({ href }) => href);

  it('are found whole, without what ends the sentence', () => {
    assert.deepEqual(
      hrefs('Voir https://www.quebec.ca/velo, (http://exemple.test/a_(b)) et « https://a.test ».'),
      ['https://www.quebec.ca/velo', 'http://exemple.test/a_(b)', 'https://a.test/'],
    );
    assert.deepEqual(hrefs('javascript:alert(1) ftp://a.test www.a.test https://'), []);
  });

  it('show the host that a browser will ask, whatever letters it is written with', () => {
    const [link] = findLinks('https://www.quеbec.ca/impots'); // a Cyrillic е
    assert.equal(link!.disguised, true);
    assert.match(link!.host, /^www\.xn--/);
    assert.deepEqual(findLinks('https://www.quebec.ca@mechant.test/'), []);
  });

  it('are a comment’s permalink on its own page alone', () => {
    const id = '11111111-1111-4111-8111-111111111111';
    const page = 'https://ministere.exemple.test/velo?p=1';
    const comments = (text: string) => findLinks(text, page).map(({ comment }) => comment);
    assert.deepEqual(comments(`Comme dit ${page}#cq-${id}.`), [id]);
    assert.deepEqual(comments(`https://ailleurs.test/velo?p=1#cq-${id}`), [undefined]);
    assert.deepEqual(comments(`${page}#cq-autre`), [undefined]);
  });
});
