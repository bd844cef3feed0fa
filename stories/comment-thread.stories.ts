import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../src/widgets/comment-thread/comment-thread.js';
import { PART_EVENT, type PartAsked } from '../src/client/parts.js';
import type { CommentsDefinition } from '../src/contract/comments.js';
import { choose, follow, press, shown, write } from './support/acting.js';
import { threadApi } from './support/captured.js';
import { writeAsAnother } from './support/live.js';
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

export const Dark: StoryObj = {
  ...Discussed,
  name: 'Réponses, retraits et prises en compte, thème foncé',
  globals: { theme: 'dark' },
};

export const WithNew: StoryObj = {
  ...Live,
  name: 'Nouveaux commentaires',
  // A second database’s worth of comments is no help on the page of all stories.
  tags: ['!autodocs'],
  play: async ({ canvasElement, loaded }) => {
    await shown(canvasElement, 'article');
    await shown(canvasElement, '#sort');
    await writeAsAnother(loaded.consultation as string, 'Et les stationnements pour vélos, l’hiver ?');
    await shown(canvasElement, '.news button');
  },
};

const WRITE = /Écrire un commentaire|Write a comment/;
const SEND = /^\s*(Publier|Envoyer|Publish|Send)\s*$/;

/** A story of a thread that is as `definition` says; `put` is what the backend answers to a comment, `bodies` what others wrote. */
function ofThread(
  name: string,
  definition: Partial<CommentsDefinition>,
  play?: (canvas: HTMLElement) => Promise<void>,
  put?: (body: object) => { status?: number; body: object },
  bodies: readonly string[] = [],
): StoryObj {
  return {
    name,
    render: (_args, { id }) =>
      draw({
        consultation: 'plan-velo',
        api: threadApi(id, definition, put ? { '/discussion/comments/': put } : {}, bodies),
      }),
    ...(play && { play: ({ canvasElement }) => play(canvasElement) }),
  };
}

const begin = async (canvas: HTMLElement, text: string) => {
  await press(canvas, WRITE);
  await write(canvas, 'textarea', text);
};

export const Preview = ofThread('Aperçu', {}, async (canvas) => {
  await begin(canvas, 'Oui, mais d’abord près des écoles.');
  await press(canvas, /Aperçu|Preview/);
  await shown(canvas, '#stage-root');
});

export const PersonalInformation = ofThread('Renseignements personnels', {}, async (canvas) => {
  await begin(canvas, 'Venez au 12, rue Principale, ou appelez le 418 555-0199.');
  await press(canvas, SEND);
  await shown(canvas, 'mark');
});

export const Repeated = ofThread(
  'Déjà écrit',
  {},
  async (canvas) => {
    await begin(canvas, 'Oui, mais d’abord près des écoles.');
    await press(canvas, SEND);
    await shown(canvas, '#error-summary');
  },
  () => ({
    status: 422,
    body: {
      type: 'about:blank',
      code: 'invalid-answers',
      title: 'Certaines réponses doivent être corrigées.',
      status: 422,
      errors: [
        {
          pointer: '/body',
          code: 'repeated',
          message: 'Vous venez d’écrire presque la même chose : votre premier texte est bien enregistré.',
          earlier: '00000000-0000-4000-8000-000000000000',
        },
      ],
    },
  }),
);

export const Pending = ofThread(
  'En attente de modération',
  { moderation: { mode: 'before', appeals: true, screening: 'mark' } },
  async (canvas) => {
    await begin(canvas, 'Oui, mais d’abord près des écoles.');
    await press(canvas, SEND);
    await shown(canvas, '#unpublished');
  },
  (body) => ({ body: { ...body, pending: true } }),
);

export const Changing = ofThread('En cours de modification', {}, async (canvas) => {
  await begin(canvas, 'Oui, mais d’abord près des écoles.');
  await press(canvas, SEND);
  await press(canvas, /^\s*(Modifier|Change),/);
  await shown(canvas, 'textarea');
});

export const Agreement = ofThread('D’accord, pas d’accord, passer', { voting: 'agreement' });

export const Withheld = ofThread('Résultats après le vote', { counts: 'after-vote' });

export const Reporting = ofThread('Signalement', {}, async (canvas) => {
  await press(canvas, /Signaler|Report/);
  ((await shown(canvas, 'input[value=other]')) as HTMLInputElement).click();
  await shown(canvas, '[id^=report-text-]');
});

const refusal = (code: string, status: number, more: object) => () => ({
  status,
  body: { type: 'about:blank', code, title: '', status, ...more },
});

export const TooMany = ofThread(
  'Trop d’envois en peu de temps',
  {},
  async (canvas) => {
    await begin(canvas, 'Oui, mais d’abord près des écoles.');
    await press(canvas, SEND);
    await shown(canvas, '[part=pending]');
  },
  refusal('rate-limited', 429, { retryAfter: 45 }),
);

export const Verifying = ofThread(
  'Vérification en cours',
  {},
  async (canvas) => {
    // What makes the proof never comes, so that the state stays.
    document.addEventListener(PART_EVENT, ({ detail }: CustomEvent<PartAsked>) => {
      if (detail.name === 'proof') detail.ready = new Promise(() => {});
    });
    await begin(canvas, 'Oui, mais d’abord près des écoles.');
    await press(canvas, SEND);
    await shown(canvas, '[type=submit][aria-disabled]');
  },
  refusal('proof-required', 403, {
    challenge: { algorithm: 'SHA-256', challenge: '0', maxnumber: 1, salt: '', signature: '' },
  }),
);

const PERMALINK = `${location.href.split('#')[0]}#cq-00000000-0000-4000-8000-000000000000`;
const TRICKS = [
  'Votez \u202eNON\u202c au projet\u200b\u200b\u200b\u200b !',
  `Le vélo${'\u0316\u0301\u0334\u0353'.repeat(20)} d’abord${'\u0336'.repeat(40)}`,
  'Tout est expliqué sur https://www.qu\u0435bec.ca/pistes et https://quebec.ca@exemple.test/.',
];

export const Tricks = ofThread('Textes piégés', {}, undefined, undefined, TRICKS);

export const Links = ofThread('Liens permis', { links: true }, undefined, undefined, [
  'Le plan est sur https://www.québec.ca/vélo (page 12), comme le dit ' + `${PERMALINK}.`,
  ...TRICKS.slice(2),
]);
