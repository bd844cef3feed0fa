import type { $ZodIssue, $ZodIssueInvalidUnion } from 'zod/v4/core';
import { nearest } from '../../domain/nearest.js';
import { inWords, meaning } from './words.js';

/** What is wrong at one place of what was read. */
export interface Fault {
  path: readonly PropertyKey[];
  words: string;
}

/**
 * What is wrong, in words, as near to its cause as can be told: of several shapes that a value may have, the one that has
 * all its names is meant, and what is wrong is wrong inside it. `value` is what was read.
 */
export function faultsOf(issue: $ZodIssue, value: unknown, above: readonly PropertyKey[] = []): Fault[] {
  const path = [...above, ...issue.path];
  const here = valueAt(value, issue.path);
  const meant = issue.code === 'invalid_union' && isRecord(here) ? meantOf(issue, here) : undefined;
  if (meant) return meant.flatMap((inner) => faultsOf(inner, here, path));
  return [{ path, words: shapeInWords(issue, here) }];
}

/**
 * What the shape of a field asks for, in words: its value is missing, of another kind, or beyond its limits. `value` is
 * what stands there, where it is known.
 */
export function shapeInWords(issue: $ZodIssue, value?: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return `has to be ${KINDS[issue.expected] ?? issue.expected}, and is missing or something else`;
    case 'too_small':
      return `asks for ${Number(issue.minimum)} or more${OF[issue.origin] ?? ''}`;
    case 'too_big':
      return `asks for ${Number(issue.maximum)} or less${OF[issue.origin] ?? ''}`;
    case 'invalid_value':
      return `has to be one of: ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'unrecognized_keys':
      return noPlaceFor(issue.keys);
    case 'invalid_format':
      return FORMATS[issue.format] ?? inWords(issue.message);
    case 'invalid_union':
      return unionInWords(issue, value);
    default:
      return inWords(issue.message);
  }
}

const KINDS: Record<string, string> = {
  string: 'a text in quotation marks',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list in square brackets',
  object: 'an object in braces',
};
const OF: Record<string, string> = { string: ' characters', array: ' items' };
const FORMATS: Record<string, string> = {
  datetime: 'has to be an instant with its offset, such as 2026-05-01T09:00:00-04:00',
  date: 'has to be a day, such as 2026-05-01',
  email: 'has to be an email address, such as info@exemple.gouv.qc.ca',
  url: 'has to be a web address, such as https://exemple.gouv.qc.ca',
};

function noPlaceFor(names: readonly string[], known: readonly string[] = []): string {
  return `holds what there is no place for: ${names.map((name) => withNear(name, known)).join(', ')}`;
}

function withNear(name: string, known: readonly string[]): string {
  return name + meaning(nearest(name, known));
}

/** What is wrong with a value that has none of several shapes. */
function unionInWords(issue: $ZodIssueInvalidUnion, value: unknown): string {
  const { errors } = issue;
  if ('options' in issue && Array.isArray(issue.options)) {
    const names = issue.options.map(String);
    const given = typeof value === 'string' ? `${withNear(value, names)}; ` : '';
    return `${given}has to be one of: ${names.join(', ')}`;
  }
  if (!isRecord(value)) return 'has none of the shapes that may stand here';
  const shapes = errors.filter(
    (one) => !one.some(({ code, path }) => code === 'invalid_type' && !path.length),
  );
  const known = [...new Set(shapes.flatMap((one) => lackedBy(one, value)))];
  const unknown = Object.keys(value).filter((name) => shapes.every((one) => unplacedIn(one).includes(name)));
  if (unknown.length > 0) return `${noPlaceFor(unknown, known)}; may hold ${known.join(', ')}`;
  const whole = shapes.filter((one) => unplacedIn(one).length === 0);
  const lacking = [...new Set(whole.flatMap((one) => lackedBy(one, value)))];
  return lacking.length > 0
    ? `lacks one of: ${lacking.join(', ')}`
    : `holds what does not go together: ${Object.keys(value).join(', ')}`;
}

/** What is wrong inside the shape that was meant: the one that has a place for each name, and lacks none. */
function meantOf({ errors }: $ZodIssueInvalidUnion, value: Record<string, unknown>): $ZodIssue[] | undefined {
  return errors
    .filter((one) => one.every(({ path }) => path.length > 0) && lackedBy(one, value).length === 0)
    .sort((one, other) => one.length - other.length)[0];
}

/** The names that a shape asks for, and that are not there. */
function lackedBy(errors: readonly $ZodIssue[], value: Record<string, unknown>): string[] {
  return errors
    .map(({ path }) => String(path[0] ?? ''))
    .filter((name) => name !== '' && value[name] === undefined);
}

/** The names for which a shape has no place. */
function unplacedIn(errors: readonly $ZodIssue[]): string[] {
  return errors.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [],
  );
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[step] : undefined,
    value,
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
