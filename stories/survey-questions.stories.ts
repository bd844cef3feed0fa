import type { Args, Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import answers from './captured/answers.json' with { type: 'json' };
import { useTransport } from '../src/client/connect.js';
import '../src/widgets/survey/survey.js';
import { press, root, shown } from './support/acting.js';
import { QUESTIONS, surveyOf, WORDS, type WrittenQuestion } from './support/questions.js';
import { userEvent } from 'storybook/test';

type Story = StoryObj<Args>;

const meta: Meta = { title: 'Sondage/Questions', component: 'cq-survey' };
export default meta;

/** What the contract fills in where a definition says nothing. */
const FILLED_IN: Record<string, object> = {
  'short-text': { maxLength: 200 },
  number: { decimals: 0 },
  'postal-code': { part: 'whole' },
  'single-choice': { other: false },
  'multiple-choice': { other: false },
  'image-choice': { multiple: false },
  scale: { min: 1, max: 5 },
};

/** A survey of these questions, shown from the first view that `npm run capture` recorded. */
function asks(name: string, questions: WrittenQuestion[], play?: Story['play'], parameters = {}): Story {
  return {
    name,
    parameters,
    ...(play ? { play } : {}),
    render: (_args, { id }) => {
      const api = new URL(`${id}/`, 'https://captured.invalid').href;
      const recorded = answers.open.find(({ path }) => path.includes('kind=survey'))!;
      const whole = questions.map((one) => ({ required: false, ...FILLED_IN[one.type], ...one }));
      const activity = surveyOf(...(whole as WrittenQuestion[]));
      const text = JSON.stringify({ ...(recorded.body as object), activity });
      useTransport(api, async (input) =>
        new Request(input).url.includes('/view')
          ? new Response(text.replaceAll('{origin}', location.origin), {
              headers: { 'content-type': 'application/json' },
            })
          : Response.json({ items: [] }),
      );
      return html`<cq-survey consultation="plan-velo" api=${api}></cq-survey>`;
    },
  };
}

const all = Object.values(QUESTIONS);
const required = all.map((one) => ({ ...one, required: true }) as WrittenQuestion);
/** Enabled by an answer that nobody has given. */
const closed = all.map(
  (one) => ({ ...one, id: `${one.id}-ferme`, enableIf: { question: 'ouinon', is: true } }) as WrittenQuestion,
);

export const Empty = asks('Vides', [WORDS, ...all]);

export const Filled = asks('Remplies', all, async ({ canvasElement }) => {
  await shown(canvasElement, '#q-court');
  const inside = root(canvasElement);
  for (const [field, text] of [
    ['court', 'Marie'],
    ['nombre', '3,5'],
    ['telephone', '418 555-0123'],
    ['code', 'G1R 4Y8'],
    ['heure', '14 h 30'],
    ['liste', 'saint'],
  ])
    await userEvent.type(inside.querySelector<HTMLElement>(`#q-${field}`)!, text!);
  for (const group of ['choix', 'plusieurs', 'images', 'etoiles', 'visages', 'recommande', 'consentement'])
    await userEvent.click(inside.querySelector<HTMLElement>(`#q-${group}`)!);
});

export const WithErrors = asks('Avec erreurs', required, async ({ canvasElement }) => {
  await press(canvasElement, /Continuer|Continue/);
  await shown(canvasElement, '#error-summary');
});

export const NotApplicable = asks('Fermées', [QUESTIONS['ouinon']!, ...closed]);
