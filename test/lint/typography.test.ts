import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { culturePage } from '../../src/server/sites/culture.js';
import { digitalPage } from '../../src/server/sites/digital.js';
import { definitionFor } from '../../stories/support/definitions.js';
import { QUESTIONS, WORDS } from '../../stories/support/questions.js';
import { RARE } from '../../stories/support/rare-questions.js';

/** A line may break there, or the mark is a typewriter's: ordinary spaces around marks, straight apostrophes. */
const BREAKABLE = /[ \t](?=[;:!?»])|«[ \t]|'/;
/** The office of the French language: narrow before ; ! ?, of full width before : and inside « ». */
const WRONG_SPACE = /\u00a0(?=[;!?])|\u202f(?=[:»])|«\u202f/;

/** Those of `texts` that break a rule of French typography. */
function wrong(texts: string[]): string[] {
  return texts.filter((text) => BREAKABLE.test(text) || WRONG_SPACE.test(text));
}

/** Every French text of a definition. */
function frenchIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'fr' && typeof inner === 'string' ? [inner] : frenchIn(inner),
  );
}

interface Words {
  as?: string;
  body?: string;
  text?: unknown;
  note?: string;
}

/** What people and moderators write in the demonstration's scenario, which is in French but for one person's. */
function writtenIn(steps: Words[]): string[] {
  return steps
    .filter(({ as }) => as !== 'tom')
    .flatMap(({ body, note, text }) => [
      body,
      note,
      typeof text === 'string' ? text : undefined,
      ...frenchIn(text),
    ])
    .filter((one) => one !== undefined);
}

/** The French of the exchange file, without what code puts in it. */
function sourcesIn(xliff: string): string[] {
  return [...xliff.matchAll(/<source>([\s\S]*?)<\/source>/g)].map(([, source]) =>
    source!
      .replace(/<[^>]*>/g, '…')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>'),
  );
}

/** What a page shows, without its style sheet and its tags. */
function shownIn(page: string): string[] {
  return page
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .split(/<[^>]*>/)
    .map((text) => text.replaceAll('&nbsp;', '\u00a0').trim())
    .filter(Boolean);
}

/** The sentences of a page in Markdown, without code and addresses. */
function proseIn(markdown: string): string[] {
  return markdown
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(/<https?:[^>]*>|\]\([^)]*\)|^\|[ :|-]+\|$/gm, '')
    .split(/`[^`]*`|<br>|\||\n/)
    .map((text) => text.trim())
    .filter(Boolean);
}

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

describe('French typography', () => {
  it('refuses ordinary spaces before ; : ! ? » and after «, spaces of the wrong width, and straight apostrophes', () => {
    const bad = [
      'Où ?',
      'Lire ; écrire',
      'Ici :',
      'Non !',
      '«\u00a0mot »',
      '« mot\u00a0»',
      "l'eau",
      'Où\u00a0?',
      'Ici\u202f:',
    ];
    assert.deepEqual(wrong(bad), bad);
    assert.deepEqual(wrong(['Où\u202f? Ici\u00a0: «\u00a0l’eau\u00a0», à 10:30 – «vite»']), []);
  });

  for (const [what, texts] of Object.entries({
    'the demonstration’s consultation': frenchIn(JSON.parse(read('demo/consultation.json'))),
    'the demonstration’s statements': frenchIn(JSON.parse(read('demo/electoral-reform.json'))),
    'the demonstration’s scenario': writtenIn(JSON.parse(read('demo/scenario.json')) as Words[]),
    'the demonstration’s long survey': frenchIn(JSON.parse(read('demo/satisfaction.json'))),
    'the elements': sourcesIn(read('src/locales/en.xlf')),
    'the stories’ consultation': frenchIn(definitionFor('plan-velo')),
    'the stories’ questions': frenchIn([QUESTIONS, WORDS, RARE]),
    'the first demonstration site': shownIn(culturePage('https://p.test', 'c', 'https://s.test/')),
    'the script by hand': proseIn(read('docs/by-hand.md')),
    'the second demonstration site': shownIn(digitalPage('https://p.test', 'c', 'fr', 'https://s.test/fr/')),
    'the long survey’s page': shownIn(
      digitalPage('https://p.test', 'c', 'fr', 'https://s.test/fr/satisfaction'),
    ),
  })) {
    it(`holds in the texts of ${what}`, () => {
      assert.ok(texts.length > 5);
      assert.deepEqual(wrong(texts), []);
    });
  }
});
