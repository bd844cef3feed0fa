import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../src/widgets/comment-thread/comment-thread.js';
import { press, shown, write } from './support/acting.js';
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
