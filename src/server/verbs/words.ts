/** What a rule says of a definition or of a row, for whoever wrote it. A code that is not here is words already. */
const WORDS: Record<string, string> = {
  'closes-before-opening': 'closes before it opens',
  duplicate: 'the same name stands twice',
  'not-ideas': 'names no activity of ideas',
  'missing-english': 'English is missing, and the consultation is offered in English',
  'french-required': 'French is always offered',
  cycle: 'depends on itself or on a later question: only earlier questions may decide what is shown',
  'unknown-question': 'names no question',
  dead: 'no valid answers ever lead here: its condition contradicts itself, its own question or what comes before, or all ways lead past it. Mend the condition, or take this away',
  'does-not-fit': 'this question can have no such answer',
  'out-of-range': 'asks for more than there is',
  'above-maximum': 'is above the maximum',
  'unknown-body': 'no such public body: register it with cq body add',
  'alters-answers': 'this alters the meaning of answers that were already given',
  'kind-changed':
    'the kind of an activity cannot change: citizens gave to what it was. Give the new one another id',
  'not-a-slug': 'is no name: lower-case letters and digits, in words joined by hyphens, such as plan-velo',
  'not-a-name': 'is no name: a lower-case letter first, then letters and digits, in words joined by hyphens',
  'not-storable': 'holds what no database keeps: a NUL character, or half of a character',
  'too-long': 'is too long',
  empty: 'is empty',
  'no-identifier': 'is no identifier: a text of 1 to 200 characters, or a number',
  'in-the-future': 'is in the future',
  'unknown-section': 'names no section of the activity',
};

/** A rule's code in words. */
export function inWords(code: string): string {
  return WORDS[code] ?? code;
}
