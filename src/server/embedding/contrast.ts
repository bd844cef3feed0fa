import type { Look, LookName } from './look.js';

/** What WCAG 2.2 asks of text (1.4.3). */
const ENOUGH = 4.5;

/** What is read on what: each stands on the other in some part of a widget. */
const PAIRS = [
  ['text', 'background'],
  ['primary', 'background'],
  ['on-primary', 'primary'],
] as const;

export interface Faint {
  name: (typeof PAIRS)[number][0];
  /** From 1 to 21. */
  ratio: number;
}

/** Relative luminance of `#rgb` or `#rrggbb`, as WCAG 2.2 defines it; undefined for what is written otherwise. */
function luminance(colour: string): number | undefined {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(colour)?.[1];
  if (!digits) return undefined;
  const long = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits;
  const [red, green, blue] = [0, 2, 4].map((at) => {
    const part = parseInt(long.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Pairs of a light look that are too faint to be read by everybody. Only colours in hexadecimal can be told. */
export function faintPairs(look: Look, defaults: Record<LookName, string>): Faint[] {
  return PAIRS.flatMap(([name, behind]) => {
    if (look[name] === undefined && look[behind] === undefined) return [];
    const lights = [name, behind].map((one) => luminance(look[one] ?? defaults[one]));
    if (lights.includes(undefined)) return [];
    const [dark, light] = (lights as number[]).sort((one, other) => one - other) as [number, number];
    const ratio = (light + 0.05) / (dark + 0.05);
    return ratio < ENOUGH ? [{ name, ratio }] : [];
  });
}
