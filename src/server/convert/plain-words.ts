import type { z } from 'zod';
import { shown } from './source.js';

type Issue = z.core.$ZodIssue;

/** What a survey cannot have as it was written, in words that name the value: the validator's own are for programmers. */
export function plainly(issue: Issue, definition: unknown): string {
  const { path, issue: deepest } = innermost(issue, issue.path);
  const value = path.reduce<unknown>(
    (of, step) =>
      typeof of === 'object' && of !== null ? (of as Record<PropertyKey, unknown>)[step] : undefined,
    definition,
  );
  return wordsOf(deepest, value);
}

/** The first issue inside, where one of several forms was asked for: with its place. */
function innermost(issue: Issue, path: PropertyKey[]): { issue: Issue; path: PropertyKey[] } {
  const inner = issue.code === 'invalid_union' ? issue.errors.flat()[0] : undefined;
  return inner ? innermost(inner, [...path, ...inner.path]) : { issue, path };
}

function wordsOf(issue: Issue, value: unknown): string {
  const quoted = value === undefined ? '' : `«${shown(value)}» `;
  switch (issue.code) {
    case 'too_big':
      return `${quoted}is too ${MUCH[issue.origin] ?? 'much'}: at most ${String(issue.maximum)} here`;
    case 'too_small':
      return `${quoted}is too ${LITTLE[issue.origin] ?? 'little'}: at least ${String(issue.minimum)} here`;
    case 'invalid_format':
      return `${quoted}is not written as ${FORMATS[issue.format] ?? 'it is here'}`;
    case 'invalid_type':
      return value === undefined
        ? 'it is missing'
        : `${quoted}is no ${NOUNS[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `${quoted}is none of ${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
      return `there is no such field here: ${issue.keys.join(', ')}`;
    case 'custom':
      return issue.message;
    default:
      return `${quoted}does not fit here`;
  }
}

const MUCH: Record<string, string> = { string: 'long', array: 'many' };
const LITTLE: Record<string, string> = { string: 'short', array: 'few' };
const NOUNS: Record<string, string> = { int: 'whole number', boolean: 'yes or no', array: 'list' };
const FORMATS: Record<string, string> = {
  date: 'a day is: 2026-05-01',
  url: 'a web address is: https://exemple.ca',
};
