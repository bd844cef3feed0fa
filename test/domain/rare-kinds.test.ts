import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SurveyDefinition } from '../../src/contract/survey.js';
import '../../src/domain/all-kinds.js';
import { follow } from '../../src/domain/survey.js';
import { checkPage } from '../../src/domain/survey-check.js';

describe('an address that is too long', () => {
  it('is refused at the address, which is one of several fields', () => {
    const place = { id: 'lieu', type: 'place', label: { fr: 'Où ?' } };
    const definition = SurveyDefinition.parse({
      kind: 'survey',
      pages: [{ id: 'page', title: { fr: 'Page' }, questions: [place] }],
    });
    const course = follow(
      definition,
      { lieu: { address: 'a'.repeat(301) } },
      { begun: '2026-05-01', seed: 1 },
    );
    assert.deepEqual(
      checkPage(course.pages[0]!, course).map(({ code, pointer }) => [code, pointer]),
      [['too-long', '/answers/lieu/address']],
    );
  });
});
