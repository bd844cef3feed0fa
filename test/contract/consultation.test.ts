import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConsultationDefinition } from '../../src/contract/consultation.js';
import { ImportedComment } from '../../src/contract/transfer.js';
import { definitionFor } from '../../stories/support/definitions.js';

const paths = (value: unknown) => {
  const result = ConsultationDefinition.safeParse(value);
  return result.success ? [] : result.error.issues.map((issue) => `/${issue.path.join('/')}`);
};

test('a definition as a public body writes it is accepted, and what it leaves out takes its default', () => {
  const definition = ConsultationDefinition.parse(definitionFor('plan-velo'));
  assert.equal(definition.identity, 'open');
  assert.equal(definition.under14, false);
  const [survey, comments, ideas] = definition.activities;
  assert.ok(survey?.kind === 'survey' && comments?.kind === 'comments' && ideas?.kind === 'ideas');
  assert.equal(survey.pages[0]!.questions[0]!.type, 'information');
  assert.equal(comments.maxLength, 2000);
  assert.equal(ideas.counts, 'always');
});

test('a word that the schema does not know is refused where it stands, so that a misspelling is never silent', () => {
  const definition = definitionFor('plan-velo');
  assert.deepEqual(paths({ ...definition, closeAt: definition.closesAt }), ['/']);
  const activities = definition.activities.map((activity, index) =>
    index === 1 ? { ...activity, aligment: true } : activity,
  );
  assert.deepEqual(paths({ ...definition, activities }), ['/activities/1']);
});

test('a definition without a privacy notice is refused', () => {
  const { privacy: _, ...rest } = definitionFor('plan-velo');
  assert.deepEqual(paths(rest), ['/privacy']);
});

test('a condition may be nested and nothing else than a condition', () => {
  const withCondition = (showIf: unknown) => {
    const definition = structuredClone(definitionFor('plan-velo')) as unknown as {
      activities: { pages: { showIf?: unknown }[] }[];
    };
    definition.activities[0]!.pages[1]!.showIf = showIf;
    return paths(definition);
  };
  assert.deepEqual(
    withCondition({ any: [{ question: 'velo', is: true }, { not: { question: 'frein', answered: true } }] }),
    [],
  );
  assert.notDeepEqual(withCondition('velo == true'), []);
  assert.notDeepEqual(withCondition({ all: [] }), []);
});

test('an imported comment’s plain number of votes is read as supports', () => {
  const row = {
    id: 12,
    ideaId: 61,
    alignment: 'for',
    body: 'D’accord',
    createdAt: '2015-10-18T20:24:20.000Z',
    author: 'p0001',
    votes: 3,
  };
  assert.deepEqual(ImportedComment.parse(row).votes, { up: 3, down: 0 });
  assert.equal(ImportedComment.parse(row).id, '12');
});
