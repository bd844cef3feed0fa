import type { ShownPage } from './survey.js';

/** Pages that show one question each, together again as the survey has them: each with all its questions. */
export function asWritten(pages: readonly ShownPage[]): ShownPage[] {
  const together = new Map<string, ShownPage>();
  for (const { page, questions } of pages) {
    // What follows the dot is the question's own id, where each has a page of its own.
    const [id = ''] = page.id.split('.');
    together.set(id, { page, questions: [...(together.get(id)?.questions ?? []), ...questions] });
  }
  return [...together.values()];
}
