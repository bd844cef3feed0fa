import type { Answers } from '../../src/contract/survey.js';
import type { Definition } from './definitions.js';

/** Where pictures would be: the stories' own site, so that nobody else is asked, and none is there. */
const PICTURES = typeof location === 'undefined' ? 'https://images.exemple.test' : location.origin;

type Survey = Extract<Definition['activities'][number], { kind: 'survey' }>;
export type WrittenQuestion = Survey['pages'][number]['questions'][number];

const both = (fr: string, en: string) => ({ fr, en });

const TOWNS =
  'Alma Amos Baie-Comeau Bécancour Chibougamau Drummondville Gaspé Gatineau Granby Joliette Laval Lévis Longueuil Magog Matane Montréal Québec Rimouski Roberval Rouyn-Noranda Saint-Jérôme Sept-Îles Sherbrooke Trois-Rivières Val-d’Or'.split(
    ' ',
  );

/** A name for an option: `saint-jerome`. */
const nameOf = (town: string) =>
  town
    .normalize('NFD')
    .replace(/\p{M}|’/gu, '')
    .toLowerCase();

/** One question of each common kind, as a public body would write it. */
export const QUESTIONS: Record<string, WrittenQuestion> = {
  court: { id: 'court', type: 'short-text', label: both('Prénom', 'First name'), autocomplete: 'given-name' },
  long: { id: 'long', type: 'long-text', label: both('Votre avis', 'Your opinion'), maxLength: 300 },
  nombre: {
    id: 'nombre',
    type: 'number',
    label: both('Distance parcourue', 'Distance travelled'),
    unit: both('km', 'km'),
    min: 0,
    max: 500,
    decimals: 1,
  },
  courriel: {
    id: 'courriel',
    type: 'email',
    label: both('Courriel', 'Email'),
    purpose: both('Pour vous envoyer le bilan, rien d’autre.', 'To send you the summary, nothing else.'),
  },
  telephone: { id: 'telephone', type: 'telephone', label: both('Téléphone', 'Telephone') },
  code: { id: 'code', type: 'postal-code', label: both('Code postal', 'Postal code') },
  secteur: {
    id: 'secteur',
    type: 'postal-code',
    part: 'area',
    label: both('Début de votre code postal', 'Start of your postal code'),
  },
  site: {
    id: 'site',
    type: 'web-address',
    label: both('Site de votre organisme', 'Your organization’s site'),
  },
  jour: {
    id: 'jour',
    type: 'date',
    label: both('Date de votre visite', 'Date of your visit'),
    min: '2020-01-01',
  },
  heure: {
    id: 'heure',
    type: 'time',
    label: both('Heure de votre départ', 'Time of departure'),
    min: '05:00',
    max: '23:00',
  },
  choix: {
    id: 'choix',
    type: 'single-choice',
    label: both('Moyen de transport principal', 'Main means of transport'),
    other: true,
    options: [
      { id: 'velo', label: both('Vélo', 'Bicycle'), hint: both('Électrique ou non', 'Electric or not') },
      { id: 'bus', label: both('Autobus', 'Bus') },
      { id: 'auto', label: both('Automobile', 'Car') },
    ],
  },
  liste: {
    id: 'liste',
    type: 'single-choice',
    label: both('Municipalité', 'Municipality'),
    other: true,
    options: TOWNS.map((town) => ({ id: nameOf(town), label: both(town, town) })),
  },
  plusieurs: {
    id: 'plusieurs',
    type: 'multiple-choice',
    label: both('Moyens de transport de la semaine', 'Means of transport this week'),
    min: 2,
    max: 3,
    options: [
      { id: 'velo', label: both('Vélo', 'Bicycle') },
      { id: 'bus', label: both('Autobus', 'Bus') },
      { id: 'auto', label: both('Automobile', 'Car') },
      { id: 'pied', label: both('Marche', 'Walking') },
      { id: 'aucun', label: both('Aucun de ces moyens', 'None of these'), exclusive: true },
    ],
  },
  images: {
    id: 'images',
    type: 'image-choice',
    label: both('Aménagement que vous préférez', 'Layout that you prefer'),
    options: [
      {
        id: 'protegee',
        label: both('Piste protégée', 'Protected path'),
        image: {
          src: `${PICTURES}/a.png`,
          alt: both('Une piste derrière un muret', 'A path behind a low wall'),
          width: 400,
          height: 300,
        },
      },
      {
        id: 'bande',
        label: both('Bande cyclable', 'Cycle lane'),
        image: {
          src: `${PICTURES}/b.png`,
          alt: both('Une bande peinte sur la chaussée', 'A lane painted on the road'),
          width: 400,
          height: 300,
        },
      },
    ],
  },
  ouinon: {
    id: 'ouinon',
    type: 'yes-no',
    unsure: true,
    label: both('Avez-vous un vélo ?', 'Do you own a bicycle?'),
  },
  echelle: {
    id: 'echelle',
    type: 'scale',
    label: both('Le réseau répond-il à vos besoins ?', 'Does the network meet your needs?'),
    minLabel: both('Pas du tout', 'Not at all'),
    maxLabel: both('Tout à fait', 'Completely'),
  },
  etoiles: {
    id: 'etoiles',
    type: 'scale',
    display: 'stars',
    label: both('Note du service', 'Rating of the service'),
    minLabel: both('Mauvais', 'Poor'),
    maxLabel: both('Excellent', 'Excellent'),
  },
  visages: {
    id: 'visages',
    type: 'scale',
    display: 'smileys',
    label: both('Votre satisfaction', 'Your satisfaction'),
    minLabel: both('Très insatisfait', 'Very unsatisfied'),
    maxLabel: both('Très satisfait', 'Very satisfied'),
    labels: [
      both('Très insatisfait', 'Very unsatisfied'),
      both('Insatisfait', 'Unsatisfied'),
      both('Ni l’un ni l’autre', 'Neither'),
      both('Satisfait', 'Satisfied'),
      both('Très satisfait', 'Very satisfied'),
    ],
  },
  recommande: {
    id: 'recommande',
    type: 'recommendation',
    label: both(
      'Recommanderiez-vous ce service à un proche ?',
      'Would you recommend this service to someone close?',
    ),
  },
  consentement: {
    id: 'consentement',
    type: 'consent',
    label: both('J’accepte que l’on me joigne', 'I agree to be contacted'),
    text: both(
      'L’équipe pourrait vous joindre **une seule fois**. Voyez la [politique](https://exemple.test/vie-privee).',
      'The team may contact you **once only**. See the [policy](https://exemple.test/privacy).',
    ),
  },
};

/** One question that takes files. */
export const FILE: WrittenQuestion = {
  id: 'photos',
  type: 'file',
  label: both('Photos de l’endroit', 'Photos of the place'),
  accept: ['jpeg', 'pdf'],
  maxFiles: 2,
  maxSize: 2,
};

/** An answer to each of the common questions. */
export const ANSWERS: Answers = {
  court: 'Marie',
  long: 'Une piste de plus.',
  nombre: 3.5,
  courriel: 'marie@exemple.test',
  telephone: '418 555-0123',
  code: 'G1R 4Y8',
  secteur: 'G1R',
  site: 'https://exemple.test',
  jour: '2026-05-01',
  heure: '14:30',
  choix: { other: 'Trottinette' },
  liste: 'saint-jerome',
  plusieurs: ['velo', 'bus'],
  images: 'bande',
  ouinon: true,
  echelle: 3,
  etoiles: 4,
  visages: 2,
  recommande: 7,
  consentement: true,
};

/** Words with all that safe Markdown has. */
export const WORDS: WrittenQuestion = {
  id: 'avant',
  type: 'information',
  title: both('Avant de commencer', 'Before you begin'),
  text: both(
    '## En bref\n\nRépondez **pour vous**, et *pour vous seul*.\n\n- Cinq minutes\n- Sans compte\n\nVoyez le [plan](https://exemple.test/plan).',
    '## In short\n\nAnswer **for yourself**, and *yourself alone*.\n\n- Five minutes\n- No account\n\nSee the [plan](https://exemple.test/plan).',
  ),
};

/** A survey of one page that asks these questions. */
export function surveyOf(...questions: WrittenQuestion[]): Survey {
  return {
    id: 'sondage',
    kind: 'survey',
    title: both('Vos déplacements', 'How you travel'),
    pages: [{ id: 'page', title: both('Questions', 'Questions'), questions }],
  };
}
