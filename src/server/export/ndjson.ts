import type { GivenResponse } from '../../backend/transfer/responses.js';

/** The responses as they were given, one JSON object a line: members of groups and files as lists, nothing changed. */
export async function* ndjsonPieces(pages: AsyncIterable<GivenResponse[]>): AsyncGenerator<string> {
  for await (const page of pages) {
    yield page
      .map(
        ({ id, acceptedAt, version, hidden, paper, answers }) =>
          `${JSON.stringify({ response: id, acceptedAt, version, hidden, paper, answers })}\n`,
      )
      .join('');
  }
}
