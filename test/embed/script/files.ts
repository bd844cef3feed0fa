import { format } from 'prettier';
import { documentIn } from './document.js';
import { EXAMPLE } from './example.js';

/** All that people who try by hand are given, as it should stand: the text of each file, by its place in the repository. */
export async function filesByHand(): Promise<Record<string, string>> {
  const example = await Promise.all(
    Object.entries(EXAMPLE).map(async ([name, text]) => {
      const shaped = name.endsWith('.json') ? await format(text, { parser: 'json', printWidth: 110 }) : text;
      return [`demo/by-hand/${name}`, shaped] as const;
    }),
  );
  return {
    'docs/by-hand.md': await documentIn('fr'),
    'docs/by-hand.en.md': await documentIn('en'),
    ...Object.fromEntries(example),
  };
}
