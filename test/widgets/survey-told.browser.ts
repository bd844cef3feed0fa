import { expect } from '@open-wc/testing';
import {
  executeServerCommand,
  getSnapshot,
  getSnapshotConfig,
  saveSnapshot,
} from '@web/test-runner-commands';
import { html } from 'lit';
import { FILE, QUESTIONS, surveyOf, WORDS, type WrittenQuestion } from '../../stories/support/questions.js';
import { RARE } from '../../stories/support/rare-questions.js';
import type { CqSurvey } from '../../src/widgets/survey/survey.js';
import '../../src/widgets/survey/survey.js';
import { control, focused, inside } from './acting.js';
import { eventually, shown, stage } from './base-stage.js';

/** What assistive technology is told of one thing. */
interface Told {
  role: string;
  name: string;
  description: string;
  [state: string]: unknown;
}

const { options: ways } = RARE['pairwise']!.question as { options: object[] };

/** One question of each kind. */
const ALL: Record<string, WrittenQuestion> = {
  ...QUESTIONS,
  ...Object.fromEntries(Object.entries(RARE).map(([kind, { question }]) => [kind, question])),
  fichier: FILE,
};
// Pictures come from the tests’ own server.
ALL['images'] = JSON.parse(
  JSON.stringify(ALL['images']).replace(/"src":"[^"]*"/g, `"src":"${location.origin}/tiles/0/0/0.png"`),
) as WrittenQuestion;
// The order of several pairs is the participant’s own.
ALL['pairwise'] = { ...ALL['pairwise'], options: ways.slice(0, 2) } as WrittenQuestion;

const spaced = (text: string) => text.replace(/\s+/g, ' ').trim();
const STATES = ['required', 'invalid', 'checked', 'disabled', 'expanded', 'live'];
/** What has no name of its own to tell, or repeats what has. */
const SILENT = ['StaticText', 'InlineTextBox', 'generic', 'none', 'LabelText', 'ListMarker', 'paragraph'];

/** All that is told between the page's heading and the box that keeps the answers, one thing a line. */
async function told(lang: string): Promise<string> {
  const nodes = await executeServerCommand<Told[], object>('accessibility-tree');
  const first = nodes.findIndex(({ role, name }) => role === 'heading' && name === 'Questions');
  const last = nodes.findIndex(({ name }) =>
    name.startsWith(lang === 'fr' ? 'Garder mes' : 'Keep my answers'),
  );
  return nodes
    .slice(first + 1, last)
    .filter(({ role, name, description }) => !SILENT.includes(role) && (name || description))
    .map(({ role, name, description, ...more }) => {
      const states = STATES.filter((state) => more[state] && more[state] !== 'false').map(
        (state) => ` ${state}=${String(more[state])}`,
      );
      return `${role} «${spaced(name)}»${states.join('')}${description ? ` – ${spaced(description)}` : ''}`;
    })
    .join('\n');
}

/** All that live regions say from now on. */
function listen(element: Element): string[] {
  const said: string[] = [];
  for (const region of inside(element).querySelectorAll('[role=status], [role=alert], [aria-live]'))
    new MutationObserver(() => {
      const words = spaced(region.textContent);
      if (words && words !== said.at(-1)) said.push(words);
    }).observe(region, { childList: true, characterData: true, subtree: true });
  return said;
}

describe('what assistive technology is told', () => {
  for (const lang of ['fr', 'en']) {
    for (const [name, question] of Object.entries(ALL)) {
      it(`of ${name} (${question.type}), empty and in error, in ${lang}`, async () => {
        const asked = { ...question, required: true } as WrittenQuestion;
        const set = await stage({ activities: [surveyOf(asked)] });
        const element = await shown<CqSurvey>(
          html`<div lang=${lang}><cq-survey consultation=${set.slug} api=${set.api}></cq-survey></div>`,
        );
        await eventually(() => inside(element).querySelector('#page-title'), 'the question');
        const pictures = [...inside(element).querySelectorAll('img')];
        await eventually(() => pictures.every(({ naturalWidth }) => naturalWidth > 0), 'the pictures');
        const empty = await told(lang);
        const said = listen(element);
        (await control(inside(element), lang === 'fr' ? 'Continuer' : 'Continue')).click();
        await eventually(() => focused(element)?.id === 'error-summary');
        const summary = spaced(focused(element)!.textContent);
        const content = [
          empty,
          `focus: ${summary}`,
          await told(lang),
          ...said.map((words) => `live: ${words}`),
        ].join('\n');
        await matches(`${name}, ${lang}`, content);
      });
    }
  }

  it('of words in Markdown', async () => {
    const set = await stage({ activities: [surveyOf(WORDS, QUESTIONS['court']!)] });
    const element = await shown<CqSurvey>(
      html`<div lang="fr"><cq-survey consultation=${set.slug} api=${set.api}></cq-survey></div>`,
    );
    await eventually(() => inside(element).querySelector('#page-title'), 'the question');
    await matches('words, fr', await told('fr'));
  });
});

/** Compares with what was told before: `npx web-test-runner --update-snapshots` keeps what is told now. */
async function matches(name: string, content: string): Promise<void> {
  if (((await getSnapshotConfig()) as { updateSnapshots: boolean }).updateSnapshots)
    return void (await saveSnapshot({ name, content }));
  expect(content).to.equal(await getSnapshot({ name }));
}
