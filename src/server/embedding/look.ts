import type { Catalogue } from './catalogue.js';

/** What the builder offers of the look: a custom property's name without `--cq-`, and what it may hold. */
export const LOOK = {
  primary: 'color',
  'primary-hover': 'color',
  'on-primary': 'color',
  text: 'color',
  background: 'color',
  font: 'font-family',
  radius: 'border-radius',
} as const;

export type LookName = keyof typeof LOOK;
export type Look = Partial<Record<LookName, string>>;
type Holds = (typeof LOOK)[LookName];

export const LOOK_NAMES = Object.keys(LOOK) as LookName[];

/** Whether the widget is light, dark, or what the reader's device is. */
export const SCHEMES = ['light', 'dark', 'light dark'] as const;
export type Scheme = (typeof SCHEMES)[number];

const LONGEST = 200;

/** Narrower than CSS: nothing that ends a declaration, asks for an address or refers to another value gets through. */
const PATTERNS: Record<Holds, RegExp> = {
  color:
    /^(?:#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})|[a-z]{3,20}|(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\([0-9a-z.,%/ +-]{1,60}\))$/i,
  'font-family': /^(?:'[a-z0-9 -]+'|[a-z][a-z0-9-]*(?: [a-z][a-z0-9-]*)*)$/i,
  'border-radius': /^(?:0|[0-9]{1,3}(?:\.[0-9]{1,2})?(?:px|em))$/,
};

/** The value as a style sheet may hold it; undefined where it is none. */
export function lookValue(name: LookName, given: string): string | undefined {
  const value = given.trim().replace(/\s+/g, ' ').replaceAll('"', "'");
  if (value.length > LONGEST) return undefined;
  if (LOOK[name] !== 'font-family') return PATTERNS[LOOK[name]].test(value) ? value : undefined;
  const families = value.split(',').map((family) => family.trim());
  return families.every((family) => PATTERNS['font-family'].test(family)) ? families.join(', ') : undefined;
}

/** What each has by default, as the manifest says. */
export function lookDefaults({ properties }: Catalogue): Record<LookName, string> {
  return Object.fromEntries(
    LOOK_NAMES.map((name) => [name, properties.find((one) => one.name === `--cq-${name}`)?.default ?? '']),
  ) as Record<LookName, string>;
}

/** The declarations for what was changed, without what is so already. */
export function lookCss(look: Look, scheme: Scheme | undefined): string[] {
  return [
    ...(scheme ? [`color-scheme: ${scheme};`] : []),
    ...LOOK_NAMES.flatMap((name) => (look[name] === undefined ? [] : [`--cq-${name}: ${look[name]};`])),
  ];
}
