import { questionsIn } from '../../domain/kinds.js';
import type { Db } from '../context.js';
import {
  type GivenResponse,
  RESPONSES_A_PAGE,
  responsesAfter,
  type Span,
  type Survey,
} from './response-store.js';

export {
  countResponses,
  type GivenResponse,
  type ResponseCounts,
  type Span,
  type Survey,
  surveysOf,
} from './response-store.js';

/** A survey's responses in the order in which they were accepted, a page at a time: whoever reads sets the pace. */
export async function* pagesOfResponses(
  db: Db,
  survey: Survey,
  span: Span,
): AsyncGenerator<GivenResponse[], void, void> {
  let last: GivenResponse | undefined;
  for (;;) {
    const page = await responsesAfter(db, survey, span, last);
    if (page.length > 0) yield page;
    if (page.length < RESPONSES_A_PAGE) return;
    last = page.at(-1);
  }
}

/** The questions of any version whose answers are lists of members or of files. */
export function listQuestions({ versions }: Survey): string[] {
  const ids = versions.flatMap(({ definition }) =>
    questionsIn(definition)
      .filter(({ type }) => type === 'group' || type === 'file')
      .map(({ id }) => id),
  );
  return [...new Set(ids)];
}
