import { endOf, type TracedResponse } from './traced.js';

/** The responses as they were given, one JSON object a line: members of groups and files as lists, nothing changed. */
export async function* ndjsonPieces(pages: AsyncIterable<TracedResponse[]>): AsyncGenerator<string> {
  for await (const page of pages)
    yield page.map((response) => `${JSON.stringify(told(response))}\n`).join('');
}

function told(response: TracedResponse) {
  const { id, acceptedAt, version, hidden, paper, answers, way } = response;
  return {
    response: id,
    acceptedAt,
    version,
    hidden,
    paper,
    ending: endOf(response),
    answers,
    notShown: way ? [...way.notShown] : null,
  };
}
