import type { Language } from '../../../src/contract/text.js';
import { until } from '../visit.js';
import type { Person } from '../person.js';
import { difference } from './listen.js';
import type { Heard, Step, Thing } from './steps.js';
import { exactly } from './words.js';

/** Walks a script in one language, and makes sure at each step that what should be heard is there to be heard. */
export async function follow(person: Person, steps: readonly Step[], language: Language): Promise<void> {
  for (const [index, step] of steps.entries()) {
    try {
      await act(person, step, language);
      for (const heard of step.heard) await perceive(person, heard, language);
    } catch (error) {
      throw new Error(`Step ${index + 1}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }
}

async function act(person: Person, { do: deed }: Step, language: Language): Promise<void> {
  if (deed === 'arrive') return;
  if (deed === 'lose the connection') return person.page.setOfflineMode(true);
  if (deed === 'find the connection again') return person.page.setOfflineMode(false);
  if ('press' in deed) await (await meet(person, deed.press, language)).press('Enter');
  if ('choose' in deed) {
    const found = await meet(person, deed.choose, language);
    await found.press(' ');
    // The same, but chosen.
    await meet(person, { ...deed.choose, states: ['checked'] }, language);
  }
  if ('write' in deed) {
    const found = await meet(person, deed.write, language);
    await found.evaluate((one) => (one as HTMLInputElement).select());
    await found.type(deed.text[language]);
  }
}

async function perceive(person: Person, heard: Heard, language: Language): Promise<void> {
  if ('said' in heard) return person.hears(exactly(heard.said[language]));
  // Who listens all along hears it: `announcements`.
  if ('meanwhile' in heard) return;
  if ('there' in heard) return void (await meet(person, heard.there, language));
  const thing = await meet(person, heard.focus, language);
  await until(`focus on ${heard.focus.role} «${heard.focus.name[language]}»`, () => person.isOn(thing));
}

/** Waits until something is there, and says of itself all that it should. */
async function meet(person: Person, thing: Thing, language: Language) {
  let last = 'nothing with these words';
  const what = `${thing.role} «${thing.name[language]}»`;
  try {
    return await until(what, async () => {
      const found = await person.lookFor(thing, language);
      if (!found) return null;
      const wrong = await difference(person, found, thing, language).catch(
        // What was found may be gone by now: rendered again.
        (error: unknown) => String(error),
      );
      last = wrong ?? last;
      return wrong === undefined ? found : null;
    });
  } catch (error) {
    throw new Error(`There was no ${what}: ${last}`, { cause: error });
  }
}
