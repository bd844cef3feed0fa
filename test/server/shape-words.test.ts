import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SurveyDefinition } from '../../src/contract/survey.js';
import { faultsOf } from '../../src/server/verbs/shape-words.js';

/** What is said of a survey whose only question is `question`, by place below it. */
function faults(question: object): [string, string][] {
  const survey = {
    kind: 'survey',
    id: 'sondage',
    title: { fr: 'Sondage' },
    pages: [
      {
        id: 'une',
        title: { fr: 'Une' },
        questions: [{ id: 'mode', type: 'short-text', label: { fr: 'Mode' }, ...question }],
      },
    ],
  };
  const { error } = SurveyDefinition.safeParse(survey);
  return (error?.issues ?? [])
    .flatMap((issue) => faultsOf(issue, survey))
    .map(({ path, words }) => [path.slice(4).join('/'), words]);
}

const OPERATORS = 'is, contains, atLeast, atMost, above, below, answered';

describe('what is said of the shape of a definition', () => {
  it('is nothing where nothing is wrong', () => {
    assert.deepEqual(faults({ showIf: { question: 'velo', is: true } }), []);
  });

  it('names the operator of a condition that was probably meant, at its place', () => {
    const [[place, words]] = faults({ showIf: { question: 'velo', iss: true } }) as [[string, string]];
    assert.equal(place, 'showIf');
    assert.match(words, /^holds what there is no place for: iss \(is it «is»\?\); may hold .*contains/u);
    assert.match(faults({ showIf: { al: [] } })[0]![1], /al \(is it «all»\?\)/u);
    assert.match(
      faults({ showIf: { question: 'velo', equals: 1 } })[0]![1],
      /no place for: equals; may hold .*is/u,
    );
  });

  it('names that of a value, inside the condition that was meant', () => {
    const value = { compare: '>', left: { ad: [1, 2] }, right: 3 };
    const [[place, words]] = faults({ showIf: { all: [value] } }) as [[string, string]];
    assert.equal(place, 'showIf/all/0/left');
    assert.match(words, /ad \(is it «add»\?\); may hold .*multiply/u);
  });

  it('says what is lacking, and what does not go together', () => {
    assert.deepEqual(faults({ showIf: { question: 'velo' } }), [['showIf', `lacks one of: ${OPERATORS}`]]);
    assert.deepEqual(faults({ showIf: { question: 'velo', is: true, answered: true } }), [
      ['showIf', 'holds what does not go together: question, is, answered'],
    ]);
    assert.deepEqual(faults({ showIf: 3 }), [['showIf', 'has none of the shapes that may stand here']]);
  });

  it('names the kind of question that was probably meant', () => {
    assert.match(
      faults({ type: 'shorttext' })[0]![1],
      /^shorttext \(is it «short-text»\?\); has to be one of: short-text, /u,
    );
  });
});
