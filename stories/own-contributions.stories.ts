import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { clientFor } from '../src/client/connect.js';
import '../src/widgets/own-contributions/own-contributions.js';
import { press, shown } from './support/acting.js';
import { FALLBACK, state } from './support/states.js';

const meta: Meta = { title: 'Mes contributions', component: 'cq-own-contributions' };
export default meta;

const draw = ({ consultation, api }: { consultation: string; api: string }) => {
  // As their recovery link does; whose key it is does not matter to what was captured.
  clientFor(api, consultation).adopt('A'.repeat(43));
  return html`<cq-own-contributions consultation=${consultation} api=${api} kind="comments"
    >${FALLBACK}</cq-own-contributions
  >`;
};

export const Decided = state('Décisions, réponses et réexamens', draw, 'decided');

export const Dark = { ...Decided, name: 'Décisions, thème foncé', globals: { theme: 'dark' } };

export const Asking = state('Demande de réexamen', draw, 'decided', 'on', async ({ canvasElement }) => {
  await press(canvasElement, /Demander un réexamen|Ask for/);
  await shown(canvasElement, '#appeal');
});
