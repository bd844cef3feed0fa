import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { displayText, findLinks } from '../../src/domain/display-text.js';

const ID = '0190a1b2-c3d4-4e5f-8a9b-0c1d2e3f4a5b';

const trick = fc.constantFrom(
  ...[
    '\u202e',
    '\u2066',
    '\u200b',
    '\u200d',
    '\ufeff',
    '\u0301',
    '\u0489',
    '\u05b0',
    '\u{e0041}',
    '\u{e007f}',
  ],
  ...['\u{1f3f4}', '\0', '\n', ' ', '\r', 'a', 'é', '👍', '\u{fe0f}', '\ud800'],
);
const tricky = fc
  .array(fc.tuple(trick, fc.integer({ min: 1, max: 130 })), { maxLength: 12 })
  .map((parts) => parts.map(([one, times]) => one.repeat(times)).join(''));
const anyText = fc.oneof(
  tricky,
  fc.string({ unit: 'binary' }),
  fc.array(trick).map((all) => all.join('')),
);

describe('a text as it is shown', () => {
  it('stays the same when it is made safe again, and is never longer', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = displayText(text);
        assert.equal(displayText(shown), shown);
        assert.ok(shown.length <= text.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves the comments that citizens really wrote as they are', () => {
    const lines = readFileSync('demo/republique-numerique/comments.ndjson', 'utf8').trim().split('\n');
    assert.equal(lines.length, 2555);
    for (const line of lines) {
      const { body } = JSON.parse(line) as { body: string };
      assert.equal(displayText(body), body.replace(/\n(?:[^\S\n]*\n){3,}/g, '\n\n\n'));
    }
  });

  for (const [what, text] of [
    ['French and English', 'Où est-ce ? « Là », dit-elle… It’s naïve, isn’t it?\n\nÀ bientôt — 25 $.'],
    ['Vietnamese taken apart', 'Tiếng Việt được viết'.normalize('NFD')],
    ['pointed and sung Hebrew', 'בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים'],
    ['Arabic with its vowels', 'بِسْمِ ٱللَّٰهِ'],
    ['Persian with its joiners', 'می\u200cخواهم'],
    ['Hindi with its joiners', 'क्\u200dष र्\u200dय हिन्दी'],
    ['Inuktitut', 'ᐃᓄᒃᑎᑐᑦ'],
    ['a word that may be parted', 'co\u00adopération'],
    ['joined emoji and flags', '👩‍👩‍👧‍👦 ❤️‍🔥 🏳️‍🌈 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 👍🏽'],
  ] as const) {
    it(`leaves ${what} as it is`, () => assert.equal(displayText(text), text));
  }

  for (const [what, text, shown] of [
    ['what turns the direction', 'a\u202egnp.exe\u202c \u2066b\u2069', 'agnp.exe b'],
    ['floods of zero-width characters', `a${'\u200b\u2060'.repeat(500)}b`, 'a\u200bb'],
    ['letters that carry a tower of marks', `a${'\u0301\u0316'.repeat(50)}b`, 'a\u0301\u0316\u0301b'],
    [
      'a tower with invisible floors',
      `a${'\u0301\u200b'.repeat(50)}b`,
      'a\u0301\u200b\u0301\u200b\u0301\u200bb',
    ],
    ['marks of one script without end', `ב${'\u05b0'.repeat(50)}`, `ב${'\u05b0'.repeat(8)}`],
    ['hidden tag characters', 'a\u{e0069}\u{e006e}b', 'ab'],
    ['one character without end', '!'.repeat(5000), '!'.repeat(100)],
    ['empty lines without end', `a${'\n \t'.repeat(300)}\nb`, 'a\n\n\nb'],
  ] as const) {
    it(`bounds or leaves out ${what}`, () => assert.equal(displayText(text), shown));
  }
});

describe('the links of a text', () => {
  const hrefs = (text: string) => findLinks(text).map(({ href }) => href);
  const labels = (text: string) => findLinks(text).map(({ label }) => label);

  it('are found where they stand, without the sentence’s punctuation', () => {
    const text = 'Voir (https://quebec.ca/a_(b)), puis http://example.org/x?y=1#z. Et « https://a.test ».';
    assert.deepEqual(
      findLinks(text).map(({ start, end }) => text.slice(start, end)),
      ['https://quebec.ca/a_(b)', 'http://example.org/x?y=1#z', 'https://a.test'],
    );
    assert.deepEqual(labels('[https://a.test/b]) fin'), ['https://a.test/b']);
  });

  it('are of http and https alone', () => {
    const none = 'javascript:alert(1) data:text/html,x ftp://a.b mailto:a@b.c www.a.ca https://';
    assert.deepEqual(hrefs(none), []);
  });

  it('show the real host of letters that look like others, and of a name put before it', () => {
    assert.deepEqual(labels('https://quеbec.ca/aide'), ['https://xn--qubec-0we.ca/aide']); // a Cyrillic е
    assert.deepEqual(labels('https://quebec.ca@mal.example/'), ['https://mal.example/']);
    assert.deepEqual(hrefs('https://quebec.ca@mal.example/'), ['https://mal.example/']);
    assert.match(labels('https://quebec.ca\u200b.mal.example')[0]!, /^https:\/\/quebec\.ca\.mal\.example\/$/);
    assert.match(labels('https://quebec.ca⁄login.mal.example')[0]!, /^https:\/\/quebec\.xn--/);
    assert.deepEqual(labels('HTTPS://Quebec.CA:443/'), ['HTTPS://Quebec.CA:443/']);
  });

  it('show French letters as they are written', () => {
    assert.deepEqual(labels('https://www.québec.ca/vélo'), ['https://www.québec.ca/vélo']);
    assert.deepEqual(labels('https://québec.ca/'.normalize('NFD')), ['https://québec.ca/'.normalize('NFD')]);
  });

  it('lead nowhere where the text cuts them off', () => {
    assert.deepEqual(hrefs('https://quebec.ca/une-longue-adre…'), ['']);
  });

  it('are permalinks on the pages of the thread alone', () => {
    const origins = ['https://ville.example', 'https://platform.example'];
    const comments = (text: string) => findLinks(text, origins).map(({ comment }) => comment);
    assert.deepEqual(comments(`https://ville.example/velo?p=1#cq-${ID}`), [ID]);
    assert.deepEqual(comments(`Comme dit https://platform.example/c/parc/fil?comment=${ID}.`), [ID]);
    assert.deepEqual(comments(`https://platform.example/c/parc/fil?lang=en&comment=${ID}`), [ID]);
    assert.deepEqual(comments(`https://mal.example/velo#cq-${ID}`), [undefined]);
    assert.deepEqual(comments(`http://ville.example/velo#cq-${ID}`), [undefined]);
    assert.deepEqual(comments(`https://ville.example/velo#cq-rien`), [undefined]);
  });

  it('are found in any text without failing, each being a whole address of it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(anyText, fc.webUrl(), fc.constantFrom('https://', 'http://[', '@', '%', ')', '…'))),
        (parts) => {
          const text = parts.join('');
          let after = 0;
          for (const { start, end, href } of findLinks(text)) {
            assert.ok(start >= after && end > start);
            assert.match(href, /^(https?:\/\/|$)/);
            after = end;
          }
        },
      ),
    );
  });

  it('cost no more than their length, whatever punctuation follows', () => {
    const began = performance.now();
    findLinks(`https://a.test/${').'.repeat(50_000)}`);
    assert.ok(performance.now() - began < 1000);
  });
});
