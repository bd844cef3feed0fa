import { OpenAPIHono, z } from '@hono/zod-openapi';
import { Problem } from '../../contract/problem.js';
import { MAX_PAGE_SIZE, PAGE_SIZE } from '../../contract/limits.js';
import { ContributionId, Cursor, ItemId, Slug } from '../../contract/text.js';
import type { RequestFacts } from '../context.js';
import type { PublicAnswer } from './answers.js';
import { type Refusal, refuse } from './problems.js';

/** What stands beside a request. */
export interface Env {
  Variables: { requestId: string; answer?: PublicAnswer };
  /** What the process that received the request knows of it, and the proof of work that came with it. */
  Bindings: RequestFacts & { proof?: string | undefined };
}

/** Messages of the contract's own rules: what breaks them was read, and is wrong in a way a person can mend. */
const RULES = new Set(['too-long', 'empty', 'not-storable', 'unknown-question']);

/** A feature's routes: what does not fit the contract is refused here, before any of them runs. */
export function featureRoutes(): OpenAPIHono<Env> {
  return new OpenAPIHono<Env>({
    defaultHook: (result, c) => {
      if (result.success) return;
      const issues = result.error.issues;
      const readable = result.target === 'json' && issues.every((issue) => RULES.has(issue.message));
      const errors = issues.map((issue) => ({
        pointer: issue.path.map((step) => `/${pointerStep(step)}`).join(''),
        code: RULES.has(issue.message) ? issue.message : 'invalid',
      }));
      const refusal: Refusal = { code: readable ? 'invalid-answers' : 'malformed-request', errors };
      return refuse(c, refusal);
    },
  });
}

/** One step of a JSON Pointer (RFC 6901), escaped. */
export function pointerStep(step: PropertyKey): string {
  return String(step).replaceAll('~', '~0').replaceAll('/', '~1');
}

const inPath = <Name extends string>(name: Name, description: string) => ({
  param: { name, in: 'path' as const },
  description,
});

export const consultationParams = z.object({
  slug: Slug.openapi(inPath('slug', 'The consultation.')),
});

export const activityParams = consultationParams.extend({
  activity: Slug.openapi(inPath('activity', 'The activity.')),
});

export const itemParams = activityParams.extend({
  id: ContributionId.openapi(
    inPath('id', 'The contribution’s identifier, made by the client (UUID version 4).'),
  ),
});

/** An item to read or to vote on. */
export const anyItemParams = activityParams.extend({
  id: ItemId.openapi(inPath('id', 'The item’s identifier.')),
});

export const pageQuery = z.object({
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(PAGE_SIZE),
});

/** The refusals that any route may give. */
export const refusals = {
  default: {
    description: 'A problem (RFC 9457).',
    content: { 'application/problem+json': { schema: Problem } },
  },
};

export function json<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { 200: { description, content: { 'application/json': { schema } } }, ...refusals };
}

export function body<Schema extends z.ZodType>(schema: Schema) {
  return { body: { required: true, content: { 'application/json': { schema } } } };
}

/** A route that only the participant's key opens. */
export const participantSecurity = [{ participant: [] }];
