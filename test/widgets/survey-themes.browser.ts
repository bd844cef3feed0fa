import { expect } from '@open-wc/testing';
import { emulateMedia, setViewport } from '@web/test-runner-commands';
import 'axe-core';
import type Axe from 'axe-core';
import { html } from 'lit';
import {
  ANSWERS,
  FILE,
  QUESTIONS,
  surveyOf,
  WORDS,
  type WrittenQuestion,
} from '../../stories/support/questions.js';
import { RARE } from '../../stories/support/rare-questions.js';
import { SurveyDefinition } from '../../src/contract/survey.js';
import '../../src/domain/all-kinds.js';
import { enteredFrom } from '../../src/domain/entered-from.js';
import type { CqSurvey } from '../../src/widgets/survey/survey.js';
import '../../src/widgets/survey/survey.js';
import { control, inside } from './acting.js';
import { eventually, shown, stage } from './base-stage.js';

const RARER = Object.values(RARE);
const PAGES: Record<string, WrittenQuestion[]> = {
  common: [WORDS, ...Object.values(QUESTIONS)],
  rarer: [...RARER.map(({ question }) => question), FILE],
};
const GIVEN = {
  ...ANSWERS,
  ...Object.fromEntries(RARER.map(({ question, answer }) => [question.id, answer])),
};
const STATES = ['empty', 'filled', 'wrong', 'closed'] as const;

/** All the questions of a page in one state. */
async function all(page: string, state: (typeof STATES)[number]): Promise<CqSurvey> {
  const change =
    state === 'wrong'
      ? { required: true }
      : state === 'closed'
        ? { required: false, enableIf: { question: 'ouvrir', is: true } }
        : {};
  const questions = PAGES[page]!.map((one) => (one.type === 'information' ? one : { ...one, ...change }));
  const opening = { id: 'ouvrir', type: 'yes-no', label: { fr: 'Ouvrir', en: 'Open' } } as const;
  const survey = surveyOf(opening, ...questions);
  const set = await stage({ activities: [survey] });
  const element = await shown<CqSurvey>(
    html`<div lang="fr"><cq-survey consultation=${set.slug} api=${set.api}></cq-survey></div>`,
  );
  await eventually(() => inside(element).querySelector('#page-title'), 'the questions');
  if (state === 'filled') {
    const asked = Object.entries(GIVEN).filter(([id]) => questions.some((one) => one.id === id));
    Object.assign(element, {
      entered: enteredFrom(SurveyDefinition.parse(survey), Object.fromEntries(asked)),
    });
    await element.updateComplete;
  }
  if (state === 'wrong') {
    (await control(inside(element), 'Continuer')).click();
    await eventually(() => inside(element).querySelector('#error-summary'));
  }
  for (const closed of inside(element).querySelectorAll('details')) closed.open = true;
  return element;
}

/** It is no module, and leaves itself on the page. */
const { axe } = window as unknown as { axe: typeof Axe };

type Theme = 'light' | 'dark' | 'forced';

async function wear(element: Element, theme: Theme): Promise<void> {
  const forcedColors = theme === 'forced' ? 'active' : 'none';
  await emulateMedia({ forcedColors });
  await eventually(() => matchMedia(`(forced-colors: ${forcedColors})`).matches);
  element.parentElement!.style.colorScheme = theme === 'dark' ? 'dark' : 'light';
}

const places = (results: Axe.Result[]) =>
  results.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${id}: ${String(target)} – ${any.map(({ message }) => message).join()}`),
  );

/** How much lighter one colour is than another, from 1 to 21 (WCAG 2.2). */
function contrast(...colours: [string, string]): number {
  const [one, other] = colours.map((colour) => {
    const [red, green, blue] = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map((channel) => {
      const part = Number(channel) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  });
  return (Math.max(one!, other!) + 0.05) / (Math.min(one!, other!) + 0.05);
}

describe('every question in every theme', () => {
  afterEach(async () => {
    await emulateMedia({ forcedColors: 'none' });
  });

  for (const state of ['empty', 'wrong'] as const) {
    it(`has borders that are seen around its fields, and a focus that is: ${state}`, async () => {
      for (const page of Object.keys(PAGES)) {
        const element = await all(page, state);
        for (const theme of ['light', 'dark'] as const) {
          await wear(element, theme);
          const background = getComputedStyle(inside(element).querySelector('.widget')!).backgroundColor;
          for (const field of inside(element).querySelectorAll<HTMLElement>('.input, .pictures .choice')) {
            const { borderTopColor } = getComputedStyle(field);
            expect(contrast(borderTopColor, background), `${theme} ${field.id}`).to.be.at.least(3);
          }
          const summary = inside(element).querySelector<HTMLElement>('input')!;
          summary.focus();
          const { outlineColor, outlineWidth } = getComputedStyle(summary);
          expect(contrast(outlineColor, background), theme).to.be.at.least(3);
          expect(parseFloat(outlineWidth)).to.be.at.least(2);
        }
      }
    });
  }

  for (const page of Object.keys(PAGES)) {
    for (const state of STATES) {
      it(`passes axe, its contrasts and the size of its targets: ${page}, ${state}`, async () => {
        await setViewport({ width: 900, height: 800 });
        const element = await all(page, state);
        for (const theme of ['light', 'dark', 'forced'] as const) {
          await wear(element, theme);
          const { violations, incomplete, passes } = await axe.run(element, {
            // In forced colours axe compares the page's own text colour with the browser's background.
            rules: { 'target-size': { enabled: true }, 'color-contrast': { enabled: theme !== 'forced' } },
          });
          // Signs alone («↑») are no words to axe, and tiles that their frame clips seem to lie over what follows.
          const untold = places(incomplete).filter(
            (one) => !/only non-text|visible text is part|overlapped/.test(one),
          );
          expect(untold, `${theme}, what axe cannot tell`).to.deep.equal([]);
          const looked = (rule: string) => passes.find(({ id }) => id === rule)?.nodes.length ?? 0;
          // Of what is disabled axe asks nothing.
          const least = state === 'closed' ? 5 : 60;
          expect(looked('target-size'), `${theme}, targets`).to.be.at.least(least);
          if (theme !== 'forced') expect(looked('color-contrast'), `${theme}, texts`).to.be.above(least);
          expect(places(violations), theme).to.deep.equal([]);
        }
      });
    }
  }
});
