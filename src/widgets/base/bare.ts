/**
 * What a citizen wrote without what turns the direction of the text that follows, and without towers of what has no
 * width: how it is shown until what shows it well is there (`written`). Almost all texts are the same in both.
 */
export const bare = (text: string): string => text.replace(/\p{Bidi_C}|[\p{Cf}\p{M}]{4,}/gu, '');
