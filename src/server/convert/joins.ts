import type { Condition } from '../../contract/survey.js';

export function not(condition: Condition | boolean): Condition | boolean {
  return typeof condition === 'boolean' ? !condition : { not: condition };
}

/** All of these, flat; what always holds is left out. */
export function all(parts: (Condition | boolean)[]): Condition | boolean {
  return joined(parts, 'all');
}

export function any(parts: (Condition | boolean)[]): Condition | boolean {
  return joined(parts, 'any');
}

function joined(parts: (Condition | boolean)[], how: 'all' | 'any'): Condition | boolean {
  const deciding = how === 'any';
  if (parts.includes(deciding)) return deciding;
  const conditions = parts
    .filter((part): part is Condition => typeof part !== 'boolean')
    .flatMap((part): Condition[] => (how in part ? (part as Record<string, Condition[]>)[how]! : [part]));
  if (conditions.length === 0) return !deciding;
  if (conditions.length === 1) return conditions[0]!;
  return how === 'all' ? { all: conditions } : { any: conditions };
}
