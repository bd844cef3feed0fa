import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConsultationDefinition } from '../../src/contract/consultation.js';
import { checkDefinition } from '../../src/domain/consultation.js';
import { definitionFor, type Definition } from '../../stories/support/definitions.js';

describe('the rules of a consultation’s file', () => {
  const check = (change: (definition: Definition) => unknown = () => {}) => {
    const definition = structuredClone(definitionFor('plan-velo'));
    change(definition);
    return checkDefinition(ConsultationDefinition.parse(definition));
  };
  const activity = (definition: Definition, id: string) =>
    definition.activities.find((one) => one.id === id)!;

  it('finds nothing wrong with a good one', () => {
    assert.deepEqual(check(), []);
  });

  it('refuses to close before opening', () => {
    assert.deepEqual(
      check((definition) => (definition.closesAt = '2026-01-01T00:00:00-05:00')).filter(
        ({ pointer }) => pointer === '/closesAt',
      ),
      [{ pointer: '/closesAt', code: 'closes-before-opening' }],
    );
  });

  it('compares an activity’s one hour of its own with the consultation’s other', () => {
    const errors = check(
      (definition) => (activity(definition, 'idees').opensAt = '2091-01-01T00:00:00-05:00'),
    );
    assert.deepEqual(errors, [{ pointer: '/activities/2/closesAt', code: 'closes-before-opening' }]);
  });

  it('refuses two activities under one name', () => {
    const errors = check((definition) => (activity(definition, 'page').id = 'sondage'));
    assert.deepEqual(errors, [{ pointer: '/activities/3/id', code: 'duplicate' }]);
  });

  it('refuses two sections under one name, and a language twice', () => {
    const errors = check((definition) => {
      const ideas = activity(definition, 'idees');
      if (ideas.kind === 'ideas') ideas.sections = [ideas.sections![0]!, ideas.sections![0]!];
      definition.languages = ['fr', 'fr'];
    });
    assert.deepEqual(errors, [
      { pointer: '/activities/2/sections/1/id', code: 'duplicate' },
      { pointer: '/languages/1', code: 'duplicate' },
    ]);
  });

  it('wants every text in English where the consultation is offered in English, however deep it is', () => {
    const withoutEnglish = (definition: Definition) => {
      delete definition.title.en;
      const survey = activity(definition, 'sondage');
      if (survey.kind === 'survey') delete survey.pages[1]!.title.en;
    };
    assert.deepEqual(check(withoutEnglish), [
      { pointer: '/title/en', code: 'missing-english' },
      { pointer: '/activities/0/pages/1/title/en', code: 'missing-english' },
    ]);
    assert.deepEqual(
      check((definition) => {
        withoutEnglish(definition);
        definition.languages = ['fr'];
      }),
      [],
    );
  });

  it('wants French always', () => {
    const errors = check((definition) => (definition.languages = ['en']));
    assert.deepEqual(errors, [{ pointer: '/languages', code: 'french-required' }]);
  });

  it('lets comments be about an activity of ideas only', () => {
    for (const [about, near] of [['sondage'], ['inconnue'], ['idee', 'idees']] as const) {
      const errors = check((definition) => {
        const comments = activity(definition, 'discussion');
        if (comments.kind === 'comments') comments.about = about;
      });
      assert.deepEqual(errors, [
        { pointer: '/activities/1/about', code: 'not-ideas', ...(near && { near }) },
      ]);
    }
  });

  it('points at a survey’s condition that goes in a circle', () => {
    const errors = check((definition) => {
      const survey = activity(definition, 'sondage');
      if (survey.kind === 'survey')
        survey.pages[0]!.questions[1]!.showIf = { question: 'motifs', answered: true };
    });
    assert.ok(errors.length > 0);
    assert.ok(
      errors.every(({ pointer }) => pointer.startsWith('/activities/0/pages/0/')),
      JSON.stringify(errors),
    );
  });
});
