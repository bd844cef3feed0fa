import { wholeCharacter } from './whole-character.js';

/** Longer than this, in UTF-16 code units, a comment is folded. */
export const FOLD = 700;
/** So is one of more lines. */
const LINES = 14;

/** What is shown of a long text while it is folded: its beginning, to the end of a word where it can; `text` where it is short. */
export function beginningOf(text: string): string {
  const part = text.split('\n', LINES).join('\n');
  const cut = part.lastIndexOf(' ', FOLD - 100);
  return part.length > FOLD ? part.slice(0, cut > 0 ? cut : wholeCharacter(part, FOLD)) : part;
}
