import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../src/widgets/idea-vote/idea-vote.js';
import { press } from './support/acting.js';
import { commonStates, FALLBACK, interactive, state } from './support/states.js';

const meta: Meta = { title: 'Idées', component: 'cq-idea-vote' };
export default meta;

const draw = ({ consultation, api }: { consultation: string; api: string }) =>
  html`<cq-idea-vote consultation=${consultation} api=${api}>${FALLBACK}</cq-idea-vote>`;

const states = commonStates(draw);
export const Live = interactive(draw);
export const Loading = states.loading;
export const Empty = state('Aucune idée', draw, 'empty');
export const Before = states.before;
export const Open = states.open;
export const Closed = states.closed;
export const Unreachable = states.unreachable;
export const NotAllowed = states.notAllowed;
export const Mistake = states.mistake;

export const Voted = state('Vote donné', draw, 'open', 'on', async ({ canvasElement }) => {
  await press(canvasElement, /^\s*(Pour|For)\b/);
});

export const SavedOffline = state(
  'Vote gardé hors ligne',
  draw,
  'open',
  'down-for-writes',
  async ({ canvasElement }) => {
    await press(canvasElement, /^\s*(Pour|For)\b/);
  },
);
