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
  'alters-answers':
    'people have taken part already: this alters the meaning of what they gave, or what they were told of it',
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
  'unknown-ending': 'names no ending of the survey: add it to its endings, or name one that is there',
  'unknown-page': 'names no page of the survey',
  'unknown-row': 'names no row of that question',
  'unknown-option': 'names no option of that question',
  'inside-group': 'names a question inside a group, which only later questions of the same group may name',
  'ends-the-list': 'always holds, so that those after it never do: put it last',
  'depends-on-random': 'may come before what it hangs on, in an order at random',
  'a-word-for-each-step': 'has to hold one word for each step of the scale',
  'not-a-time': 'is no time of day: such as 14:30',
  'not-an-address': 'is no web address: such as https://exemple.gouv.qc.ca',
};

/** The name that was probably meant, after the one that is there; nothing where none is near. */
export function meaning(near: string | undefined): string {
  return near === undefined ? '' : ` (is it «${near}»?)`;
}

/** A rule's code in words; `near` is the name that was probably meant. */
export function inWords(code: string, near?: string): string {
  return `${WORDS[code] ?? code}${meaning(near)}`;
}
