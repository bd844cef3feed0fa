/** Where a text takes up an answer that was given before: `{{ville}}`. */
const PIPE = /\{\{ *([a-z][a-z0-9]*(?:-[a-z0-9]+)*) *\}\}/g;

/** A text with answers in their places; `words` gives one, undefined where there is none: three dots stand there then. */
export function piped(text: string, words: (question: string) => string | undefined): string {
  return text.includes('{{') ? text.replace(PIPE, (_, question: string) => words(question) || '…') : text;
}

/** The questions whose answers a text takes up. */
export function pipedIn(text: string): string[] {
  return text.includes('{{') ? [...text.matchAll(PIPE)].map((match) => match[1]!) : [];
}
