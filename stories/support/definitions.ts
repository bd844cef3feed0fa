import type { z } from 'zod';
import type { ConsultationDefinition } from '../../src/contract/consultation.js';

export type Definition = z.input<typeof ConsultationDefinition>;
export type StoryPhase = 'before' | 'open' | 'closed';

/** The public body of every story. */
export const BODY = { slug: 'exemple', name: { fr: 'Ministère de l’Exemple', en: 'Ministry of Examples' } };

const HOURS: Record<StoryPhase, { opensAt: string; closesAt: string }> = {
  before: { opensAt: '2090-09-01T09:00:00-04:00', closesAt: '2090-12-01T23:59:00-05:00' },
  open: { opensAt: '2026-01-15T09:00:00-05:00', closesAt: '2090-12-01T23:59:00-05:00' },
  closed: { opensAt: '2025-01-15T09:00:00-05:00', closesAt: '2025-06-15T23:59:00-04:00' },
};

/** One consultation with an activity of each kind, as a public body would write it. */
export function definitionFor(slug: string, phase: StoryPhase = 'open'): Definition {
  return {
    slug,
    title: { fr: 'Se déplacer à vélo, été comme hiver', en: 'Cycling, summer and winter' },
    body: BODY.slug,
    languages: ['fr', 'en'],
    ...HOURS[phase],
    purpose: {
      fr: 'Vos réponses servent à choisir les pistes cyclables qui seront déneigées l’hiver prochain. Un bilan public dira ce qui a été retenu, et pourquoi.',
      en: 'Your answers help choose the cycling paths that will be cleared next winter. A public summary will say what was retained, and why.',
    },
    contact: {
      name: { fr: 'Équipe des consultations', en: 'Consultation team' },
      email: 'consultation@exemple.test',
      telephone: '418 555-0123',
    },
    privacy: {
      collector: { fr: 'Le ministère de l’Exemple', en: 'The Ministry of Examples' },
      purposes: { fr: 'Planifier le réseau cyclable', en: 'Planning the cycling network' },
      retention: {
        fr: 'Deux ans après la publication du bilan',
        en: 'Two years after the summary is published',
      },
      rights: {
        fr: 'Vous pouvez consulter, corriger ou retirer ce que vous avez donné.',
        en: 'You may see, correct or withdraw what you gave.',
      },
      officer: {
        name: {
          fr: 'Secrétariat général du ministère de l’Exemple',
          en: 'General Secretariat of the Ministry of Examples',
        },
        email: 'vie-privee@exemple.test',
      },
    },
    ...(phase === 'closed' ? { results: { expectedAt: '2025-10-01T09:00:00-04:00' } } : {}),
    activities: [survey, comments, ideas, feedback],
  };
}

const survey: Definition['activities'][number] = {
  id: 'sondage',
  kind: 'survey',
  title: { fr: 'Vos déplacements à vélo', en: 'How you cycle' },
  description: { fr: 'Quelques questions, cinq minutes.', en: 'A few questions, five minutes.' },
  thanks: {
    fr: 'Le bilan de la consultation sera publié à l’automne.',
    en: 'The summary of the consultation will be published in the fall.',
  },
  pages: [
    {
      id: 'habitudes',
      title: { fr: 'Vos habitudes', en: 'Your habits' },
      questions: [
        {
          id: 'intro',
          type: 'information',
          text: {
            fr: 'Répondez pour vos déplacements du dernier mois.',
            en: 'Answer for the trips of the last month.',
          },
        },
        {
          id: 'velo',
          type: 'yes-no',
          label: { fr: 'Avez-vous utilisé un vélo ?', en: 'Did you ride a bicycle?' },
          required: true,
        },
        {
          id: 'motifs',
          type: 'multiple-choice',
          label: { fr: 'Pour quels motifs ?', en: 'For what purposes?' },
          hint: { fr: 'Cochez tout ce qui s’applique.', en: 'Check all that apply.' },
          showIf: { question: 'velo', is: true },
          other: true,
          options: [
            { id: 'travail', label: { fr: 'Travail ou études', en: 'Work or school' } },
            { id: 'courses', label: { fr: 'Courses', en: 'Errands' } },
            { id: 'loisir', label: { fr: 'Loisir', en: 'Leisure' } },
          ],
        },
        {
          id: 'frein',
          type: 'single-choice',
          label: { fr: 'Qu’est-ce qui vous en a empêché ?', en: 'What kept you from it?' },
          showIf: { question: 'velo', is: false },
          required: true,
          other: true,
          options: [
            { id: 'securite', label: { fr: 'La sécurité', en: 'Safety' } },
            { id: 'distance', label: { fr: 'La distance', en: 'Distance' } },
            { id: 'meteo', label: { fr: 'La météo', en: 'The weather' } },
          ],
        },
      ],
    },
    {
      id: 'avis',
      title: { fr: 'Votre avis', en: 'Your opinion' },
      questions: [
        {
          id: 'satisfaction',
          type: 'scale',
          label: {
            fr: 'Le réseau actuel répond-il à vos besoins ?',
            en: 'Does the current network meet your needs?',
          },
          minLabel: { fr: 'Pas du tout', en: 'Not at all' },
          maxLabel: { fr: 'Tout à fait', en: 'Completely' },
          required: true,
        },
        {
          id: 'trajet',
          type: 'number',
          label: { fr: 'Longueur de votre trajet habituel', en: 'Length of your usual trip' },
          unit: { fr: 'km', en: 'km' },
          min: 0,
          max: 200,
          decimals: 1,
        },
        {
          id: 'priorite',
          type: 'long-text',
          label: { fr: 'Que faudrait-il changer en premier ?', en: 'What should change first?' },
          maxLength: 500,
        },
      ],
    },
    {
      id: 'vous',
      title: { fr: 'Vous', en: 'You' },
      questions: [
        {
          id: 'municipalite',
          type: 'short-text',
          label: { fr: 'Municipalité', en: 'Municipality' },
          purpose: { fr: 'Pour situer les besoins.', en: 'To locate the needs.' },
        },
        {
          id: 'depuis',
          type: 'date',
          label: { fr: 'Depuis quand y habitez-vous ?', en: 'Since when have you lived there?' },
        },
        {
          id: 'courriel',
          type: 'email',
          label: { fr: 'Courriel', en: 'Email' },
          hint: { fr: 'Facultatif.', en: 'Optional.' },
          purpose: {
            fr: 'Pour vous envoyer le bilan, rien d’autre.',
            en: 'To send you the summary, nothing else.',
          },
        },
      ],
    },
  ],
};

const comments: Definition['activities'][number] = {
  id: 'discussion',
  kind: 'comments',
  title: { fr: 'Le déneigement des pistes', en: 'Clearing snow from paths' },
  prompt: {
    fr: 'Faut-il déneiger toutes les pistes cyclables l’hiver ?',
    en: 'Should all cycling paths be cleared in winter?',
  },
  about: 'idees',
};

const ideas: Definition['activities'][number] = {
  id: 'idees',
  kind: 'ideas',
  title: { fr: 'Vos idées pour le réseau', en: 'Your ideas for the network' },
  sections: [
    { id: 'hiver', label: { fr: 'Hiver', en: 'Winter' } },
    { id: 'securite', label: { fr: 'Sécurité', en: 'Safety' } },
  ],
};

const feedback: Definition['activities'][number] = {
  id: 'page',
  kind: 'feedback',
  title: { fr: 'Cette page', en: 'This page' },
};
