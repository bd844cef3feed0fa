import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { likenessOf, NEARLY_THE_SAME } from '../../src/domain/likeness.js';

const bodies = readFileSync('demo/republique-numerique/comments.ndjson', 'utf8')
  .trim()
  .split('\n')
  .map((line) => (JSON.parse(line) as { body: string }).body);

const differing = (one: string, other: string) =>
  [...one].filter((bit, index) => bit !== other[index]).length;
const letters = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

describe('the likeness of two texts', () => {
  it('is whole whatever the case, the accents and what stands between the letters', () => {
    const one = 'Il faut d’abord protéger les pistes cyclables près des écoles de la ville.';
    const other = "  IL FAUT D'ABORD PROTEGER les pistes – cyclables, pres des ecoles de la ville !!!";
    assert.equal(likenessOf(one), likenessOf(other));
    assert.match(likenessOf(one)!, /^[01]{64}$/);
  });

  it('is near for a text of which a word was changed or added, nearly always', () => {
    const texts = bodies.filter((body) => letters(body).length > 100).slice(0, 400);
    const near = texts.filter(
      (body) => differing(likenessOf(body)!, likenessOf(`${body} Merci.`)!) <= NEARLY_THE_SAME,
    );
    assert.ok(near.length / texts.length > 0.95, `${near.length} of ${texts.length}`);
  });

  it('tells apart what different people wrote', () => {
    const known = new Map(bodies.map((body) => [letters(body).slice(0, 60), body]));
    const texts = [...known.values()].flatMap((body) => likenessOf(body) ?? []).slice(0, 600);
    let near = 0;
    for (const [index, one] of texts.entries()) {
      for (const other of texts.slice(index + 1)) if (differing(one, other) <= NEARLY_THE_SAME) near += 1;
    }
    // Of 180,000 pairs: people do paste what they wrote elsewhere, with another beginning.
    assert.ok(near <= 4, `${near} pairs`);
  });

  it('says nothing of a short text, which several may say', () => {
    assert.equal(likenessOf('Tout à fait d’accord avec vous.'), undefined);
  });
});
