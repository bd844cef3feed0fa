import { addBody } from '../../src/backend/consultations/store.js';
import { hashOfToken } from '../../src/backend/moderation/moderator.js';
import { storeToken } from '../../src/backend/moderation/token-store.js';
import { webDigests } from '../../src/backend/digests.js';
import type { ModerationRole } from '../../src/contract/moderation.js';
import { BODY } from '../../stories/support/definitions.js';
import { participant, type Stage } from './harness.js';

interface TokenOptions {
  body?: string;
  lastDay?: string;
}

/** A token of the stage's public body, or of another one. */
export async function tokenFor(stage: Stage, roles: ModerationRole[], options: TokenOptions = {}) {
  return (await tokenFor.withId(stage, roles, options)).token;
}

tokenFor.withId = async (
  stage: Stage,
  roles: ModerationRole[],
  { body = BODY.slug, lastDay }: TokenOptions = {},
) => {
  const { db } = stage.database;
  if (body !== BODY.slug) await addBody(db, { slug: body, name: { fr: body }, origins: [] }, stage.clock.now);
  const token = `cqm_${participant()}`;
  const hash = await hashOfToken(token, (bytes) => webDigests.sha256(bytes));
  const id = crypto.randomUUID();
  await storeToken(db, { id, body, name: 'Essai', roles, hash, lastDay }, stage.clock.now);
  return { token, id };
};

/** Paths of a consultation's moderation. */
export function moderationPaths(slug: string) {
  const root = `/v1/consultations/${slug}/moderation`;
  return {
    queue: (query = '') => `${root}/queue${query}`,
    comment: (id: string) => `${root}/comments/${id}`,
    decision: (id: string = crypto.randomUUID()) => `${root}/decisions/${id}`,
    answer: (id: string = crypto.randomUUID()) => `${root}/answers/${id}`,
    bulk: (idOrQuery: string) => `${root}/bulk${idOrQuery.startsWith('?') ? idOrQuery : `/${idOrQuery}`}`,
    log: (query = '') => `${root}/log${query}`,
  };
}
