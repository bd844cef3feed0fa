import type { Args, Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { SurveyDefinition } from '../src/contract/survey.js';
import '../src/domain/all-kinds.js';
import { enteredFrom } from '../src/domain/entered.js';
import '../src/widgets/survey/survey.js';
import { press, root, shown } from './support/acting.js';
import { askingApi } from './support/captured.js';
import { RARE, rareSurvey } from './support/rare-questions.js';
import { FALLBACK } from './support/states.js';

const meta: Meta = { title: 'Sondage/Questions rares', component: 'cq-survey' };
export default meta;

type Play = StoryObj<Args>['play'];

/** One kind of question; `play` puts it into a state. */
function story(kind: string, name = '', play?: Play): StoryObj<Args> {
  return {
    name: RARE[kind]!.name + name,
    ...(play ? { play } : {}),
    render: (_args, { id }) => {
      const api = askingApi(id, SurveyDefinition.parse(rareSurvey(kind)));
      return html`<cq-survey consultation="plan-velo" api=${api}>${FALLBACK}</cq-survey>`;
    },
  };
}

const filled = (kind: string) =>
  story(kind, ', remplie', async ({ canvasElement }) => {
    await shown(canvasElement, '#page-title');
    const { question, answer } = RARE[kind]!;
    const entered = enteredFrom(SurveyDefinition.parse(rareSurvey(kind)), { [question.id]: answer });
    Object.assign(root(canvasElement).host, { entered });
  });

const wrong = (kind: string) =>
  story(kind, ', à corriger', async ({ canvasElement }) => {
    await press(canvasElement, /Continuer|Continue/);
    await shown(canvasElement, '.summary');
  });

export const Matrix = story('matrix');
export const MatrixFilled = filled('matrix');
export const MatrixWrong = wrong('matrix');
export const MatrixMultiple = story('matrix-multiple');
export const MatrixMultipleFilled = filled('matrix-multiple');
export const MatrixScale = story('matrix-scale');
export const MatrixScaleFilled = filled('matrix-scale');
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
