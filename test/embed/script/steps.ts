import type { Words } from './words.js';

/** What something is, as assistive technology says it. */
export type Role =
  | 'article'
  | 'button'
  | 'checkbox'
  | 'group'
  | 'heading'
  | 'link'
  | 'paragraph'
  | 'progressbar'
  | 'radio'
  | 'radiogroup'
  | 'region'
  | 'textbox';

/** What is said beside a name and a role. `not-` is what must not be said. */
export type State = 'checked' | 'invalid' | 'not-checked' | 'not-pressed' | 'pressed' | 'required';

/** Something of a widget that one meets, with all that is said of it. */
export interface Thing {
  role: Role;
  name: Words;
  /** Of a heading. */
  level?: number;
  /** What is read after the name: hint, error, counter. */
  description?: readonly Words[];
  states?: readonly State[];
  /** The group, the comment or the idea that it stands in, by words that only that one has. */
  within?: { role: 'article' | 'group' | 'radiogroup'; words: Words };
}

/** What should be heard after something was done. */
export type Heard =
  /** The focus comes to it, and it is read. */
  | { focus: Thing }
  /** It is said by itself, wherever one is. */
  | { said: Words }
  /** The same, for as long as something is under way: it may be over before it is read. */
  | { meanwhile: Words }
  /** It is met when one reads on from there. */
  | { there: Thing };

/** What one does: with the keyboard, or by gestures. */
export type Deed =
  | 'arrive'
  | 'lose the connection'
  | 'find the connection again'
  | { press: Thing }
  | { choose: Thing }
  | { write: Thing; text: Words };

/** One step of a script: walked by the tests, and by people with a screen reader. */
export interface Step {
  do: Deed;
  heard: readonly Heard[];
}

type More = Omit<Thing, 'role' | 'name'>;

const of =
  (role: Role) =>
  (name: Words, more: More = {}): Thing => ({ role, name, ...more });

export const article = of('article');
export const button = of('button');
export const checkbox = of('checkbox');
export const group = of('group');
export const link = of('link');
export const paragraph = of('paragraph');
export const progressbar = of('progressbar');
export const radio = of('radio');
export const radiogroup = of('radiogroup');
export const region = of('region');
export const textbox = of('textbox');
export const heading = (level: number, name: Words, more: More = {}): Thing => ({
  role: 'heading',
  level,
  name,
  ...more,
});

export const arrive = (...heard: Heard[]): Step => ({ do: 'arrive', heard });
export const disconnect = (...heard: Heard[]): Step => ({ do: 'lose the connection', heard });
export const reconnect = (...heard: Heard[]): Step => ({ do: 'find the connection again', heard });
export const press = (thing: Thing, ...heard: Heard[]): Step => ({ do: { press: thing }, heard });
export const choose = (thing: Thing, ...heard: Heard[]): Step => ({ do: { choose: thing }, heard });
export const write = (thing: Thing, text: Words, ...heard: Heard[]): Step => ({
  do: { write: thing, text },
  heard,
});

export const focus = (thing: Thing): Heard => ({ focus: thing });
export const said = (words: Words): Heard => ({ said: words });
export const meanwhile = (words: Words): Heard => ({ meanwhile: words });
export const there = (thing: Thing): Heard => ({ there: thing });
