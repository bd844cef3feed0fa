import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Answers } from '../../src/contract/survey.js';
import '../../src/domain/all-kinds.js';
import {
  answerTo,
  type Cell,
  type Codebook,
  codebookOf,
  type ColumnsBy,
  type Sizes,
} from '../../src/domain/codebook.js';
import { checkAnswers } from '../../src/domain/survey-check.js';
import { everyAnswer, everyKind, surveyOf } from './every-kind.js';

const one = [{ version: 1, definition: everyKind }];
const sizes: Sizes = { menage: 2, pieces: 1 };
const ask = (id: string, type: string, more: object = {}) => ({ id, type, label: { fr: id }, ...more });
const options = (...ids: string[]) => ids.map((id) => ({ id, label: { fr: id } }));

/** What each column holds of a response; columns that hold nothing are left out. */
function rowOf(
  codebook: Codebook,
  answers: Answers,
  version = 1,
  language?: 'fr' | 'en',
): Record<string, Cell> {
  return Object.fromEntries(
    codebook.flatMap((question) => {
      const { answer } = answerTo(question, { version, answers });
      return question.columns.flatMap((column): [string, Cell][] => {
        const cell = answer === undefined ? null : column.read(answer, language);
        return cell === null ? [] : [[column.name, cell]];
      });
    }),
  );
}
const row = (by: ColumnsBy, language?: 'fr' | 'en') =>
  rowOf(codebookOf(one, by, sizes), everyAnswer, 1, language);

describe('the columns of an export', () => {
  it('are tried with answers that keep every rule', () => {
    const settled = checkAnswers(everyKind, everyAnswer, { begun: '2026-06-01', seed: 1 });
    assert.deepEqual(settled, { ok: true, value: { answers: everyAnswer, ending: undefined } });
  });

  it('hold every kind of answer, one column an option', () => {
    assert.deepEqual(row('option'), {
      nom: 'Zoé "Zaz" L’Écuyer',
      avis: '=1+1\r\ndeuxième ligne, « citée »\nune autre',
      revenu: -1234.5,
      courriel: 'zoe@exemple.test',
      telephone: '+14185550123',
      'code-postal': 'G1R 4S9',
      site: 'https://exemple.test',
      naissance: '1988-02-29',
      heure: '14:30',
      mode: 'other',
      'mode.other': '@trottinette',
      'modes.velo': 0,
      'modes.bus': 1,
      'modes.pied': 0,
      'modes.other': 1,
      'modes.other.text': '+patins',
      plan: 'plan-b',
      'plans.plan-a': 1,
      'plans.plan-b': 0,
      accord: 'unsure',
      satisfaction: 4,
      recommande: 0,
      'qualite.propre': 'bien',
      'usages.ete.velo': 1,
      'usages.ete.bus': 1,
      'notes.propre': 1,
      'notes.sur': 5,
      'priorites.a': 2,
      'priorites.c': 1,
      'priorites.1': 'c',
      'priorites.2': 'a',
      'budget.a': 70,
      'budget.b': 30,
      'paires.a:b': 'b',
      'paires.b:c': 'equal',
      'adresse.rue': '-12, rue du Fort',
      'adresse.ville': 'Québec',
      'menage.count': 2,
      'menage.1.age': 40,
      'menage.1.transports.velo': 1,
      'menage.1.transports.bus': 0,
      'menage.1.transports.other': 0,
      'menage.2.transports.velo': 0,
      'menage.2.transports.bus': 1,
      'menage.2.transports.other': 1,
      'menage.2.transports.other.text': 'train',
      'pieces.1.name': 'plan, final.pdf',
      'pieces.1.id': '3f0e3f0e-0000-4000-8000-000000000001',
      'pieces.1.size': 1200,
      consentement: 1,
      'lieu.option': 'gare',
      'lieu.address': '1, rue du Pont',
      'lieu.latitude': 46.8123,
      'lieu.longitude': -71.2145,
      source: 'infolettre',
      double: -2469,
    });
  });

  it('hold every kind of answer, one column a question', () => {
    const { nom, avis, ...others } = row('question');
    assert.deepEqual([nom, avis], [everyAnswer.nom, everyAnswer.avis]);
    assert.deepEqual(others, {
      revenu: -1234.5,
      courriel: 'zoe@exemple.test',
      telephone: '+14185550123',
      'code-postal': 'G1R 4S9',
      site: 'https://exemple.test',
      naissance: '1988-02-29',
      heure: '14:30',
      mode: 'other: @trottinette',
      modes: 'bus;other: +patins',
      plan: 'plan-b',
      plans: 'plan-a',
      accord: 'unsure',
      satisfaction: 4,
      recommande: 0,
      qualite: 'propre=bien',
      usages: 'ete=velo,bus',
      notes: 'propre=1;sur=5',
      priorites: 'c;a',
      budget: 'a=70;b=30',
      paires: 'a:b=b;b:c=equal',
      adresse: JSON.stringify(everyAnswer.adresse),
      menage: JSON.stringify(everyAnswer.menage),
      pieces: JSON.stringify(everyAnswer.pieces),
      consentement: 1,
      lieu: JSON.stringify(everyAnswer.lieu),
      source: 'infolettre',
      double: -2469,
    });
  });

  it('say it in words, in the language that is asked for', () => {
    const { mode, accord, satisfaction, 'modes.bus': bus, 'paires.b:c': pair } = row('option', 'en');
    assert.deepEqual(
      [mode, accord, satisfaction, bus, pair],
      ['Other', 'I don’t know', 4, 'Chosen', 'Equally important'],
    );
    assert.equal(row('question', 'fr').modes, 'BUS;Autre: +patins');
  });

  it('have names of their own, and labels in both languages where the definition has', () => {
    const columns = codebookOf(one, 'option', sizes).flatMap((question) => question.columns);
    assert.equal(new Set(columns.map(({ name }) => name)).size, columns.length);
    assert.deepEqual(
      columns.filter(({ label }) => label.en === undefined),
      [],
    );
    assert.equal(columns.find(({ name }) => name === 'modes.bus')?.label.fr, 'Question modes – BUS');
  });
});

describe('a response with more members than were counted', () => {
  it('stops the export: it was changed since, and nothing is to be lost', () => {
    const counted = codebookOf(one, 'option', { menage: 1, pieces: 1 });
    assert.throws(() => rowOf(counted, everyAnswer), /changed while it was exported/);
  });
});

describe('a survey that changed', () => {
  const before = surveyOf([
    ask('parti', 'short-text'),
    ask('mode', 'single-choice', { options: options('velo', 'bus') }),
    ask('accord', 'yes-no'),
  ]);
  const after = surveyOf([
    ask('neuf', 'short-text'),
    ask('accord', 'scale', { minLabel: { fr: 'peu' }, maxLabel: { fr: 'fort' } }),
    ask('mode', 'single-choice', { options: options('pied', 'bus') }),
  ]);
  const codebook = codebookOf(
    [
      { version: 2, definition: after },
      { version: 1, definition: before },
    ],
    'option',
    {},
  );

  it('keeps the columns of all its versions: those of today first, in their order', () => {
    const names = codebook.flatMap(({ columns }) => columns.map(({ name }) => name));
    assert.deepEqual(names, ['neuf', 'accord', 'mode', 'parti', 'accord~1']);
  });

  it('reads each response as its own version asked', () => {
    assert.deepEqual(rowOf(codebook, { accord: true, mode: 'velo', parti: 'oui' }, 1), {
      mode: 'velo',
      parti: 'oui',
      'accord~1': 'yes',
    });
    assert.deepEqual(rowOf(codebook, { accord: 5, mode: 'pied' }, 2), { accord: 5, mode: 'pied' });
  });

  it('tells what a version does not ask from what was not answered', () => {
    const gone = codebook.find(({ id }) => id === 'parti')!;
    assert.deepEqual(answerTo(gone, { version: 1, answers: {} }), { asked: true, answer: undefined });
    assert.deepEqual(answerTo(gone, { version: 2, answers: {} }), { asked: false, answer: undefined });
  });

  it('gives an option the code that it always had', () => {
    const mode = codebook.find(({ id }) => id === 'mode')!.columns[0]!;
    assert.deepEqual(
      mode.values.map(({ id, code }) => [id, code]),
      [
        ['velo', 1],
        ['bus', 2],
        ['pied', 3],
      ],
    );
  });

  it('knows a pair whichever way round a version names it', () => {
    const pairs = (version: number, ...ids: string[]) => ({
      version,
      definition: surveyOf([ask('paires', 'pairwise', { options: options(...ids) })]),
    });
    const both = codebookOf([pairs(1, 'a', 'b'), pairs(2, 'b', 'a')], 'option', {});
    assert.deepEqual(rowOf(both, { paires: { 'b:a': 'a' } }, 2), { 'paires.a:b': 'a' });
  });
});

describe('options that are carried on from an earlier question', () => {
  it('have columns too', () => {
    const definition = surveyOf([
      ask('modes', 'multiple-choice', { options: options('velo', 'bus') }),
      ask('prefere', 'ranking', { options: options('aucun', 'tous'), optionsFrom: { question: 'modes' } }),
    ]);
    const [, ranking] = codebookOf([{ version: 1, definition }], 'option', {});
    assert.deepEqual(
      ranking!.columns.map(({ name }) => name),
      [
        ...['velo', 'bus', 'aucun', 'tous'].map((id) => `prefere.${id}`),
        ...[1, 2, 3, 4].map((place) => `prefere.${place}`),
      ],
    );
  });
});
