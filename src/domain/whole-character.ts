/** The last place at or before `index` that does not split a character in two. */
export function wholeCharacter(text: string, index: number): number {
  return /[\ud800-\udbff]/.test(text.charAt(index - 1)) ? index - 1 : index;
}
