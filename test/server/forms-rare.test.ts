import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { RARE, rareSurvey } from '../../stories/support/rare-questions.js';
import { PLATFORM, setStage, type Stage } from '../backend/harness.js';
import type { Citizen } from './form-citizen.js';
import { citizenBefore, platformOf } from './form-platform.js';

/** What a citizen chooses in the fields of every kind. */
const ENTERED: Record<string, Record<string, string | string[]>> = {
  matrix: { 'q.service.autobus': 'bon', 'q.service.velo': 'moyen', 'q.service.marche': 'aucun' },
  'matrix-multiple': {
    'q.jours.autobus': 'semaine',
    'q.jours.velo': ['samedi', 'dimanche'],
    'q.jours.marche': ['semaine', 'samedi'],
  },
  'matrix-scale': { 'q.notes.autobus': '4', 'q.notes.velo': '2', 'q.notes.marche': '5' },
  ranking: { 'q.priorites.0': 'velo', 'q.priorites.1': 'marche', 'q.priorites.2': 'autobus' },
  points: { 'q.budget.autobus': '40', 'q.budget.velo': '60' },
  pairwise: {
    'q.paires.autobus:velo': 'velo',
    'q.paires.autobus:marche': 'equal',
    'q.paires.velo:marche': 'velo',
  },
  texts: { 'q.rues.aller': 'Saint-Vallier', 'q.rues.retour': 'Charest' },
  place: { 'q.lieu.list': 'gare', 'q.lieu.address': 'devant l’entrée' },
};

/** The answers that the other kinds' fixtures hold; no map comes without scripts. */
const ANSWERS = Object.fromEntries(
  Object.keys(ENTERED).map((kind) => [RARE[kind]!.question.id, RARE[kind]!.answer]),
);
ANSWERS.lieu = { option: 'gare', address: 'devant l’entrée' };

describe('the rarer questions without scripts', () => {
  let stage: Stage;
  let citizen: Citizen;
  const survey = (...pages: string[][]) => ({
    ...rareSurvey(),
    pages: pages.map((kinds, index) => ({ ...rareSurvey(...kinds).pages[0]!, id: `page-${index}` })),
  });
  const set = async (...pages: string[][]) => {
    const slug = await stage.consultation((definition) => ({
      ...definition,
      activities: [survey(...pages) as (typeof definition.activities)[number]],
    }));
    return citizen.open(`/c/${slug}/sondage`);
  };
  before(async () => {
    stage = await setStage();
    citizen = citizenBefore(platformOf(stage, PLATFORM));
  });
  after(() => stage.close());

  it('lose nothing between pages, back and in the other language, and store what was chosen', async () => {
    const kinds = Object.keys(ENTERED);
    let page = await set(kinds, ['group']);
    page = await citizen.press(
      page,
      'Continuer',
      Object.assign({}, ...Object.values(ENTERED)) as object as never,
    );
    assert.match(page.text, /Qui habite avec vous/, page.text);
    page = await citizen.press(page, 'Ajouter : Personne 2', {
      'q.menage.0.prenom': 'Léa',
      'q.menage.0.age': '9',
    });
    page = await citizen.press(page, 'Précédent', { 'q.menage.1.prenom': 'Max' });
    page = await citizen.press(page, 'Continue in English');
    assert.match(page.text, /How do you find the service/);
    page = await citizen.press(page, 'Continue');
    page = await citizen.press(page, 'Continue', { 'q.menage.0.ecole': 'yes' });
    assert.match(page.text, /Check your answers/, page.text);
    assert.match(page.text, /Bus or Walking – Equally important/);
    assert.match(page.text, /Person 1 First name – Léa/);
    page = await citizen.press(page, 'Send my answers');
    assert.match(page.text, /Thank you, your answers have been received/, page.text);
    const stored = await stage.database.db.selectFrom('response').select('answers').executeTakeFirstOrThrow();
    assert.deepEqual(stored.answers, {
      ...ANSWERS,
      menage: [{ prenom: 'Léa', age: 9, ecole: true }, { prenom: 'Max' }],
    });
  });

  it('say what is wrong at each field, and lead there', async () => {
    let page = await set(['matrix', 'points', 'group']);
    page = await citizen.press(page, 'Continuer', {
      'q.service.velo': 'bon',
      'q.budget.velo': '130',
      'q.menage.0.age': '200',
    });
    for (const [id, words] of [
      ['q.service.autobus', 'Autobus – Choisissez une réponse.'],
      ['q.service.marche', 'Marche – Choisissez une réponse.'],
      ['q.budget.velo', 'Vélo – Inscrivez un nombre de 0 à 100.'],
      ['q.menage.0.prenom', 'Personne 1 – Prénom – Répondez à cette question.'],
      ['q.menage.0.age', 'Personne 1 – Âge – Inscrivez un nombre de 0 à 120.'],
    ] as const) {
      assert.ok(page.text.includes(words), `${words} in ${page.text}`);
      assert.ok(page.html.includes(`href="#${id}"`) && page.html.includes(`id="${id}"`), id);
    }
  });

  it('ask what a member’s own answers call for before the page is left', async () => {
    let page = await set(['group']);
    page = await citizen.press(page, 'Continuer', { 'q.menage.0.prenom': 'Léa', 'q.menage.0.age': '9' });
    assert.match(page.text, /Va-t-elle à l’école/);
    assert.doesNotMatch(page.text, /Des erreurs sont présentes/);
    page = await citizen.press(page, 'Continuer');
    assert.match(page.text, /Personne 1 – Va-t-elle à l’école/);
    page = await citizen.press(page, 'Continuer', { 'q.menage.0.ecole': 'no' });
    assert.match(page.text, /Vérifiez vos réponses/);
  });

  it('take out the member that is ticked, and keep the others', async () => {
    let page = await set(['group']);
    page = await citizen.press(page, 'Ajouter', { 'q.menage.0.prenom': 'Léa' });
    page = await citizen.press(page, 'Ajouter', { 'q.menage.1.prenom': 'Max' });
    page = await citizen.press(page, 'Continuer', { 'q.menage.remove': '0' });
    assert.match(page.text, /Vérifiez vos réponses/, page.text);
    assert.match(page.text, /Personne 1 Prénom – Max/);
    assert.doesNotMatch(page.text, /Léa/);
  });

  it('keep one order from the first page on', async () => {
    const first = await set(['pairwise']);
    const again = await citizen.press(first, 'Continuer');
    const pairs = ({ html }: { html: string }) =>
      [...html.matchAll(/name="(q\.paires\.[^"]*)"/g)].map(([, name]) => name);
    assert.equal(pairs(first).length, 9);
    assert.deepEqual(pairs(again), pairs(first));
  });
});
