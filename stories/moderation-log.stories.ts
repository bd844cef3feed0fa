import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ConsultationDefinition } from '../src/contract/consultation.js';
import type { Language } from '../src/contract/text.js';
import type { moderationPage } from '../src/server/pages/moderation.js';
import { definitionFor } from './support/definitions.js';

const meta: Meta = { title: 'Journal de modération' };
export default meta;

type Log = Parameters<typeof moderationPage>[1];

const EMPTY: Log = {
  received: 12,
  published: 12,
  pending: 0,
  hidden: 0,
  decisions: [],
  waited: null,
  appeals: { made: 0, overturned: 0, open: 0 },
  heads: [],
};

const FULL: Log = {
  received: 2580,
  published: 2570,
  pending: 3,
  hidden: 7,
  decisions: [
    { action: 'accept', reason: null, count: 5 },
    { action: 'hide', reason: 'spam', count: 5 },
    { action: 'answer', reason: null, count: 3 },
    { action: 'hide', reason: 'personal-information', count: 2 },
    { action: 'merge', reason: null, count: 1 },
    { action: 'overturn', reason: null, count: 1 },
    { action: 'uphold', reason: 'off-topic', count: 1 },
  ],
  waited: { median: 3660, ninth: 21_600 },
  appeals: { made: 3, overturned: 1, open: 1 },
  heads: [
    { day: '2026-11-28', seq: 21, hash: '7c9d0eedbe63b150b8e68332af69b9604a1c396a2ac39739d876ca4e11b05d86' },
    { day: '2026-11-27', seq: 17, hash: 'dc988672e8c5b36552e64a5895856688a859eb7383878b8b0f090cf9275f73df' },
  ],
};

/** The server's own page, in a frame as wide as the story. */
function story(name: string, log: Log): StoryObj {
  return {
    name,
    loaders: [
      async ({ globals }) => {
        // The page's own scripts are named after the release that is built, and there is none here.
        Object.assign(globalThis, { __CQ_VERSION__: '1.0.0' });
        const pages = await import('../src/server/pages/moderation.js');
        const definition = ConsultationDefinition.parse(definitionFor('plan-velo'));
        return { page: String(await pages.moderationPage(definition, log, globals.locale as Language)) };
      },
    ],
    render: (_args, { loaded }) =>
      html`<iframe
        title="Journal de modération"
        srcdoc=${loaded.page as string}
        style="display: block; inline-size: 100%; block-size: 60em; border: 0"
      ></iframe>`,
  };
}

export const Full = story('Journal', FULL);
export const Nothing = story('Aucune décision', EMPTY);
export const Dark: StoryObj = { ...story('Journal, thème foncé', FULL), globals: { theme: 'dark' } };
