import type { Language } from '../../../src/contract/text.js';
import type { Deed, Heard, Role, State, Step, Thing } from './steps.js';
import { shown } from './words.js';

interface Phrases {
  quoted: (words: string) => string;
  role: Record<Role, string>;
  state: Record<State, string>;
  /** The same, of a check box. */
  boxState: Partial<Record<State, string>>;
  level: (level: number) => string;
  description: (words: string) => string;
  within: Record<NonNullable<Thing['within']>['role'], (words: string) => string>;
  /** Of an article: what tells it from the others. */
  holding: (words: string) => string;
  arrive: string;
  disconnect: string;
  reconnect: string;
  press: (thing: string) => string;
  choose: (thing: string) => string;
  write: (thing: string, text: string) => string;
  meet: (thing: string) => string;
  chosen: (state: string) => string;
  focus: (thing: string) => string;
  said: (words: string) => string;
  meanwhile: (words: string) => string;
  there: (thing: string) => string;
}

/** How a script is told to people, in each language. */
const PHRASES: Record<Language, Phrases> = {
  fr: {
    quoted: (words) => `«\u00a0${words}\u00a0»`,
    role: {
      article: 'article',
      button: 'bouton',
      checkbox: 'case à cocher',
      group: 'groupe',
      heading: 'titre',
      link: 'lien',
      paragraph: 'texte',
      progressbar: 'barre de progression',
      radio: 'bouton radio',
      radiogroup: 'groupe de boutons radio',
      region: 'région',
      textbox: 'champ de texte',
    },
    state: {
      checked: 'coché',
      'not-checked': 'non coché',
      pressed: 'enfoncé',
      'not-pressed': 'non enfoncé',
      required: 'obligatoire',
      invalid: 'non valide',
    },
    boxState: { checked: 'cochée', 'not-checked': 'non cochée' },
    level: (level) => `de niveau ${level}`,
    description: (words) => `puis ${words}`,
    within: {
      article: (words) => `dans l’article qui contient ${words}`,
      group: (words) => `dans le groupe ${words}`,
      radiogroup: (words) => `dans le groupe ${words}`,
    },
    holding: (words) => `celui qui contient ${words}`,
    arrive: 'Ouvrez la page dans un onglet neuf, puis lisez du début à la fin.',
    disconnect: 'Coupez la connexion.',
    reconnect: 'Rétablissez la connexion, sans rien faire d’autre.',
    press: (thing) => `Trouvez et activez\u00a0: ${thing}.`,
    choose: (thing) => `Trouvez et cochez\u00a0: ${thing}.`,
    write: (thing, text) => `Trouvez\u00a0: ${thing}. Remplacez ce qui y est par\u00a0: ${text}`,
    meet: (thing) => `En arrivant dessus\u00a0: ${thing}.`,
    chosen: (state) => `Ensuite\u00a0: ${state}.`,
    focus: (thing) => `**Le focus y va\u00a0:** ${thing}.`,
    said: (words) => `**Annoncé de soi-même\u00a0:** ${words}.`,
    meanwhile: (words) => `Peut être annoncé pendant l’envoi\u00a0: ${words}.`,
    there: (thing) => `En lisant\u00a0: ${thing}.`,
  },
  en: {
    quoted: (words) => `“${words}”`,
    role: {
      article: 'article',
      button: 'button',
      checkbox: 'check box',
      group: 'group',
      heading: 'heading',
      link: 'link',
      paragraph: 'text',
      progressbar: 'progress bar',
      radio: 'radio button',
      radiogroup: 'group of radio buttons',
      region: 'region',
      textbox: 'text field',
    },
    state: {
      checked: 'checked',
      'not-checked': 'not checked',
      pressed: 'pressed',
      'not-pressed': 'not pressed',
      required: 'required',
      invalid: 'invalid',
    },
    boxState: {},
    level: (level) => `level ${level}`,
    description: (words) => `then ${words}`,
    within: {
      article: (words) => `in the article that contains ${words}`,
      group: (words) => `in the group ${words}`,
      radiogroup: (words) => `in the group ${words}`,
    },
    holding: (words) => `the one that contains ${words}`,
    arrive: 'Open the page in a new tab, then read from beginning to end.',
    disconnect: 'Cut the connection.',
    reconnect: 'Restore the connection, and do nothing else.',
    press: (thing) => `Find and activate: ${thing}.`,
    choose: (thing) => `Find and check: ${thing}.`,
    write: (thing, text) => `Find: ${thing}. Replace what is in it with: ${text}`,
    meet: (thing) => `On reaching it: ${thing}.`,
    chosen: (state) => `Then: ${state}.`,
    focus: (thing) => `**The focus goes there:** ${thing}.`,
    said: (words) => `**Announced by itself:** ${words}.`,
    meanwhile: (words) => `May be announced while it is being sent: ${words}.`,
    there: (thing) => `Reading on: ${thing}.`,
  },
};

/** Nothing of a citizen's words is Markdown or HTML. */
export function plainly(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('|', '\\|').replaceAll('*', '\\*');
}

/** Words between the quotation marks of a language. */
export function quoted(words: string, language: Language): string {
  return PHRASES[language].quoted(plainly(shown(words)));
}

/** A thing as a sentence names it: what it is, its words, and where it is when that is not plain. */
function named({ role, name, level, within }: Thing, language: Language): string {
  const phrases = PHRASES[language];
  const what = level ? `${phrases.role[role]} ${phrases.level(level)}` : phrases.role[role];
  const place = within && quoted(within.words[language], language);
  const where =
    within && (role === 'article' ? phrases.holding(place!) : phrases.within[within.role](place!));
  return [`${what} ${quoted(name[language], language)}`, where].filter(Boolean).join(', ');
}

function stateOf({ role }: Thing, state: State, language: Language): string {
  const { state: words, boxState } = PHRASES[language];
  return (role === 'checkbox' && boxState[state]) || words[state];
}

/** A thing with all that is heard of it. */
function whole(thing: Thing, language: Language): string {
  const { states = [], description = [] } = thing;
  const phrases = PHRASES[language];
  const words = description.map((one) => one[language]).join(' ');
  return [
    named(thing, language),
    ...states.map((state) => stateOf(thing, state, language)),
    ...(words ? [phrases.description(quoted(words, language))] : []),
  ].join(', ');
}

/** What to do, as a sentence. */
function doing(deed: Deed, language: Language): string {
  const phrases = PHRASES[language];
  if (deed === 'arrive') return phrases.arrive;
  if (deed === 'lose the connection') return phrases.disconnect;
  if (deed === 'find the connection again') return phrases.reconnect;
  if ('press' in deed) return phrases.press(named(deed.press, language));
  if ('choose' in deed) return phrases.choose(named(deed.choose, language));
  return phrases.write(named(deed.write, language), `\`${deed.text[language]}\``);
}

/** What is heard of the control itself, where that is more than its name and what it is. */
function meeting(deed: Deed, language: Language): string[] {
  if (typeof deed === 'string') return [];
  const thing = 'press' in deed ? deed.press : 'choose' in deed ? deed.choose : deed.write;
  const phrases = PHRASES[language];
  const more = thing.states || thing.description;
  return [
    ...(more
      ? [phrases.meet(whole({ role: thing.role, name: thing.name, ...describing(thing) }, language))]
      : []),
    ...('choose' in deed ? [phrases.chosen(stateOf(thing, 'checked', language))] : []),
  ];
}

const describing = ({ states, description }: Thing): Partial<Thing> => ({
  ...(states && { states }),
  ...(description && { description }),
});

function hearing(heard: Heard, language: Language): string {
  const phrases = PHRASES[language];
  if ('said' in heard) return phrases.said(quoted(heard.said[language], language));
  if ('meanwhile' in heard) return phrases.meanwhile(quoted(heard.meanwhile[language], language));
  if ('focus' in heard) return phrases.focus(whole(heard.focus, language));
  return phrases.there(whole(heard.there, language));
}

/** A quotation that ends a sentence by itself needs no other point. */
function onePoint(text: string): string {
  return text.replaceAll(/([.?!][\u00a0]?[»”])\./g, '$1');
}

/** A step as one row: its number, what to do, what should be heard, and room for what was. */
export function rowOf({ do: deed, heard }: Step, index: number, language: Language): string[] {
  const all = [...meeting(deed, language), ...heard.map((one) => hearing(one, language))];
  const [act, hear] = [doing(deed, language), all.join('<br>') || '—'].map(onePoint);
  return [String(index + 1), act!, hear!, ''];
}

/** Headings, or regions, that a page shows as it opens, as the list of a screen reader has them. */
export function listed(steps: readonly Step[], roles: readonly Role[], language: Language): string {
  const arriving = steps.find((step) => step.do === 'arrive')!;
  return arriving.heard
    .flatMap((heard) => ('there' in heard && roles.includes(heard.there.role) ? [heard.there] : []))
    .map((thing) =>
      named({ role: thing.role, name: thing.name, ...(thing.level && { level: thing.level }) }, language),
    )
    .join('<br>');
}
