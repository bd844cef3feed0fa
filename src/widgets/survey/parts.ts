import { part, type PartFiles } from '../../client/parts.js';
import type { SurveyDefinition } from '../../contract/survey.js';
import { partsOf, type SurveyPart } from '../../domain/parts.js';

/** The hashes of the parts, which the build writes here: this file was verified, and so are they. */
declare const __CQ_PARTS__: PartFiles | undefined;
const files = typeof __CQ_PARTS__ === 'undefined' ? undefined : __CQ_PARTS__;

/** Each part's file: it teaches the engine and the widget what it brings when it is imported. */
const FILES: Partial<Record<SurveyPart, () => Promise<unknown>>> = {
  'survey-date': () => import('./parts/survey-date.js'),
  'survey-choices': () => import('./parts/survey-choices.js'),
  'survey-fields': () => import('./parts/survey-fields.js'),
  'survey-matrix': () => import('./parts/survey-matrix.js'),
  'survey-ranking': () => import('./parts/survey-ranking.js'),
  'survey-group': () => import('./parts/survey-group.js'),
  'survey-place': () => import('./parts/survey-place.js'),
  'survey-file': () => import('./parts/survey-file.js'),
  'survey-logic': () => import('./parts/survey-logic.js'),
};

/** What follows a survey's pages, which no first view waits for. */
export const endPart = () => part('survey-end', () => import('./parts/survey-end.js'), files);

/** What only those need who go on on another device. */
export const parkingPart = () => part('survey-parking', () => import('./parts/survey-parking.js'), files);

/** What makes copies of a response, for those who have sent it. */
export const copyPart = () => part('survey-copy', () => import('./parts/survey-copy.js'), files);

const loading = new Map<SurveyPart, Promise<unknown>>();
/** The survey whose parts were last found to be there: what a long one needs takes time to work out, and is asked at each key. */
let whole: SurveyDefinition | undefined;

/** Fetches the parts that a survey needs beside what every survey has. False where one cannot be had now. */
export function needParts(definition: SurveyDefinition): Promise<boolean> {
  const asked = whole === definition ? [] : partsOf(definition).map(load);
  return Promise.all(asked).then(
    () => !!(whole = definition),
    () => false,
  );
}

function load(name: SurveyPart): Promise<unknown> {
  let asked = loading.get(name);
  if (!asked) {
    loading.set(name, (asked = part(name, FILES[name]!, files)));
    // It may be there at the next try.
    asked.catch(() => loading.delete(name));
  }
  return asked;
}
