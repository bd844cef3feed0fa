import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'node:test';
import type Axe from 'axe-core';
import { chromium, type Browser } from 'playwright-core';
import { type ActivityOf, ConsultationDefinition } from '../../src/contract/consultation.js';
import type { Condition } from '../../src/contract/survey.js';
import type { Language } from '../../src/contract/text.js';
import { findBrowser } from '../../scripts/browser.mjs';
import '../../src/domain/all-kinds.js';
import { checkSurvey } from '../../src/domain/survey-definition.js';
import { conditionWords, Numbered } from '../../src/server/pages/print-words.js';
import { definitionFor } from '../../stories/support/definitions.js';
import { questionsIn } from '../../src/domain/kinds.js';

// The build puts the version in.
Object.assign(globalThis, { __CQ_VERSION__: '1.0.0' });
const { printPage } = await import('../../src/server/pages/print.js');
const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

const both = (fr: string, en = fr) => ({ fr, en });
const options = [
  { id: 'velo', label: both('Vélo', 'Bicycle') },
  { id: 'bus', label: both('Autobus', 'Bus') },
  { id: 'pied', label: both('À pied', 'On foot') },
];
const ask = (id: string, type: string, more: object = {}) => ({ id, type, label: both(`Q-${id}`), ...more });
const ends = { minLabel: both('Mauvais', 'Poor'), maxLabel: both('Excellent') };
const EVERYTHING = {
  id: 'tout',
  kind: 'survey',
  title: both('Tous les genres', 'All kinds'),
  thanks: both('Merci beaucoup', 'Thank you very much'),
  endings: [
    {
      id: 'fin',
      title: both('Ce sondage ne vous concerne pas', 'This is not for you'),
      message: both('Fin'),
    },
  ],
  pages: [
    {
      id: 'un',
      title: both('Vous', 'You'),
      questions: [
        { id: 'mots', type: 'information', text: both('Quelques mots avant tout.', 'A few words first.') },
        { id: 'source', type: 'hidden', label: both('Provenance'), prefill: { parameter: 'r' } },
        ask('mode', 'single-choice', { options, other: true, required: true }),
        ask('modes', 'multiple-choice', {
          options: [...options, { id: 'aucun', label: both('Aucun', 'None'), exclusive: true }],
          max: 2,
          showIf: { question: 'mode', is: 'velo' },
        }),
        ask('age', 'number', { min: 14, max: 120, unit: both('ans', 'years') }),
        ask('jour', 'date'),
        ask('heure', 'time'),
        ask('nom', 'short-text'),
        ask('courriel', 'email', { purpose: both('Pour vous répondre', 'To answer you') }),
        ask('tel', 'telephone'),
        ask('code', 'postal-code'),
        ask('site', 'web-address'),
        ask('avis', 'long-text', { maxLength: 1000, enableIf: { question: 'age', atLeast: 18 } }),
      ],
      next: [{ if: { question: 'age', below: 16 }, end: 'fin' }],
    },
    {
      id: 'deux',
      title: both('Vos avis', 'Your views'),
      showIf: {
        any: [
          { question: 'mode', is: 'velo' },
          { question: 'modes', contains: 'bus' },
        ],
      },
      questions: [
        ask('sur', 'yes-no', { unsure: true }),
        ask('note', 'scale', ends),
        ask('reco', 'recommendation'),
        ask('table', 'matrix', { rows: options, columns: options }),
        ask('notes', 'matrix-scale', { rows: options, ...ends }),
        ask('rang', 'ranking', { options, optionsFrom: undefined }),
        ask('part', 'points', { options }),
        ask('paires', 'pairwise', { options }),
        ask('textes', 'texts', {
          fields: [
            { id: 'rue', label: both('Rue', 'Street') },
            { id: 'ville', label: both('Ville', 'City') },
          ],
        }),
        ask('lieu', 'place', { options }),
        ask('fichier', 'file'),
        ask('menage', 'group', {
          item: both('Personne', 'Person'),
          questions: [
            ask('ans', 'number'),
            ask('ecole', 'yes-no', { showIf: { question: 'ans', below: 18 } }),
          ],
        }),
        ask('accord', 'consent', { text: both('Un texte auquel consentir.', 'A text to consent to.') }),
        {
          id: 'double',
          type: 'calculated',
          label: both('Double'),
          value: { multiply: [{ answer: 'age' }, 2] },
        },
        ask('fin', 'short-text', { showIf: { compare: '>', left: { count: 'modes' }, right: 1 } }),
      ],
    },
  ],
};
const consultation = ConsultationDefinition.parse({
  ...definitionFor('plan-velo'),
  activities: [EVERYTHING],
});
const survey = consultation.activities[0] as ActivityOf<'survey'>;
const sheet = (language: Language) => printPage(consultation, survey, language) as unknown as string;
const words = (page: string) =>
  page
    .replace(/<[^>]+>/g, ' ')
    .replace(/ +|\n+/g, ' ')
    .replace(/\s+/g, ' ');

describe('the questionnaire on paper', () => {
  it('asks every question, with its number, and nothing that nobody is asked', () => {
    assert.deepEqual(checkSurvey(survey), []);
    const page = words(sheet('fr'));
    const asked = questionsIn(survey).filter(({ type }) => !/^(information|hidden|calculated)$/.test(type));
    asked.forEach(({ id }, index) => assert.ok(page.includes(`${index + 1}. Q-${id}`), id));
    assert.ok(page.includes('Quelques mots avant tout.'));
    assert.ok(!page.includes('Provenance') && !page.includes('Double'));
    for (const said of [
      'Q-ans',
      'Personne 1',
      'Rue',
      'Autre (préciser)',
      'Un texte auquel consentir.',
      'Merci beaucoup',
    ])
      assert.ok(page.includes(said), said);
  });

  it('says conditions and ways on in words', () => {
    const page = words(sheet('fr'));
    for (const said of [
      'Répondez à cette question si vous avez répondu « Vélo » à la question 1.',
      'Répondez à cette question si vous avez répondu 18 ou plus à la question 3.',
      'Remplissez cette partie si vous avez répondu « Vélo » à la question 1 ou vous avez choisi « Autobus » à la question 2.',
      'Si vous avez répondu moins de 16 à la question 3, arrêtez-vous ici : Ce sondage ne vous concerne pas.',
      'Répondez à cette question si le nombre de réponses à la question 2 dépasse 1.',
      'Répondez à cette question si vous avez répondu moins de 18 à la question 23.1.',
    ])
      assert.ok(page.includes(said), said);
    assert.ok(words(sheet('en')).includes('Answer this question if you answered “Bicycle” to question 1.'));
  });

  it('tells who collects, how long it is kept, and where to return it, in both languages', () => {
    for (const [language, officer] of [
      ['fr', 'Secrétariat général'],
      ['en', 'General Secretariat'],
    ] as const) {
      const page = words(sheet(language));
      for (const said of [officer, '418 555-0123', 'consultation@exemple.test'])
        assert.ok(page.includes(said), said);
    }
  });

  it('turns a condition that is denied into its contrary', () => {
    const numbered = new Numbered(survey);
    const said = (condition: Condition) =>
      conditionWords(condition, numbered, 'fr').replaceAll('\u00a0', ' ');
    const velo: Condition = { question: 'mode', is: 'velo' };
    assert.equal(said({ not: velo }), 'vous n’avez pas répondu « Vélo » à la question 1');
    assert.equal(
      said({ not: { all: [velo, { question: 'age', answered: true }] } }),
      'vous n’avez pas répondu « Vélo » à la question 1 ou vous n’avez pas répondu à la question 3',
    );
    assert.equal(
      said({
        not: { compare: '>=', left: { yearsFrom: { answer: 'jour' }, to: { today: true } }, right: 18 },
      }),
      'le nombre d’années entières de la réponse à la question 4 à la date d’aujourd’hui reste sous 18',
    );
  });
});

describe('the questionnaire in a browser', () => {
  let browser: Browser;
  before(
    async () =>
      void (browser = await chromium.launch({ executablePath: await findBrowser(), args: ['--no-sandbox'] })),
  );
  after(() => browser.close());

  for (const language of ['fr', 'en'] as const)
    it(`has no fault that axe finds, and cuts nothing at the side of a sheet, in ${language}`, async () => {
      const page = await browser.newPage();
      await page.setContent(sheet(language));
      await page.evaluate(axe);
      const faults = await page.evaluate(async () => {
        const { violations } = await (window as unknown as { axe: typeof Axe }).axe.run();
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      });
      assert.deepEqual(faults, []);
      await page.emulateMedia({ media: 'print' });
      // A letter sheet less its margins, at 96 pixels an inch.
      await page.setViewportSize({ width: 680, height: 900 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 680, `${wide} pixels`);
      if (process.env.CQ_PRINT)
        await page.pdf({ path: `${process.env.CQ_PRINT}-${language}.pdf`, format: 'Letter' });
      await page.close();
    });
});
