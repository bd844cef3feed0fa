import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../src/widgets/survey/survey.js';
import { commonStates, FALLBACK, interactive, state } from './support/states.js';
import { press, root, shown } from './support/acting.js';

const meta: Meta = { title: 'Sondage', component: 'cq-survey' };
export default meta;

const draw = ({ consultation, api }: { consultation: string; api: string }) =>
  html`<cq-survey consultation=${consultation} api=${api}>${FALLBACK}</cq-survey>`;

const states = commonStates(draw);
export const Live = interactive(draw);
export const Loading = states.loading;
export const Before = states.before;
export const Open = states.open;
export const Closed = states.closed;
export const Unreachable = states.unreachable;
export const NotAllowed = states.notAllowed;
export const Mistake = states.mistake;

export const Errors = state('Erreurs', draw, 'open', 'on', async ({ canvasElement }) => {
  await press(canvasElement, /Continuer|Continue/);
  await shown(canvasElement, '[role="alert"], .summary');
});

const fill = async (canvasElement: HTMLElement) => {
  const widget = root(canvasElement);
  await shown(canvasElement, 'input[type="radio"]');
  await userEvent.click(widget.querySelector<HTMLElement>('input[type="radio"]')!);
  await press(canvasElement, /Continuer|Continue/);
  await waitFor(() => expect(widget.querySelectorAll('input[type="radio"]').length).toBeGreaterThan(3));
  await userEvent.click(widget.querySelectorAll<HTMLElement>('input[type="radio"]')[3]!);
  await press(canvasElement, /Continuer|Continue/);
  await waitFor(() => expect(widget.querySelector('input[type="email"]')).toBeTruthy());
  await press(canvasElement, /Continuer|Continue/);
};

export const Check = state('Vérification', draw, 'open', 'on', async ({ canvasElement }) => {
  await fill(canvasElement);
});

export const Submitted = state('Envoyé', draw, 'open', 'on', async ({ canvasElement }) => {
  await fill(canvasElement);
  await press(canvasElement, /Envoyer|Submit|Send/);
  await shown(canvasElement, '#receipt-title');
});

export const SavedOffline = state(
  'Gardé hors ligne',
  draw,
  'open',
  'down-for-writes',
  async ({ canvasElement }) => {
    await fill(canvasElement);
    await press(canvasElement, /Envoyer|Submit|Send/);
    await shown(canvasElement, '.notice-warning');
  },
);
