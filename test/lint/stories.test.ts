import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Question } from '../../src/contract/survey.js';
import { FILE, QUESTIONS, WORDS } from '../../stories/support/questions.js';
import { RARE } from '../../stories/support/rare-questions.js';

/** What a page never shows. */
const UNSEEN = ['hidden', 'calculated'];

describe('the stories of questions', () => {
  it('have one of every type of the contract, which the tests of what is seen and told go through', () => {
    const asked = [
      WORDS,
      FILE,
      ...Object.values(QUESTIONS),
      ...Object.values(RARE).map((one) => one.question),
    ];
    const types = Question.options.map(({ shape }) => shape.type.value as string);
    assert.ok(types.length > 25);
    assert.deepEqual(
      types.filter((type) => !UNSEEN.includes(type) && !asked.some((one) => one.type === type)),
      [],
    );
  });

  it('show each of the rarer ones empty, filled and with its errors', () => {
    const file = readFileSync(new URL('../../stories/survey-parts.stories.ts', import.meta.url), 'utf8');
    const missing = Object.keys(RARE).flatMap((kind) =>
      ['story', 'filled', 'wrong']
        .map((state) => `= ${state}('${kind}');`)
        .filter((one) => !file.includes(one)),
    );
    assert.deepEqual(missing, []);
  });
});
