/**
 * Whether two texts say the same in other spelling: accents, capitals, punctuation, spaces, and in a word of four
 * letters or more one letter that is wrong, missing, too many or swapped with the next. The first letter counts
 * («moral», «amoral»), and so does every digit. Words in another order are another text: «1 = bon, 5 = mauvais».
 */
export function isSpelling(one: string, other: string): boolean {
  const [words, others] = [one, other].map((text) => wordsIn(withoutMarks(text)));
  if (words!.join('') === others!.join('')) return true;
  return words!.length === others!.length && words!.every((word, index) => isMisspelt(word, others![index]!));
}

function withoutMarks(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * Signs that say something stand as words of their own: «$», «%», «+», the minus of «−18»; what only punctuates does not.
 * A number's decimals are part of it.
 */
function wordsIn(text: string): string[] {
  return (
    text
      .replaceAll(/(?<=\p{N}),(?=\p{N})/gu, '.')
      .match(/\p{N}+\.\p{N}+|[\p{L}\p{N}]+|\p{S}|%|(?<![\p{L}\p{N}]|\p{N}\s)[-–](?=\p{N})/gu) ?? []
  );
}

function isMisspelt(one: string, other: string): boolean {
  if (one === other) return true;
  if (/\p{N}/u.test(one + other) || Math.min(one.length, other.length) < 4 || one[0] !== other[0])
    return false;
  let from = 0;
  while (one[from] === other[from]) from += 1;
  const [rest, others] = [one.slice(from), other.slice(from)];
  const isSwapped =
    rest[0] === others[1] && rest[1] === others[0] && rest.length > 1 && rest.slice(2) === others.slice(2);
  return (
    isSwapped || rest.slice(1) === others.slice(1) || rest.slice(1) === others || rest === others.slice(1)
  );
}
