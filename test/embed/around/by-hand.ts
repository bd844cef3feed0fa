import assert from 'node:assert/strict';
import type { Language } from '../../../src/contract/text.js';
import { BROWSERS, type BrowserName } from '../browsers.js';
import type { Check } from '../check.js';
import type { Stage } from '../harness.js';
import { PATHS, WIDGETS, type WidgetName } from '../paths.js';
import { Person } from '../person.js';
import { follow } from '../script/follow.js';
import { announcedIn, announcements } from '../script/listen.js';
import { ACTIVITIES, SCRIPTS } from '../script/scripts.js';
import { spaced } from '../script/words.js';
import { type Visit, visit } from '../visit.js';
import type { Consultation } from '../platform.js';
import { complete, ready } from './host.js';

const LANGUAGES: Record<Language, string> = { fr: 'French', en: 'English' };

/** That the scripts which people follow by hand are true in both languages, on the pages that they name. */
export const BY_HAND_CHECKS: readonly Check[] = WIDGETS.flatMap((widget) =>
  (['fr', 'en'] as const).flatMap((language): Check[] => [
    {
      name: `<${widget}> is heard as the script by hand says, in ${LANGUAGES[language]}`,
      browsers: BROWSERS,
      run: (stage, browser) =>
        onFrame(stage, browser, widget, language, async (person, visiting, consultation) => {
          const { origin } = stage.platform;
          const said = await announcements(person);
          await PATHS[widget]({ person, consultation, platform: origin, visit: visiting, language });
          assert.deepEqual(
            heard(await said()),
            announcedIn(SCRIPTS[widget].path, language),
            'all that is announced, and nothing twice',
          );
        }),
    },
    {
      name: `<${widget}> is heard without a network as the script by hand says, in ${LANGUAGES[language]}`,
      // Only there can a test cut the network.
      browsers: BROWSERS.slice(0, 1),
      run: (stage, browser) =>
        onFrame(stage, browser, widget, language, async (person, { faults }) => {
          await complete(person);
          const said = await announcements(person);
          await follow(person, SCRIPTS[widget].offline, language);
          assert.deepEqual(
            heard(await said()),
            announcedIn(SCRIPTS[widget].offline, language),
            'all that is announced, and nothing twice',
          );
          // The browser tells of each request that failed, as it was meant to.
          faults.splice(0);
        }),
    },
  ]),
);

/** What is heard of a live region: nothing, when it is emptied. */
const heard = (said: readonly string[]) => said.map(spaced).filter((text) => text !== '');

/** On the platform's own page of one widget. */
async function onFrame(
  stage: Stage,
  browser: BrowserName,
  widget: WidgetName,
  language: Language,
  walk: (person: Person, visiting: Visit, consultation: Consultation) => Promise<void>,
): Promise<void> {
  const consultation = await stage.platform.consultation();
  const page = `/frame/${consultation.slug}/${ACTIVITIES[widget]}?lang=${language}`;
  const visiting = await visit(stage.browsers[browser]!, stage.platform.origin + page, {
    origins: stage.origins,
  });
  try {
    const person = await Person.meet(visiting.page, widget);
    await ready(person);
    await walk(person, visiting, consultation);
    if (visiting.faults.length > 0) throw new Error(visiting.faults.join('\n'));
  } finally {
    await visiting.close();
  }
}
