import type { Args, Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { userEvent } from 'storybook/test';
import { SurveyDefinition } from '../src/contract/survey.js';
import '../src/domain/all-kinds.js';
import { enteredFrom } from '../src/domain/entered-from.js';
import '../src/widgets/survey/survey.js';
import { press, root, shown } from './support/acting.js';
import { askingApi, type Network } from './support/captured.js';
import { FILE, QUESTIONS, surveyOf, type WrittenQuestion } from './support/questions.js';
import { RARE, rareSurvey } from './support/rare-questions.js';
import { FALLBACK } from './support/states.js';

const meta: Meta = { title: 'Sondage/Questions rares', component: 'cq-survey' };
export default meta;

type Play = StoryObj<Args>['play'];

/** These questions; `play` puts them into a state. */
function asking(name: string, survey: unknown, play?: Play, network?: Network): StoryObj<Args> {
  return {
    name,
    ...(play ? { play } : {}),
    render: (_args, { id }) => {
      const api = askingApi(id, SurveyDefinition.parse(survey), network);
      return html`<cq-survey consultation="plan-velo" api=${api}>${FALLBACK}</cq-survey>`;
    },
  };
}

/** One kind of question. */
const story = (kind: string, name = '', play?: Play) =>
  asking(RARE[kind]!.name + name, rareSurvey(kind), play);

const filled = (kind: string) =>
  story(kind, ', remplie', async ({ canvasElement }) => {
    await shown(canvasElement, '#page-title');
    const { question, answer } = RARE[kind]!;
    const entered = enteredFrom(SurveyDefinition.parse(rareSurvey(kind)), { [question.id]: answer });
    Object.assign(root(canvasElement).host, { entered });
  });

const toCorrect: Play = async ({ canvasElement }) => {
  await press(canvasElement, /Continuer|Continue/);
  await shown(canvasElement, '.summary');
};

const wrong = (kind: string) => story(kind, ', à corriger', toCorrect);

/** Files that have arrived already. */
const GIVEN = [{ file: '8d8a1c1e-52c4-4a0b-9a5c-4f8f4d6c2b11', name: 'piste.jpg', size: 1_200_000 }];

/** Enabled by an answer that nobody has given. */
const closed = [...Object.values(RARE).map(({ question }) => question), FILE].map(
  (question) =>
    ({ ...question, required: false, enableIf: { question: 'ouinon', is: true } }) as WrittenQuestion,
);

export const Matrix = story('matrix');
export const MatrixFilled = filled('matrix');
export const MatrixWrong = wrong('matrix');
export const MatrixMultiple = story('matrix-multiple');
export const MatrixMultipleFilled = filled('matrix-multiple');
export const MatrixMultipleWrong = wrong('matrix-multiple');
export const MatrixScale = story('matrix-scale');
export const MatrixScaleFilled = filled('matrix-scale');
export const MatrixScaleWrong = wrong('matrix-scale');
export const Ranking = story('ranking');
export const RankingFilled = filled('ranking');
export const RankingWrong = wrong('ranking');
export const Points = story('points');
export const PointsFilled = filled('points');
export const PointsWrong = wrong('points');
export const Pairwise = story('pairwise');
export const PairwiseFilled = filled('pairwise');
export const PairwiseWrong = wrong('pairwise');
export const Texts = story('texts');
export const TextsFilled = filled('texts');
export const TextsWrong = wrong('texts');
export const Group = story('group');
export const GroupFilled = filled('group');
export const GroupWrong = wrong('group');
export const Place = story('place');
export const PlaceFilled = filled('place');
export const PlaceWrong = wrong('place');
export const Files = asking('Fichiers', surveyOf(FILE));
export const FilesFilled = asking('Fichiers, remplie', surveyOf(FILE), async ({ canvasElement }) => {
  await shown(canvasElement, '#page-title');
  Object.assign(root(canvasElement).host, { entered: { [FILE.id]: { files: GIVEN } } });
});
export const FilesWaiting = asking(
  'Fichiers, en attente du réseau',
  surveyOf(FILE),
  async ({ canvasElement }) => {
    const input = (await shown(canvasElement, 'input[type=file]')) as HTMLInputElement;
    await userEvent.upload(input, new File(['Une piste enneigée.'], 'piste.jpg', { type: 'image/jpeg' }));
    await shown(canvasElement, '.files .muted svg');
  },
  'down-for-writes',
);
export const FilesWrong = asking(
  'Fichiers, à corriger',
  surveyOf({ ...FILE, required: true } as WrittenQuestion),
  toCorrect,
);
export const NotApplicable = asking('Fermées', surveyOf(QUESTIONS['ouinon']!, ...closed));
