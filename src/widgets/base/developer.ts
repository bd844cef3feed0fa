const said = new Set<string>();

/** Tells the page's developer something that is not for citizens, once. */
export function tellDeveloper(words: string): void {
  if (!said.has(words)) console.warn(`Consultation Québec: ${words}`);
  said.add(words);
}
