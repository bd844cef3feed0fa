import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import '../src/widgets/comment-thread/comment-thread.js';
import '../src/widgets/feedback-prompt/feedback-prompt.js';
import '../src/widgets/idea-vote/idea-vote.js';
import '../src/widgets/survey/survey.js';
import { capturedApi, type Network } from './support/captured.js';
import { FALLBACK } from './support/states.js';

const meta: Meta = {
  title: 'Planche',
  tags: ['!autodocs'],
  parameters: { layout: 'fullscreen' },
};
export default meta;

const STATES: [name: string, scenario: string, network?: Network][] = [
  ['Chargement', 'open', 'silent'],
  ['Vide', 'empty'],
  ['Pas encore ouvert', 'before'],
  ['Ouvert', 'open'],
  ['Terminé', 'closed'],
  ['Hors d’atteinte', 'open', 'down'],
  ['Site non inscrit', 'not-allowed'],
];

const ELEMENTS: Record<string, (api: string) => TemplateResult> = {
  'cq-survey': (api) => html`<cq-survey consultation="plan-velo" api=${api}>${FALLBACK}</cq-survey>`,
  'cq-comment-thread': (api) =>
    html`<cq-comment-thread consultation="plan-velo" api=${api}>${FALLBACK}</cq-comment-thread>`,
  'cq-idea-vote': (api) => html`<cq-idea-vote consultation="plan-velo" api=${api}>${FALLBACK}</cq-idea-vote>`,
  'cq-feedback-prompt': (api) =>
    html`<cq-feedback-prompt consultation="plan-velo" api=${api}>${FALLBACK}</cq-feedback-prompt>`,
};

/** Every element in every state on one page, each in a frame of its own width. */
export const EveryState: StoryObj = {
  name: 'Chaque composant, chaque état',
  render: (_args, { id }) => html`
    <style>
      .sheet {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(320px, 1fr));
        gap: 24px;
        padding: 24px;
      }
      .sheet figure {
        margin: 0;
        padding: 16px;
        border: 1px solid #8f9bae;
        max-block-size: 720px;
        overflow: auto;
      }
      .sheet figcaption {
        margin-block-end: 12px;
        font: 600 14px/20px system-ui;
      }
    </style>
    <div class="sheet">
      ${Object.entries(ELEMENTS).flatMap(([element, draw]) =>
        STATES.map(
          ([name, scenario, network], index) =>
            html`<figure tabindex="0" aria-label="${element}, ${name}">
              <figcaption><code>${element}</code> · ${name}</figcaption>
              ${draw(capturedApi(`${id}-${element}-${index}`, scenario, network))}
            </figure>`,
        ),
      )}
    </div>
  `,
};
