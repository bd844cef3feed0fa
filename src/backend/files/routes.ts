import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import {
  FILE_NAME_HEADER,
  FileName,
  FileQuery,
  FileReceipt,
  HeldFiles,
  MAX_FILE,
} from '../../contract/files.js';
import type { Outcome } from '../../contract/outcome.js';
import type { SurveyDefinition } from '../../contract/survey.js';
import { bytesOf, fileTypeOf } from '../../domain/kinds/file.js';
import { phaseOf } from '../../domain/hours.js';
import { questionsIn } from '../../domain/kinds.js';
import type { BackendContext } from '../context.js';
import { participantOf } from '../http/participant.js';
import { tooMany } from '../http/accept.js';
import { Refused, type Refusal, taken } from '../http/problems.js';
import {
  activityParams,
  type Env,
  featureRoutes,
  itemParams,
  json,
  participantSecurity,
  refusals,
} from '../http/routes.js';
import { refusedFile, type Sent } from './files.js';
import { type FileStorage, keyOf } from './storage.js';
import { eraseFile, listHeld, readOwnFile } from './store.js';

const binary = z.any().openapi({ type: 'string', format: 'binary' });
const bytesAs = (description: string) => ({
  description,
  content: { 'application/octet-stream': { schema: binary } },
});

const put = createRoute({
  method: 'put',
  path: '/activities/{activity}/files/{id}',
  summary: 'Send a file that an answer will name',
  description: [
    `The body is the file’s bytes; its name stands in the header \`${FILE_NAME_HEADER}\`, percent-encoded as UTF-8.`,
    'What it is follows from its bytes, which must agree with its name and with what the question accepts.',
    'A file that no response names is erased after 7 days.',
  ].join(' '),
  security: participantSecurity,
  request: {
    params: itemParams,
    query: FileQuery,
    body: { required: true, ...bytesAs('The file.') },
  },
  responses: json(FileReceipt, 'Stored.'),
});

const list = createRoute({
  method: 'get',
  path: '/activities/{activity}/files',
  summary: 'Which of the participant’s files are still here',
  description: 'For a draft that is taken up again: files that are no longer here have to be chosen anew.',
  security: participantSecurity,
  request: { params: activityParams },
  responses: json(HeldFiles, 'Their identifiers, the latest 1,000.'),
});

const get = createRoute({
  method: 'get',
  path: '/activities/{activity}/files/{id}',
  summary: 'One of the participant’s own files',
  security: participantSecurity,
  request: { params: itemParams },
  responses: { 200: bytesAs('The file, to be saved: never to be shown.'), ...refusals },
});

const remove = createRoute({
  method: 'delete',
  path: '/activities/{activity}/files/{id}',
  summary: 'Erase a file that no response names',
  security: participantSecurity,
  request: { params: itemParams },
  responses: {
    200: { description: 'Erased.', content: { 'application/json': { schema: z.object({}) } } },
    ...refusals,
  },
});

/** What keeps a browser from doing anything with a file but saving it. */
const NEVER_SHOWN = {
  'content-type': 'application/octet-stream',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "sandbox; default-src 'none'",
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'private, no-store',
};

/** Files as answers: sent before the response that names them, given back to their owner alone. */
export function fileRoutes(context: BackendContext) {
  const { consultations, db, files, now } = context;
  const place = async (c: Context<Env>, slug: string, activityId: string) => {
    const { consultation, activity } = await consultations.activity(slug, activityId, 'survey');
    const participant = await participantOf(context, c, slug);
    return { consultation, activity, participant, storage: storageOf(context) };
  };
  return featureRoutes()
    .openapi(put, async (c) => {
      const { slug, activity: activityId, id } = c.req.valid('param');
      const { question } = c.req.valid('query');
      const { consultation, activity, participant, storage } = await place(c, slug, activityId);
      const { name, kind, most } = taken(announced(c, activity.definition, question));
      const sent: Sent = {
        slug,
        consultationId: consultation.id,
        id,
        activity: activityId,
        question,
        participant,
        name,
        kind,
      };
      const release = files.room(Number(c.req.header('content-length') ?? MAX_FILE));
      if (!release) throw new Refused({ code: 'unavailable', retryAfter: 5 });
      try {
        const bytes = new Uint8Array(await c.req.arrayBuffer());
        if (bytes.length > most) throw new Refused({ code: 'too-large' });
        const limit =
          (await context.limiter.take(participant, c.env.address)) ??
          (await context.limiter.takeBytes(participant, c.env.address, bytes.length));
        if (limit !== undefined) throw new Refused(tooMany(context, limit));
        const outcome = await files.take(sent, bytes, storage);
        const phase = phaseOf(activity, now());
        // Nothing could be stored: it is the hours that say why, before anything else does.
        if (!outcome.ok && outcome.problem.code === 'conflict' && phase !== 'open')
          throw new Refused({ code: phase === 'before' ? 'not-open-yet' : 'closed' });
        return c.json(taken(outcome), 200);
      } finally {
        release();
      }
    })
    .openapi(list, async (c) => {
      const { slug, activity } = c.req.valid('param');
      const { consultation, participant } = await place(c, slug, activity);
      const held = await listHeld(db, consultation.id, { activity, participant });
      return c.json({ files: held }, 200, { 'cache-control': 'private, no-store' });
    })
    .openapi(get, async (c) => {
      const { slug, activity: activityId, id } = c.req.valid('param');
      const { consultation, participant, storage } = await place(c, slug, activityId);
      const whose = { activity: activityId, participant };
      const file = await readOwnFile(db, { consultationId: consultation.id, id }, whose);
      if (!file || file.scan === 'refused') throw new Refused({ code: 'not-found' });
      if (file.scan === 'waiting') throw new Refused({ code: 'unavailable', retryAfter: 60 });
      const bytes = await storage.get(keyOf(slug, id));
      if (!bytes) throw new Refused({ code: 'not-found' });
      return c.body(bytes, 200, {
        ...NEVER_SHOWN,
        'content-disposition': `attachment; filename*=UTF-8''${encoded(file.name)}`,
      });
    })
    .openapi(remove, async (c) => {
      const { slug, activity: activityId, id } = c.req.valid('param');
      const { consultation, participant } = await place(c, slug, activityId);
      const whose = { activity: activityId, participant };
      const erased = await eraseFile(db, { consultationId: consultation.id, id }, whose, now());
      if (!erased) throw new Refused({ code: 'not-found' });
      void files.sweep();
      return c.json({}, 200);
    });
}

/** Throws `not-found` where this platform keeps no files. */
function storageOf({ files }: BackendContext): FileStorage {
  if (!files.storage) throw new Refused({ code: 'not-found' });
  return files.storage;
}

/** What a file is said to be, before one byte of it is read. */
function announced(c: Context<Env>, { pages }: SurveyDefinition, id: string): Outcome<Announced, Refusal> {
  const question = questionsIn({ pages }).find((one) => one.id === id);
  if (question?.type !== 'file') return { ok: false, problem: refusedFile('not-a-file-question') };
  const name = FileName.safeParse(decoded(c.req.header(FILE_NAME_HEADER) ?? ''));
  if (!name.success) return { ok: false, problem: refusedFile('not-a-file-name') };
  const kind = fileTypeOf(name.data, question.accept);
  if (!kind) return { ok: false, problem: refusedFile('wrong-file-type') };
  const most = bytesOf(question.maxSize);
  if (Number(c.req.header('content-length') ?? 0) > most)
    return { ok: false, problem: { code: 'too-large' } };
  return { ok: true, value: { name: name.data, kind, most } };
}

interface Announced {
  name: string;
  kind: Sent['kind'];
  /** In bytes. */
  most: number;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** A name as `filename*` has it (RFC 8187). */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
}
