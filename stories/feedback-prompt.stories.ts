import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../src/widgets/feedback-prompt/feedback-prompt.js';
import { press, shown, write } from './support/acting.js';
import { commonStates, FALLBACK, interactive, state } from './support/states.js';

const meta: Meta = { title: 'Rétroaction', component: 'cq-feedback-prompt' };
export default meta;

const draw = ({ consultation, api }: { consultation: string; api: string }) =>
  html`<cq-feedback-prompt consultation=${consultation} api=${api}>${FALLBACK}</cq-feedback-prompt>`;

const states = commonStates(draw);
export const Live = interactive(draw);
export const Loading = states.loading;
export const Before = states.before;
export const Open = states.open;
export const Closed = states.closed;
export const Unreachable = states.unreachable;
export const NotAllowed = states.notAllowed;
export const Mistake = states.mistake;

export const Details = state('Détails', draw, 'open', 'on', async ({ canvasElement }) => {
  await press(canvasElement, /^\s*(Non|No)\s*$/);
  await shown(canvasElement, 'textarea');
});

export const PersonalData = state(
  'Renseignement personnel',
  draw,
  'open',
  'on',
  async ({ canvasElement }) => {
    await press(canvasElement, /problème|problem/);
    await write(canvasElement, 'textarea', 'Écrivez-moi à marie.tremblay@exemple.test');
    await press(canvasElement, /Envoyer|Send|Submit/);
    await shown(canvasElement, '.notice-warning');
  },
);

export const Submitted = state('Envoyé', draw, 'open', 'on', async ({ canvasElement }) => {
  await press(canvasElement, /^\s*(Non|No)\s*$/);
  await write(canvasElement, 'textarea', 'Le numéro de téléphone manque.');
  await press(canvasElement, /Envoyer|Send|Submit/);
});

export const SavedOffline = state(
  'Gardé hors ligne',
  draw,
  'open',
  'down-for-writes',
  async ({ canvasElement }) => {
    await press(canvasElement, /^\s*(Oui|Yes)\s*$/);
    await shown(canvasElement, '.notice-warning');
  },
);
