import { definitionFor } from '../../../stories/support/definitions.js';
import { COMMENT, IDEA } from './given.js';

/** The consultation that people try on, as the platform has it once they have followed the document. */
export const SLUG = 'a-la-main';

const CREATED = '2026-02-02T09:00:00-05:00';

/** What `cq apply` and `cq import` bring in: by the files' names in `demo/by-hand/`. */
export const EXAMPLE: Record<string, string> = {
  'consultation.json': JSON.stringify(definitionFor(SLUG), null, 2) + '\n',
  'comments.ndjson': line({ id: 1, body: COMMENT.fr, createdAt: CREATED, author: 'Camille' }),
  'ideas.ndjson': line({
    id: 1,
    title: IDEA.title.fr,
    body: IDEA.body.fr,
    createdAt: CREATED,
    author: 'Camille',
  }),
};

function line(item: object): string {
  return JSON.stringify(item) + '\n';
}
