import { SurveyDefinition, type Answers } from '../../src/contract/survey.js';

const text = (fr: string, en = `${fr} (en)`) => ({ fr, en });
const ask = (id: string, type: string, more: object = {}) => ({
  id,
  type,
  label: text(`Question ${id}`),
  ...more,
});
const options = (...ids: string[]) => ids.map((id) => ({ id, label: text(id.toUpperCase()) }));
const ends = { minLabel: text('Pas du tout'), maxLabel: text('Tout à fait') };
const image = { src: 'https://exemple.test/a.png', alt: text('Image'), width: 10, height: 10 };
const pictures = options('plan-a', 'plan-b').map((option) => ({ ...option, image }));

/** A survey with every kind of question, some of them in two forms. */
export const everyKind = surveyOf([
  ask('nom', 'short-text'),
  ask('avis', 'long-text', { maxLength: 20_000 }),
  ask('revenu', 'number', { decimals: 2 }),
  ask('courriel', 'email'),
  ask('telephone', 'telephone'),
  ask('code-postal', 'postal-code'),
  ask('site', 'web-address'),
  ask('naissance', 'date'),
  ask('heure', 'time'),
  ask('mode', 'single-choice', { options: options('velo', 'bus'), other: true }),
  ask('modes', 'multiple-choice', { options: options('velo', 'bus', 'pied'), other: true }),
  ask('plan', 'image-choice', { options: pictures }),
  ask('plans', 'image-choice', { options: pictures, multiple: true }),
  ask('accord', 'yes-no', { unsure: true }),
  ask('satisfaction', 'scale', ends),
  ask('recommande', 'recommendation'),
  ask('qualite', 'matrix', { rows: options('propre', 'sur'), columns: options('bien', 'mal') }),
  ask('usages', 'matrix', { rows: options('ete', 'hiver'), columns: options('velo', 'bus'), multiple: true }),
  ask('notes', 'matrix-scale', { rows: options('propre', 'sur'), ...ends }),
  ask('priorites', 'ranking', { options: options('a', 'b', 'c'), best: 2 }),
  ask('budget', 'points', { options: options('a', 'b') }),
  ask('paires', 'pairwise', { options: options('a', 'b', 'c') }),
  ask('adresse', 'texts', { fields: options('rue', 'ville') }),
  ask('menage', 'group', {
    item: text('Personne'),
    questions: [
      ask('age', 'number'),
      ask('transports', 'multiple-choice', { options: options('velo', 'bus'), other: true }),
    ],
  }),
  ask('pieces', 'file', { maxFiles: 3 }),
  ask('consentement', 'consent'),
  ask('lieu', 'place', {
    options: options('parc', 'gare'),
    map: {
      tiles: 'https://tuiles.exemple.test/{z}/{x}/{y}.png',
      attribution: text('Cartes'),
      latitude: 46.8,
      longitude: -71.2,
    },
  }),
  { id: 'mot', type: 'information', text: text('Un mot') },
  { id: 'source', type: 'hidden', label: text('Source'), prefill: { parameter: 'source' } },
  { id: 'double', type: 'calculated', label: text('Double'), value: { multiply: [{ answer: 'revenu' }, 2] } },
]);

/** A survey of one page, with what the contract fills in. */
export function surveyOf(questions: object[]): SurveyDefinition {
  return SurveyDefinition.parse({
    kind: 'survey',
    pages: [{ id: 'page', title: text('Page'), questions }],
  });
}

/** Every question of it answered. */
export const everyAnswer: Answers = {
  nom: 'Zoé "Zaz" L’Écuyer',
  avis: '=1+1\r\ndeuxième ligne, « citée »\nune autre',
  revenu: -1234.5,
  courriel: 'zoe@exemple.test',
  telephone: '+14185550123',
  'code-postal': 'G1R 4S9',
  site: 'https://exemple.test',
  naissance: '1988-02-29',
  heure: '14:30',
  mode: { other: '@trottinette' },
  modes: ['bus', { other: '+patins' }],
  plan: 'plan-b',
  plans: ['plan-a'],
  accord: 'unsure',
  satisfaction: 4,
  recommande: 0,
  qualite: { propre: 'bien' },
  usages: { ete: ['velo', 'bus'] },
  notes: { propre: 1, sur: 5 },
  priorites: ['c', 'a'],
  budget: { a: 70, b: 30 },
  paires: { 'a:b': 'b', 'b:c': 'equal' },
  adresse: { rue: '-12, rue du Fort', ville: 'Québec' },
  menage: [{ age: 40, transports: ['velo'] }, { transports: ['bus', { other: 'train' }] }],
  pieces: [{ file: '3f0e3f0e-0000-4000-8000-000000000001', name: 'plan, final.pdf', size: 1200 }],
  consentement: true,
  lieu: { option: 'gare', address: '1, rue du Pont', latitude: 46.8123, longitude: -71.2145 },
  source: 'infolettre',
  double: -2469,
};
