/**
 * One’s own words as one reads them again, without what turns the direction of the text that follows, and without towers
 * of marks and of what has no width. As `bare` is for others’ words, in a file that lists have and forms have not; here
 * a flag that is spelled by invisible letters stays.
 */
export const ownWords = (text: string): string =>
  text.replace(/\p{Bidi_C}|[\p{M}\u00ad\u200b-\u200d\u2060-\u2064\ufeff]{4,}/gu, '');
