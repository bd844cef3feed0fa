import { html, type TemplateResult } from 'lit';
import type { Args, StoryObj } from '@storybook/web-components-vite';
import { capturedApi, type Network } from './captured.js';
import { liveConsultation, LIVE_API } from './live.js';

type Story = StoryObj<Args>;
type Draw = (attributes: { consultation: string; api: string }) => TemplateResult;

/** What the page puts in the element: seen until the widget has something better, and when it has not. */
export const FALLBACK = html`<p><a href="#">Participer sur la plateforme de consultation</a></p>`;

/** A story of the real thing: what is written in it is stored, in this page’s own database. */
export function interactive(draw: Draw): Story {
  return {
    name: 'En vrai',
    loaders: [(context) => liveConsultation(context)],
    render: (_args, { loaded }) => draw({ consultation: loaded.consultation as string, api: LIVE_API }),
  };
}

/** A story of a mere state, from the captured answers of `scenario`. */
export function state(
  name: string,
  draw: Draw,
  scenario: string,
  network: Network = 'on',
  play?: Story['play'],
): Story {
  return {
    name,
    ...(play ? { play } : {}),
    render: (_args, { id }) => draw({ consultation: 'plan-velo', api: capturedApi(id, scenario, network) }),
  };
}

/** The states that every widget has. */
export function commonStates(draw: Draw): Record<string, Story> {
  return {
    loading: state('Chargement', draw, 'open', 'silent'),
    before: state('Pas encore ouvert', draw, 'before'),
    open: state('Ouvert', draw, 'open'),
    closed: state('Terminé', draw, 'closed'),
    unreachable: state('Hors d’atteinte', draw, 'open', 'down'),
    notAllowed: state('Site non inscrit', draw, 'not-allowed'),
    mistake: {
      name: 'Attribut fautif',
      render: (_args, { id }) => draw({ consultation: '', api: capturedApi(id, 'open') }),
    },
  };
}
