import { expect } from '@open-wc/testing';
import {
  executeServerCommand,
  getSnapshot,
  getSnapshotConfig,
  saveSnapshot,
} from '@web/test-runner-commands';
import { article, control, inside, says } from './acting.js';
import { eventually, NOW } from './base-stage.js';
import {
  answered,
  choose,
  considered,
  edited,
  hidden,
  others,
  search,
  thread,
  widget,
} from './thread-stage.js';

/** What assistive technology is told of one thing. */
interface Told {
  role: string;
  name: string;
  description: string;
  [state: string]: unknown;
}

const spaced = (text: string) => text.replace(/\s+/g, ' ').trim();
const STATES = ['level', 'checked', 'expanded', 'pressed', 'current'];
/** What has no name of its own to tell, or repeats what has. */
const SILENT = ['InlineTextBox', 'generic', 'none', 'LabelText', 'ListMarker', 'MenuListPopup'];

/** All that is told between the thread's heading and what is at its end, one thing a line. Pseudonyms are another each time. */
async function told(): Promise<string> {
  const nodes = await executeServerCommand<Told[], object>('accessibility-tree');
  const first = nodes.findIndex(({ role, name }) => role === 'heading' && /^(Vos|Your) comm/.test(name));
  const names: string[] = [];
  /** The words of a heading, a link, a button or a field are its name. */
  let named = '';
  return nodes
    .slice(first)
    .filter(({ role, name }) => {
      if (SILENT.includes(role) || !(spaced(name) || role === 'listitem')) return false;
      if (role === 'StaticText') return !named.includes(spaced(name));
      named = spaced(name);
      return true;
    })
    .map(({ role, name, description, ...more }) => {
      const states = STATES.filter((state) => more[state] !== undefined).map(
        (state) => ` ${state}=${String(more[state])}`,
      );
      return `${role} «${spaced(name)}»${states.join('')}${description ? ` – ${spaced(description)}` : ''}`;
    })
    .join('\n')
    .replace(/(Participant |à |to )([\da-f]{6})\b/g, (_, word: string, name: string) => {
      if (!names.includes(name)) names.push(name);
      return `${word}${'ABCDEF'[names.indexOf(name)]}`;
    });
}

describe('what assistive technology is told of a thread', () => {
  // The page is as old as what the backend takes it for.
  before(() => executeServerCommand('clock', { at: new Date(NOW.getTime() + 5_400_000).toISOString() }));

  for (const lang of ['fr', 'en'])
    it(`in ${lang}, and by its live region`, async () => {
      const french = lang === 'fr';
      const set = await thread();
      const question = await others(set, 'Et les pistes cyclables ?', { alignment: 'neutral', who: 'C' });
      const root = await others(set, 'Déneigez les pistes', { alignment: 'for', who: 'D' });
      const reply = await others(set, 'Pas toutes', { parent: root, alignment: 'against', who: 'E' });
      await others(set, 'Alors les plus longues', { parent: reply, who: 'F' });
      await hidden(set, await others(set, 'Publicité', { who: 'G' }), 'spam');
      await edited(set, question, '2026-11-23T14:05:00-05:00');
      await answered(set, question, { fr: 'Elles en font partie.', en: 'They are included.' });
      await considered(set, root, { fr: 'Trois pistes de plus.', en: 'Three more paths.' });
      const element = await widget(set, lang);
      await eventually(() => inside(element).querySelector('[aria-pressed]'), 'the votes');
      const region = inside(element).querySelector('[role=status]')!;
      const said: string[] = [];
      const observer = new MutationObserver(() => {
        const words = spaced(region.textContent);
        if (words && words !== said.at(-1)) said.push(words);
      });
      observer.observe(region, { childList: true, characterData: true, subtree: true });

      (await control(await article(element, 'Déneigez'), french ? '1 réponse' : '1 reply')).click();
      (await control(await article(element, 'Pas toutes'), french ? '1 réponse' : '1 reply')).click();
      await article(element, 'Alors');
      const whole = await told();

      choose(element, 'sort', 'balanced');
      await eventually(() => said.length === 1, 'the order');
      choose(element, 'filter', 'neutral');
      await eventually(() => said.length === 2, 'the filter');
      search(element, 'cyclable');
      await eventually(() => said.length === 3, 'the search');
      const found = await told();
      (await control(inside(element), french ? 'Voir tous les' : 'See all')).click();
      await article(element, 'Déneigez');
      (await article(element, 'Alors')).querySelector<HTMLElement>('a.date')!.click();
      await says(element, french ? 'Un commentaire, avec' : 'One comment, with');
      const context = await told();
      await others(set, 'Tout neuf', { who: 'H' });
      await eventually(() => said.length === 4, 'what others wrote');
      observer.disconnect();
      await matches(
        `the thread, ${lang}`,
        [
          whole,
          '',
          'search:',
          found,
          '',
          'context:',
          context,
          '',
          ...said.map((words) => `live: ${words}`),
        ].join('\n'),
      );
    });
});

/** Compares with what was told before: `npx web-test-runner --update-snapshots` keeps what is told now. */
async function matches(name: string, content: string): Promise<void> {
  if (((await getSnapshotConfig()) as { updateSnapshots: boolean }).updateSnapshots)
    return void (await saveSnapshot({ name, content }));
  expect(content).to.equal(await getSnapshot({ name }));
}
