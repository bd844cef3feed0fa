import { html } from 'lit';
import type { CqSurvey } from '../../src/widgets/survey/survey.js';
import '../../src/widgets/survey/survey.js';
import { inside } from './acting.js';
import { eventually, shown, type Stage } from './base-stage.js';

/** The survey of a stage in the page, once what `there` selects is in it. */
export async function surveyIn(set: Stage, lang = 'fr', there = '#title'): Promise<CqSurvey> {
  const element = await shown<CqSurvey>(html`
    <div lang=${lang}><cq-survey consultation=${set.slug} api=${set.api}></cq-survey></div>
  `);
  await eventually(() => inside(element).querySelector(there), `the survey’s ${there}`);
  return element;
}
