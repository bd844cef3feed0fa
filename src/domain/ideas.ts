import type { CountsPolicy } from '../contract/votes.js';
import type { Phase } from '../contract/consultation.js';
import { wholeCharacter } from './whole-character.js';

/** How much of an idea a list shows, in UTF-16 code units. */
const EXCERPT = 280;

/** Whether everybody may see how many votes ideas have: once it is closed, no vote can follow the others any more. */
export function countsArePublic(policy: CountsPolicy, phase: Phase): boolean {
  return policy === 'always' || phase === 'closed';
}

/** Whether a participant who voted may see how many votes that idea has. */
export function countsAreTheirs(policy: CountsPolicy, phase: Phase): boolean {
  return policy === 'after-vote' || countsArePublic(policy, phase);
}

/** The beginning of a text, cut at a word, and whether there is more. */
export function excerptOf(text: string): { excerpt: string; more: boolean } {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= EXCERPT) return { excerpt: line, more: line !== text.trim() };
  const cut = line.lastIndexOf(' ', EXCERPT);
  const end = cut > EXCERPT / 2 ? cut : wholeCharacter(line, EXCERPT);
  return { excerpt: `${line.slice(0, end)}…`, more: true };
}
