import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { decodeBase64Url, encodeBase64Url } from 'hono/utils/encode';
import { DraftId, DraftInput, DraftParked, Erased, ParkedDraft } from '../../contract/drafts.js';
import { MAX_DRAFT } from '../../contract/limits.js';
import { phaseOf } from '../../domain/hours.js';
import type { BackendContext } from '../context.js';
import { refuseTooMany } from '../http/accept.js';
import { hashedKey } from '../http/participant.js';
import { Refused } from '../http/problems.js';
import { activityParams, body, featureRoutes, json, participantSecurity } from '../http/routes.js';
import { type DraftKey, eraseDraft, findDraft, parkDraft, type Parked, type Versions } from './store.js';

/** Sets these hashes apart from every other use of SHA-256. */
const DOMAIN = 'consultation-quebec/draft/1';

const params = activityParams.extend({
  id: DraftId.openapi({
    param: { name: 'id', in: 'path' },
    description: 'The draft’s identifier, derived in the browser from its secret.',
  }),
});
const PATH = '/activities/{activity}/drafts/{id}';

const headers = z.object({
  'if-match': z.string().optional().openapi({
    description:
      'The `ETag` of the draft that is to be replaced (RFC 9110, 13.1.1). Where another waits by now, or none, nothing is stored and the answer is `412 precondition-failed`. Without it, whatever waits is replaced.',
  }),
});

const erasing = z.object({
  'if-match': z.string().optional().openapi({
    description:
      'The `ETag` of the draft that is to be erased. Where another waits by now, it stays and the answer is `412 precondition-failed`; where none does, it is erased already. Without it, whatever waits is erased.',
  }),
});

const put = createRoute({
  method: 'put',
  path: PATH,
  summary: 'Leave a draft for another device',
  description:
    'The draft is sealed in the browser: it cannot be read here. The bearer’s key is one that is derived from the draft’s secret, not the participant’s; it alone replaces and erases it. For surveys whose definition says `resume`.',
  security: participantSecurity,
  request: { params, headers, ...body(DraftInput) },
  responses: json(DraftParked, 'It waits.'),
});

const get = createRoute({
  method: 'get',
  path: PATH,
  summary: 'Fetch a draft on another device',
  request: { params },
  responses: json(ParkedDraft, 'The draft, sealed.'),
});

const erase = createRoute({
  method: 'delete',
  path: PATH,
  summary: 'Erase a draft that waits',
  security: participantSecurity,
  request: { params, headers: erasing },
  responses: json(Erased, 'It is gone.'),
});

/**
 * Drafts that wait for another device. The server holds ciphertext, a hash of what replaces it, and its last day: not
 * whose it is, and nothing that opens it.
 */
export function draftRoutes(context: BackendContext) {
  const { db, now } = context;
  const keyOf = async ({ slug, activity, id }: { slug: string; activity: string; id: string }) => {
    const found = await context.consultations.activity(slug, activity, 'survey');
    if (!found.activity.definition.resume) throw new Refused({ code: 'not-found' });
    const key: DraftKey = { consultationId: found.consultation.id, activity, id: decodeBase64Url(id) };
    return { key, activity: found.activity };
  };
  return featureRoutes()
    .openapi(put, async (c) => {
      const where = c.req.valid('param');
      const { key, activity } = await keyOf(where);
      const owner = await ownerOf(context, c, where.slug);
      const phase = phaseOf(activity, now());
      if (phase !== 'open') throw new Refused({ code: phase === 'before' ? 'not-open-yet' : 'closed' });
      const content = decodeBase64Url(c.req.valid('json').content);
      if (content.length > MAX_DRAFT) throw new Refused({ code: 'too-large' });
      await refuseTooMany(context, owner, c.env.address);
      const replaced = versionsIn(c.req.valid('header')['if-match']);
      const parked = await parkDraft(db, key, { owner, content, replaced }, now());
      if (!parked) throw new Refused({ code: replaced ? 'precondition-failed' : 'conflict' });
      c.header('etag', tagOf(parked));
      return c.json(inWire(parked), 200);
    })
    .openapi(get, async (c) => {
      const where = c.req.valid('param');
      const { key } = await keyOf(where);
      // Whoever guesses does it here: as few a minute for one network as writes for one participant.
      const { address } = c.env;
      await refuseTooMany(context, new TextEncoder().encode(`drafts ${address ?? where.id}`), address);
      const draft = await findDraft(db, key, now());
      if (!draft) throw new Refused({ code: 'not-found' });
      c.header('cache-control', 'no-store');
      c.header('etag', tagOf(draft));
      const content = encodeBase64Url(Uint8Array.from(draft.content).buffer).replace(/=+$/, '');
      return c.json({ ...inWire(draft), content }, 200);
    })
    .openapi(erase, async (c) => {
      const where = c.req.valid('param');
      const { key } = await keyOf(where);
      const owner = await ownerOf(context, c, where.slug);
      await refuseTooMany(context, owner, c.env.address);
      const versions = versionsIn(c.req.valid('header')['if-match']);
      const fate = await eraseDraft(db, key, { owner, versions });
      if (fate !== 'erased')
        throw new Refused({ code: fate === 'left' ? 'precondition-failed' : 'conflict' });
      return c.json({ erased: true as const }, 200);
    });
}

/** As `ETag` gives a draft’s version: strong, since each is saved later than the one before. */
const tagOf = ({ savedAt }: Parked) => `"${savedAt.toISOString()}"`;

/** The versions that `If-Match` allows to be replaced or erased; any that waits for `*`, and no condition where it is missing. */
function versionsIn(condition: string | undefined): Versions | undefined {
  if (condition === undefined) return undefined;
  if (condition.trim() === '*') return 'any';
  return condition
    .split(',')
    .map((tag) => new Date(/^\s*"([^"]*)"\s*$/.exec(tag)?.[1] ?? ''))
    .filter((version) => !Number.isNaN(version.getTime()));
}

function inWire({ savedAt, expiresAt }: Parked): DraftParked {
  return { savedAt: savedAt.toISOString(), expiresAt: expiresAt.toISOString() };
}

/** SHA-256 of what may replace and erase the draft. Throws `participant-required` where it is missing or malformed. */
const ownerOf = (context: BackendContext, c: Context, slug: string) =>
  hashedKey(context, c, `${DOMAIN}\n${slug}`);
