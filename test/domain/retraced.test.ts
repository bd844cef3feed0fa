import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Answers, SurveyDefinition } from '../../src/contract/survey.js';
import '../../src/domain/all-kinds.js';
import { type KeptResponse, retracing } from '../../src/domain/retraced.js';
import { checkAnswers, quotasOf } from '../../src/domain/survey-check.js';
import { everyAnswer, everyKind } from './every-kind.js';

const BEGUN = '2026-06-01';
const ask = (id: string, type: string, more: object = {}) => ({ id, type, label: { fr: id }, ...more });
const options = (...ids: string[]) => ids.map((id) => ({ id, label: { fr: id } }));
const yes = (question: string) => ({ question, is: true });
const end = (id: string) => ({ id, title: { fr: id }, message: { fr: 'Merci' } });
const page = (id: string, ...questions: object[]) => ({ id, title: { fr: id }, questions });
const survey = (pages: object[], more: object = {}) =>
  SurveyDefinition.parse({ kind: 'survey', pages, ...more });

/** What the server would store of these answers, and what it takes: the day, and who was told which quota is full. */
function stored(definition: SurveyDefinition, answers: Answers, full: string[] = []): KeptResponse {
  const settled = checkAnswers(definition, answers, { begun: BEGUN, seed: 7, full });
  assert.ok(settled.ok, JSON.stringify(settled));
  const quotas = quotasOf(definition, settled.value.answers, BEGUN).filter((id) => !full.includes(id));
  return { answers: settled.value.answers, begun: () => BEGUN, quotas };
}

/** The way of what was stored, its parts that were not shown as a list. */
function way(definition: SurveyDefinition, kept: KeptResponse) {
  const found = retracing(definition)(kept);
  return found && { ...found, notShown: [...found.notShown] };
}
const notShown = (definition: SurveyDefinition, answers: Answers) =>
  way(definition, stored(definition, answers))?.notShown;

describe('what a response was not shown', () => {
  it('is nothing where nothing hangs on answers, whatever was passed over', () => {
    assert.deepEqual(notShown(everyKind, everyAnswer), []);
    assert.deepEqual(notShown(everyKind, {}), []);
  });

  it('is the questions that its answers hide, and those that they close; not what was passed over', () => {
    const definition = survey([
      page('un', ask('velo', 'yes-no'), ask('avis', 'short-text')),
      page(
        'deux',
        ask('saison', 'short-text', { showIf: yes('velo') }),
        ask('stationnement', 'short-text', { enableIf: yes('velo') }),
      ),
      { ...page('trois', ask('piste', 'short-text')), showIf: yes('velo') },
    ]);
    assert.deepEqual(notShown(definition, { velo: true }), []);
    assert.deepEqual(notShown(definition, { velo: false }), ['saison', 'stationnement', 'piste']);
  });

  it('is the same where each question has a page of its own, and pages come at random', () => {
    const pages = [
      page('un', ask('velo', 'yes-no'), ask('saison', 'short-text', { showIf: yes('velo') })),
      page('deux', ask('avis', 'short-text')),
    ];
    const definition = survey(pages, { onePerPage: true, order: 'random' });
    assert.deepEqual(notShown(definition, { velo: false }), ['saison']);
  });

  it('is the rows and options that it did not offer, and what it did not carry on', () => {
    const definition = survey([
      page(
        'un',
        ask('velo', 'yes-no'),
        ask('modes', 'multiple-choice', {
          options: [...options('bus', 'train'), { ...options('piste')[0], showIf: yes('velo') }],
        }),
        ask('notes', 'matrix-scale', {
          rows: [...options('bus', 'train'), { ...options('piste')[0], showIf: yes('velo') }],
          minLabel: { fr: 'peu' },
          maxLabel: { fr: 'fort' },
        }),
        ask('ordre', 'ranking', { options: options('aucun'), optionsFrom: { question: 'modes' } }),
      ),
    ]);
    assert.deepEqual(notShown(definition, { velo: false, modes: ['bus'] }), [
      'modes.piste',
      'notes.piste',
      'ordre.train',
      'ordre.piste',
    ]);
  });

  it('is asked of each member of a group', () => {
    const definition = survey([
      page(
        'un',
        ask('menage', 'group', {
          item: { fr: 'Personne' },
          questions: [
            ask('age', 'number'),
            ask('permis', 'yes-no', { showIf: { question: 'age', atLeast: 16 } }),
          ],
        }),
      ),
    ]);
    assert.deepEqual(notShown(definition, { menage: [{ age: 40 }, { age: 7 }] }), ['menage.2.permis']);
  });

  it('is the pairs that were not drawn, once all that were are compared', () => {
    const definition = survey([
      page('un', ask('paires', 'pairwise', { options: options('a', 'b', 'c'), pairs: 1 })),
    ]);
    assert.deepEqual(notShown(definition, { paires: { 'a:c': 'a' } }), ['paires.a:b', 'paires.b:c']);
    assert.deepEqual(notShown(definition, {}), [], 'nobody knows which was drawn');
  });
});

describe('the end that a response came to', () => {
  const quota = (id: string, question: string) => ({ id, if: yes(question), limit: 1, end: 'complet' });
  const definition = survey(
    [
      {
        ...page('un', ask('mineur', 'yes-no'), ask('velo', 'yes-no'), ask('auto', 'yes-no')),
        next: [{ if: yes('mineur'), end: 'trop-jeune' }],
      },
      page('deux', ask('avis', 'short-text')),
    ],
    {
      endings: [end('trop-jeune'), end('complet')],
      quotas: [quota('cyclistes', 'velo'), quota('autos', 'auto')],
    },
  );
  const ended = (answers: Answers, full: string[] = []) => {
    const found = way(definition, stored(definition, answers, full));
    return [found?.ending, found?.quota, ...(found?.notShown ?? [])];
  };

  it('is the usual one, or one before the last page', () => {
    assert.deepEqual(ended({ mineur: false }), [undefined, undefined]);
    assert.deepEqual(ended({ mineur: true }), ['trop-jeune', undefined, 'avis']);
  });

  it('is that of the full quota which it met first; one that was not full takes it', () => {
    assert.deepEqual(ended({ velo: true, auto: true }, ['autos']), ['complet', 'autos', 'avis']);
    assert.deepEqual(ended({ velo: true, auto: true }, ['autos', 'cyclistes']), [
      'complet',
      'cyclistes',
      'avis',
    ]);
    assert.deepEqual(ended({ velo: true, avis: 'Oui' }), [undefined, undefined]);
  });

  it('is no full quota’s for paper, which takes no place and meets none', () => {
    const kept = { ...stored(definition, { velo: true, avis: 'Oui' }), quotas: undefined };
    assert.deepEqual(way(definition, kept)?.ending, undefined);
  });

  it('is not known where it would hide an answer that is there', () => {
    const kept = stored(definition, { mineur: true });
    assert.equal(way(definition, { ...kept, answers: { ...kept.answers, avis: 'Avant' } }), undefined);
  });
});

describe('a way that hangs on the day', () => {
  const old = { compare: '>=' as const, left: { today: true as const }, right: '2026-06-01' };
  const menage = ask('menage', 'group', { item: { fr: 'Personne' }, questions: [ask('age', 'number')] });
  const definition = survey([
    page(
      'un',
      ask('velo', 'yes-no'),
      menage,
      ask('ete', 'short-text', { showIf: { all: [yes('velo'), old] } }),
    ),
  ]);
  const at = (day: string | undefined, answers: Answers) =>
    way(definition, { answers, begun: () => day, quotas: [] })?.notShown;

  it('is found by the day on which the response was begun', () => {
    assert.deepEqual(at('2026-06-01', { velo: true }), []);
    assert.deepEqual(at('2026-05-31', { velo: true }), ['ete']);
  });

  it('is not known without it; one that does not come to ask for it is', () => {
    assert.equal(at(undefined, { velo: true }), undefined);
    assert.deepEqual(at(undefined, { velo: false, menage: [{ age: 3 }] }), ['ete']);
  });
});
