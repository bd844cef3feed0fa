import type { z } from 'zod';
import type { Answers, Question } from '../../src/contract/survey.js';

type Written = z.input<typeof Question>;
type Both = { fr: string; en: string };

const option = (id: string, fr: string, en: string) => ({ id, label: { fr, en } });
const ends: { minLabel: Both; maxLabel: Both } = {
  minLabel: { fr: 'Très mauvais', en: 'Very bad' },
  maxLabel: { fr: 'Très bon', en: 'Very good' },
};
const ways = [
  option('autobus', 'Autobus', 'Bus'),
  option('velo', 'Vélo', 'Bicycle'),
  option('marche', 'Marche', 'Walking'),
  option('auto', 'Automobile', 'Car'),
];

/** One rarer question, and an answer to it. */
export interface RareQuestion {
  question: Written;
  answer: Answers[string];
  /** What its story is called. */
  name: string;
}

/** The questions whose parts are fetched only where they are asked, by their kind. */
export const RARE: Record<string, RareQuestion> = {
  matrix: {
    name: 'Matrice',
    question: {
      id: 'service',
      type: 'matrix',
      label: { fr: 'Comment trouvez-vous le service ?', en: 'How do you find the service?' },
      hint: { fr: 'Pensez au dernier mois.', en: 'Think of the last month.' },
      required: true,
      rows: ways.slice(0, 3),
      columns: [
        option('mauvais', 'Mauvais', 'Bad'),
        option('moyen', 'Moyen', 'Fair'),
        option('bon', 'Bon', 'Good'),
        option('aucun', 'Ne s’applique pas', 'Does not apply'),
      ],
    },
    answer: { autobus: 'bon', velo: 'moyen', marche: 'aucun' },
  },
  'matrix-multiple': {
    name: 'Matrice à plusieurs choix',
    question: {
      id: 'jours',
      type: 'matrix',
      label: { fr: 'Quand vous en servez-vous ?', en: 'When do you use it?' },
      required: true,
      multiple: true,
      rows: ways.slice(0, 3),
      columns: [
        option('semaine', 'En semaine', 'On weekdays'),
        option('samedi', 'Le samedi', 'On Saturdays'),
        option('dimanche', 'Le dimanche', 'On Sundays'),
      ],
    },
    answer: { autobus: ['semaine'], velo: ['samedi', 'dimanche'], marche: ['semaine', 'samedi'] },
  },
  'matrix-scale': {
    name: 'Matrice d’échelles',
    question: {
      id: 'notes',
      type: 'matrix-scale',
      label: { fr: 'Quelle note donnez-vous ?', en: 'What mark do you give?' },
      required: true,
      rows: ways.slice(0, 3),
      ...ends,
    },
    answer: { autobus: 4, velo: 2, marche: 5 },
  },
  ranking: {
    name: 'Classement',
    question: {
      id: 'priorites',
      type: 'ranking',
      label: { fr: 'Quelles sont vos priorités ?', en: 'What are your priorities?' },
      required: true,
      options: ways,
      best: 3,
    },
    answer: ['velo', 'marche', 'autobus'],
  },
  points: {
    name: 'Points à répartir',
    question: {
      id: 'budget',
      type: 'points',
      label: { fr: 'Comment répartir le budget ?', en: 'How should the budget be shared?' },
      required: true,
      options: ways,
      unit: { fr: '%', en: '%' },
    },
    answer: { autobus: 40, velo: 60 },
  },
  pairwise: {
    name: 'Comparaison par paires',
    question: {
      id: 'paires',
      type: 'pairwise',
      label: { fr: 'Lequel compte le plus pour vous ?', en: 'Which matters most to you?' },
      required: true,
      options: ways.slice(0, 3),
    },
    answer: { 'autobus:velo': 'velo', 'autobus:marche': 'equal', 'velo:marche': 'velo' },
  },
  texts: {
    name: 'Plusieurs textes courts',
    question: {
      id: 'rues',
      type: 'texts',
      label: { fr: 'Quelles rues prenez-vous ?', en: 'Which streets do you take?' },
      required: true,
      fields: [
        { id: 'aller', label: { fr: 'À l’aller', en: 'On the way there' } },
        { id: 'retour', label: { fr: 'Au retour', en: 'On the way back' } },
        { id: 'detour', label: { fr: 'Par détour', en: 'By detour' }, required: false },
      ],
    },
    answer: { aller: 'Saint-Vallier', retour: 'Charest' },
  },
  group: {
    name: 'Groupe répété',
    question: {
      id: 'menage',
      type: 'group',
      label: { fr: 'Qui habite avec vous ?', en: 'Who lives with you?' },
      required: true,
      item: { fr: 'Personne', en: 'Person' },
      max: 3,
      questions: [
        { id: 'prenom', type: 'short-text', label: { fr: 'Prénom', en: 'First name' }, required: true },
        { id: 'age', type: 'number', label: { fr: 'Âge', en: 'Age' }, min: 0, max: 120 },
        {
          id: 'ecole',
          type: 'yes-no',
          label: { fr: 'Va-t-elle à l’école ?', en: 'Do they go to school?' },
          showIf: { question: 'age', below: 18 },
          required: true,
        },
      ],
    },
    answer: [
      { prenom: 'Léa', age: 9, ecole: true },
      { prenom: 'Max', age: 41 },
    ],
  },
  place: {
    name: 'Lieu',
    question: {
      id: 'lieu',
      type: 'place',
      label: { fr: 'Où manque-t-il une piste ?', en: 'Where is a path missing?' },
      required: true,
      options: [
        option('parc', 'Parc Victoria', 'Victoria Park'),
        option('gare', 'Gare du Palais', 'Palais Station'),
      ],
      map: {
        tiles: 'https://tuiles.exemple.test/{z}/{x}/{y}.png',
        attribution: { fr: 'Carte du ministère de l’Exemple', en: 'Map of the Ministry of Examples' },
        latitude: 46.8139,
        longitude: -71.208,
        zoom: 12,
      },
    },
    answer: { option: 'gare', address: 'devant l’entrée', latitude: 46.81755, longitude: -71.21397 },
  },
};

/** A survey that asks some of them, each on one page, or all. */
export function rareSurvey(...kinds: string[]) {
  const asked = kinds.length > 0 ? kinds : Object.keys(RARE);
  return {
    id: 'sondage',
    kind: 'survey',
    title: { fr: 'Vos déplacements', en: 'How you travel' },
    pages: [
      {
        id: 'page',
        title: { fr: 'Vos habitudes', en: 'Your habits' },
        questions: asked.map((kind) => RARE[kind]!.question),
      },
    ],
  };
}
