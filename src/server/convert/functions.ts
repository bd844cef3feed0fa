/** What a function does, whatever it is called. */
export type Known =
  | 'today'
  | 'age'
  | 'datediff'
  | 'plusdays'
  | 'if'
  | 'coalesce'
  | 'sum'
  | 'average'
  | 'min'
  | 'max'
  | 'round'
  | 'power'
  | 'join'
  | 'length'
  | 'count'
  | 'countall'
  | 'selected'
  | 'not'
  | 'truth'
  | 'empty'
  | 'notempty'
  | 'true'
  | 'false'
  | 'day'
  | 'years'
  | 'same';

/** What functions of the three products are, by their names in lower case. */
export const FUNCTIONS: Record<string, Known> = {
  today: 'today',
  now: 'today',
  currentdate: 'today',
  age: 'age',
  datediff: 'datediff',
  dateadd: 'plusdays',
  iif: 'if',
  if: 'if',
  coalesce: 'coalesce',
  sum: 'sum',
  avg: 'average',
  min: 'min',
  max: 'max',
  round: 'round',
  pow: 'power',
  power: 'power',
  concat: 'join',
  join: 'join',
  'string-length': 'length',
  strlen: 'length',
  'count-selected': 'count',
  count: 'countall',
  selected: 'selected',
  not: 'not',
  boolean: 'truth',
  is_empty: 'empty',
  notempty: 'notempty',
  true: 'true',
  false: 'false',
  date: 'day',
  'format-date': 'day',
  int: 'years',
  number: 'same',
  string: 'same',
  intval: 'same',
  floatval: 'same',
};

/** How many values a function wants at least. */
export const LEAST: Partial<Record<Known, number>> = {
  age: 1,
  datediff: 2,
  plusdays: 2,
  if: 3,
  coalesce: 1,
  sum: 1,
  average: 1,
  min: 1,
  max: 1,
  round: 1,
  power: 2,
  join: 1,
  length: 1,
  count: 1,
  countall: 1,
  selected: 2,
  not: 1,
  truth: 1,
  empty: 1,
  notempty: 1,
  day: 1,
  years: 1,
  same: 1,
};
