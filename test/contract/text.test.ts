import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ContributionId, Instant, LocalizedText, plainText, Slug } from '../../src/contract/text.js';

const codes = (result: { success: boolean; error?: { issues: { message: string }[] } | undefined }) =>
  result.error?.issues.map((issue) => issue.message) ?? [];

test('text is kept as written, outer white space and accents included', () => {
  const written = '  « Vélo » – l’été…\n\n🚲 ';
  assert.equal(plainText(100).parse(written), written);
});

test('text with a NUL character or a lone surrogate is refused, since no column could hold it', () => {
  assert.deepEqual(codes(plainText(10).safeParse('a\u0000b')), ['not-storable']);
  assert.deepEqual(codes(plainText(10).safeParse('a\ud83d')), ['not-storable']);
  assert.equal(plainText(10).safeParse('a\ud83d\udeb2').success, true);
});

test('text of nothing but white space is empty', () => {
  assert.deepEqual(codes(plainText(10).safeParse(' \n\u00a0')), ['empty']);
});

test('text of nothing but characters that show nothing is empty', () => {
  for (const blank of [
    '\u200b\u200b',
    '\u0001\u0002',
    '\ufeff\u00ad \u2060',
    '\u3164',
    '\u2800',
    '\u{e0020}',
  ]) {
    assert.deepEqual(codes(plainText(10).safeParse(blank)), ['empty'], JSON.stringify(blank));
  }
  for (const shown of ['\u200bé', '👩\u200d🚒', '❤️', 'न\u200d', '\u{10ffff}']) {
    assert.equal(plainText(10).safeParse(shown).success, true, JSON.stringify(shown));
  }
});

test('text may be as long as its limit, and not one unit longer', () => {
  assert.equal(plainText(5).safeParse('abcde').success, true);
  assert.deepEqual(codes(plainText(5).safeParse('abcdef')), ['too-long']);
});

test('a text for citizens has French, may have English, and nothing else', () => {
  assert.equal(LocalizedText.safeParse({ fr: 'Oui' }).success, true);
  assert.equal(LocalizedText.safeParse({ fr: 'Oui', en: 'Yes' }).success, true);
  assert.equal(LocalizedText.safeParse({ en: 'Yes' }).success, false);
  assert.equal(LocalizedText.safeParse({ fr: 'Oui', es: 'Sí' }).success, false);
});

test('a slug is lower-case words joined by hyphens', () => {
  for (const good of ['plan-velo', 'a', '2026-budget'])
    assert.equal(Slug.safeParse(good).success, true, good);
  for (const bad of ['', 'Plan', 'plan--velo', '-plan', 'plan_velo', 'vélo', 'a/b']) {
    assert.equal(Slug.safeParse(bad).success, false, bad);
  }
});

test('an instant carries its offset', () => {
  assert.equal(Instant.safeParse('2026-05-01T09:00:00-04:00').success, true);
  assert.equal(Instant.safeParse('2026-05-01T09:00:00Z').success, true);
  assert.equal(Instant.safeParse('2026-05-01T09:00:00').success, false);
});

test('an identifier with the time in it is refused: it would link one person’s contributions', () => {
  assert.equal(ContributionId.safeParse('2b6a1f0e-7c1d-4a7e-9a64-0c2f7a1b2c3d').success, true);
  assert.equal(ContributionId.safeParse('0198f0e2-7c1d-7a7e-9a64-0c2f7a1b2c3d').success, false);
});
