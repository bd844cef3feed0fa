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

describe('the questionnaire as a pen meets it', () => {
  const definition = {
    id: 'avis',
    kind: 'survey',
    title: both('Avis "x" </style>', 'Views'),
    pages: [
      {
        id: 'un',
        title: both('Vous', 'You'),
        description: both('Des mots **forts**, et [un lien](https://exemple.test/a).', 'Words.'),
        questions: [
          ask('mode', 'single-choice', { options }),
          ask('modes', 'multiple-choice', {
            options: [...options, { id: 'aucun', label: both('Aucun', 'None'), exclusive: true }],
            hint: both('Cochez tout ce qui s’applique.', 'Check all that apply.'),
          }),
          ask('premier', 'ranking', {
            options: options.slice(0, 2).map((one) => ({ ...one, id: `${one.id}-bis` })),
            optionsFrom: { question: 'modes', which: 'chosen' },
          }),
          ask('ans', 'number'),
          {
            id: 'double',
            type: 'calculated',
            label: both('Le double', 'Twice'),
            value: { multiply: [{ answer: 'ans' }, 2] },
          },
        ],
        next: [{ if: { question: 'mode', is: 'velo' }, page: 'trois' }],
      },
      { id: 'deux', title: both('Deux', 'Two'), questions: [ask('milieu', 'short-text')] },
      {
        id: 'trois',
        title: both('Trois', 'Three'),
        questions: [
          ask('pourquoi', 'long-text', {
            label: both('Pourquoi {{mode}}, à {{double}} ?', 'Why {{mode}}, at {{double}}?'),
            showIf: {
              all: [
                { question: 'mode', answered: true },
                { any: ['velo', 'bus', 'pied'].map((is) => ({ question: 'mode', is })) },
              ],
            },
          }),
          ask('riche', 'yes-no', { showIf: { compare: '>', left: { answer: 'double' }, right: 3 } }),
          ask('note', 'scale', {
            minLabel: both('Mauvais'),
            maxLabel: both('Excellent'),
            labels: ['Mauvais', 'Faible', 'Moyen', 'Bon', 'Excellent'].map((one) => both(one)),
          }),
          ask('reco', 'recommendation'),
          ask('part', 'points', { options, total: 1000 }),
          ask('paires', 'pairwise', { options, pairs: 2 }),
          ask('accord', 'consent'),
        ],
      },
    ],
  };
  const whole = definitionFor('plan-velo');
  const address = both('1, rue de l’Exemple\nQuébec (Québec)  G1A 0A1');
  const printed = (language: Language, more: object = {}) => {
    const of = ConsultationDefinition.parse({
      ...whole,
      contact: { ...whole.contact, ...more },
      activities: [definition],
    });
    return `${printPage(of, of.activities[0] as ActivityOf<'survey'>, language) as unknown as string}`;
  };
  const page = words(printed('fr', { address }));

  const has = (said: string) => assert.ok(page.includes(said), said);

  it('shows emphasis as emphasis, and says where a link leads', () => {
    assert.match(printed('fr'), /Des mots <strong>forts<\/strong>/);
    assert.ok(page.includes('un lien (https://exemple.test/a)'));
    assert.doesNotMatch(page, /\*\*|nouvel onglet/);
  });

  it('says of which answer a text speaks, and leaves a blank for what nobody writes', () => {
    assert.ok(page.includes('Pourquoi [votre réponse à la question 1], à ________ ?'));
    assert.ok(words(printed('en')).includes('Why [your answer to question 1], at ________?'));
  });

  it('says conditions once, and answers that do as well together', () => {
    has(
      'Répondez à cette question si vous avez répondu « Vélo », « Autobus » ou « À pied » à la question 1.',
    );
    has('Répondez à cette question si la valeur « Le double » dépasse 3.');
  });

  it('says at which question a way goes on', () => {
    has('Si vous avez répondu « Vélo » à la question 1, passez à la partie 3 (question 6).');
  });

  it('says nothing twice, and names both ends of each scale', () => {
    assert.equal(page.split('Cochez tout ce qui s’applique.').length, 2);
    assert.equal(
      page.split('ne cochez rien d’autre').length,
      2,
      'an option that is carried on excludes nothing',
    );
    assert.equal(page.split('Mauvais').length, 2);
    assert.equal(page.split('Q-accord').length, 2);
    assert.ok(page.includes('Pas du tout probable') && page.includes('Très probable'));
  });

  it('has as many boxes as a total has digits, and the pairs that one person is asked', () => {
    const points = /Q-part[\s\S]*?<li>([\s\S]*?)<\/li>/.exec(printed('fr'))![1]!;
    assert.equal(points.split('class="box"').length, 5);
    const pairs = /class="choices pairs">([\s\S]*?)<\/ul>/.exec(printed('fr'))![1]!;
    assert.equal(pairs.split('<li>').length, 3);
  });

  it('says where letters go, and asks for pictures of the pages where there is no such place', () => {
    assert.match(page, /Retournez-le pour qu’il soit reçu avant .* à : .*1, rue de l’Exemple Québec/);
    assert.match(words(printed('fr')), /photographiez chaque page, et envoyez-le/);
    assert.match(words(printed('en')), /photograph each page, and send it/);
  });

  it('numbers its pages, whatever its title holds', () => {
    const style = /<style>([\s\S]*?)<\/style>/.exec(printed('fr'))![1]!;
    assert.match(style, /"Page " counter\(page\) " de " counter\(pages\)/);
    assert.ok(style.includes('content: "Avis \\22 x\\22  \\3c /style>"'), style.slice(-300));
    assert.match(printed('en'), /" of " counter\(pages\)/);
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
      // The steps of a scale, and its ends, stand side by side.
      const crooked = await page.evaluate(
        () =>
          [...document.querySelectorAll('.steps')].filter(
            (scale) =>
              new Set([...scale.children].map((step) => step.getBoundingClientRect().bottom)).size > 1,
          ).length,
      );
      assert.equal(crooked, 0);
      if (process.env.CQ_PRINT)
        await page.pdf({ path: `${process.env.CQ_PRINT}-${language}.pdf`, format: 'Letter' });
      await page.close();
    });
});
