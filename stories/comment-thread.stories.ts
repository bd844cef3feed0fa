import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../src/widgets/comment-thread/comment-thread.js';
import { choose, follow, press, shown, write } from './support/acting.js';
import { commonStates, FALLBACK, interactive, state } from './support/states.js';

const meta: Meta = { title: 'Commentaires', component: 'cq-comment-thread' };
export default meta;

const draw = ({ consultation, api }: { consultation: string; api: string }) =>
  html`<cq-comment-thread consultation=${consultation} api=${api}>${FALLBACK}</cq-comment-thread>`;

const states = commonStates(draw);
export const Live = interactive(draw);
export const Loading = states.loading;
export const Empty = state('Aucun commentaire', draw, 'empty');
export const Before = states.before;
export const Open = states.open;
export const Closed = states.closed;
export const Unreachable = states.unreachable;
export const NotAllowed = states.notAllowed;
export const Mistake = states.mistake;

export const Writing = state('En cours de rédaction', draw, 'open', 'on', async ({ canvasElement }) => {
  await press(canvasElement, /Écrire un commentaire|Write a comment/);
});

export const Submitted = state('Envoyé', draw, 'open', 'on', async ({ canvasElement }) => {
  await press(canvasElement, /Écrire un commentaire|Write a comment/);
  await write(canvasElement, 'textarea', 'Oui, mais d’abord près des écoles.');
  await press(canvasElement, /Publier|Envoyer|Publish|Post|Submit/);
});

export const SavedOffline = state(
  'Gardé hors ligne',
  draw,
  'open',
  'down-for-writes',
  async ({ canvasElement }) => {
    await press(canvasElement, /Écrire un commentaire|Write a comment/);
    await write(canvasElement, 'textarea', 'Oui, mais d’abord près des écoles.');
    await press(canvasElement, /Publier|Envoyer|Publish|Post|Submit/);
    await shown(canvasElement, '.notice-warning');
  },
);

export const Discussed = state(
  'Réponses, retraits et prises en compte',
  draw,
  'discussed',
  'on',
  async ({ canvasElement }) => {
    await press(canvasElement, /^\s*1 (réponse|reply)/);
    await press(canvasElement, /^\s*1 (réponse|reply)/);
  },
);

export const ByPosition = state('Une seule position', draw, 'discussed', 'on', async ({ canvasElement }) => {
  await choose(canvasElement, '#filter', 'against');
});

export const Official = state('Réponses officielles', draw, 'discussed', 'on', async ({ canvasElement }) => {
  await choose(canvasElement, '#filter', 'official');
});

export const Found = state('Recherche', draw, 'discussed', 'on', async ({ canvasElement }) => {
  await write(canvasElement, '#search', 'velo{Enter}');
});

export const NotFound = state(
  'Recherche sans résultat',
  draw,
  'discussed',
  'on',
  async ({ canvasElement }) => {
    await write(canvasElement, '#search', 'tramway{Enter}');
  },
);

export const InContext = state('Dans son contexte', draw, 'discussed', 'on', async ({ canvasElement }) => {
  await write(canvasElement, '#search', 'velo{Enter}');
  await shown(canvasElement, 'mark');
  await follow(canvasElement, /Voir dans la discussion|See in the discussion/);
});

export const Unfolded = state(
  'Long commentaire déplié',
  draw,
  'discussed',
  'on',
  async ({ canvasElement }) => {
    await press(canvasElement, /Lire la suite|Read more/);
  },
);
