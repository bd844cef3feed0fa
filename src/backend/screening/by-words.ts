import { LOOK_ALIKES, lookingLike } from '../../domain/look-alikes.js';
import { findPersonalData } from '../../domain/personal-data.js';
import type { Screen, Verdict } from './screen.js';
import { SALES_WORDS, WORD_LISTS } from './word-lists.js';

/** The flags over which a comment had better be read first: all but shouting, which harms nobody. */
const HOLDING = new Set(['insult', 'threat', 'spam-link', 'personal-information']);

/** So many web addresses in one text are advertising until somebody has looked. */
const MANY_LINKS = 3;

/** From so many letters on, a text in capitals is shouted: shorter ones are names and initials. */
const LONG_ENOUGH = 30;

/** From which share of capitals on. */
const SHOUTED = 0.8;

/**
 * The screening that is built in: lists of words and phrases in both languages, web addresses, capitals, and what looks
 * like personal information. It knows no context and proves nothing: it says what to look at first.
 */
export const screenByWords: Screen = ({ body }) => {
  const read = words(body);
  const flags = LISTED.flatMap(([flag, isIn]) => (isIn(read) ? [flag] : []));
  if (isAdvertising(body)) flags.push('spam-link');
  if (isShouted(body)) flags.push('shouting');
  if (findPersonalData(body).length > 0) flags.push('personal-information');
  return Promise.resolve<Verdict>({ flags, hold: flags.some((flag) => HOLDING.has(flag)) });
};

type Words = readonly string[];

const LISTED = Object.entries(WORD_LISTS).map(
  ([flag, { fr, en }]) => [flag, finder([...fr, ...en])] as const,
);
const sells = finder(SALES_WORDS);

/** Letters that are made to look like others: of Cyrillic and Greek, and digits and signs in their place. */
const LOOKS_LIKE: Record<string, string> = {
  ...LOOK_ALIKES,
  ...lookingLike('013457@$!|€', 'oieastasiie'),
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
};

/**
 * The words of a text, without accents and case; what is made to look like a letter is one, and letters that stand apart
 * («c o n n a r d», «c.o.n…») are a word.
 */
function words(text: string): Words {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}]+/gu, '');
  const found: string[] = [];
  let apart = '';
  const end = () => {
    if (apart.length > 2) found.push(apart);
    else found.push(...apart);
    apart = '';
  };
  for (const token of plain.match(/[\p{L}\p{N}@$€]+(?:[!|][\p{L}]+)*/gu) ?? []) {
    const word = PLAIN.test(token) || !/\p{L}/u.test(token) ? token : unmasked(token);
    if (word.length === 1) apart += word;
    else {
      end();
      found.push(word);
    }
  }
  end();
  return found;
}

/** Letters that look like no others: most words have nothing else. */
const PLAIN = /^[a-z]+$/;

function unmasked(token: string): string {
  return Array.from(token, (letter) => LOOKS_LIKE[letter] ?? letter).join('');
}

/** Whether a text's words hold one of a list, as a function of them. */
function finder(list: readonly string[]): (words: Words) => boolean {
  const phrases = list.map((phrase) => phrase.split(' ').map(pattern));
  const first = new Map<string, (typeof phrases)[number][]>();
  for (const phrase of phrases) {
    const letter = phrase[0]!.source[1]!;
    first.set(letter, [...(first.get(letter) ?? []), phrase]);
  }
  return (text) =>
    text.some((word, start) =>
      (first.get(word[0]!) ?? []).some((phrase) =>
        phrase.every((one, index) => one.test(text[start + index] ?? '')),
      ),
    );
}

/** A word of a list, however often its letters are repeated: «connnard». */
function pattern(word: string): RegExp {
  const [, stem, star] = /^([^*]+)(\*?)$/.exec(word)!;
  const repeated = [...stem!.replace(/(.)\1+/g, '$1')].map((letter) => `${letter}+`).join('');
  return new RegExp(`^${repeated}${star ? '[a-z]{0,4}' : ''}$`);
}

const ADDRESS = /\bhttps?:\/\/[^\s<>]+|\bwww\.[^\s<>]+/giu;

function isAdvertising(text: string): boolean {
  const addresses = new Set(text.match(ADDRESS));
  if (addresses.size >= MANY_LINKS) return true;
  return addresses.size > 0 && sells(words(text.replace(ADDRESS, ' ')));
}

function isShouted(text: string): boolean {
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  // Most texts have so few that their small letters need not be counted.
  if (capitals <= LONG_ENOUGH * SHOUTED) return false;
  const small = text.match(/\p{Ll}/gu)?.length ?? 0;
  return capitals + small >= LONG_ENOUGH && capitals / (capitals + small) > SHOUTED;
}
