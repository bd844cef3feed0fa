/** The letters of `from`, each with the one of `to` that it looks like. */
export function lookingLike(from: string, to: string): Record<string, string> {
  return Object.fromEntries([...from].map((letter, index) => [letter, to[index]!]));
}

/** Letters of Cyrillic and of Greek that pass for Latin ones, in lower case. */
export const LOOK_ALIKES: Readonly<Record<string, string>> = {
  ...lookingLike('авеіјкмнорсѕтухԁѵ', 'abeijkmhopcstyxdv'),
  ...lookingLike('αβεικνορτυχ', 'abeiknoptux'),
};
