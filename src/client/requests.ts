import type { Receipt } from '../contract/contributions.js';
import { PROOF_HEADER } from '../contract/limits.js';
import type { FileAnswer } from '../contract/survey.js';
import { asJson } from '../domain/json.js';
import type { Answer, Contribution } from './client.js';
import type { Entry } from './entries.js';
import type { Http } from './http.js';
import { part, type PartFiles } from './parts.js';

/** The hash of what makes proofs, which the build writes here: the loader has not got it. */
declare const __CQ_PROOF__: PartFiles | undefined;
const sealed = typeof __CQ_PROOF__ === 'undefined' ? undefined : __CQ_PROOF__;

/**
 * Writes an entry at an address that says what is written: the same again is harmless. Where the backend asks for a proof
 * of work, that is told (`proving`), made, and sent with the same again.
 */
export async function put(
  http: Http,
  slug: string,
  entry: Entry,
  key: string,
  proving: () => void,
): Promise<Answer<Receipt>> {
  const { path, body } = requestOf(slug, entry);
  const send = (proof?: string) =>
    http.ask<Receipt>(path, {
      method: 'PUT',
      body: asJson(body),
      credentials: 'omit',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${key}`,
        'accept-language': entry.language ?? 'fr',
        ...(proof && { [PROOF_HEADER]: proof }),
      },
    });
  const answer = await send();
  if (answer.ok || !('challenge' in answer.problem) || !answer.problem.challenge) return answer;
  proving();
  const { challenge } = answer.problem;
  const proof = await part('proof', () => import('./proof.js'), sealed).then(
    ({ prove }) => prove(challenge),
    () => undefined,
  );
  return proof ? send(proof) : answer;
}

/** The files that a contribution names. */
export function filesOf(contribution: Contribution): string[] {
  if (contribution.kind !== 'response') return [];
  return Object.values(contribution.answers)
    .flat()
    .flatMap((one) =>
      typeof one === 'object' && typeof (one as FileAnswer).file === 'string'
        ? [(one as FileAnswer).file]
        : [],
    );
}

/** The request that sends an entry, which says the same however often it is made. */
function requestOf(slug: string, { id, contribution, turn }: Entry): { path: string; body: unknown } {
  const consultation = `v1/consultations/${slug}`;
  const activity = `${consultation}/activities/${contribution.activity}`;
  switch (contribution.kind) {
    case 'response': {
      const { answers, definition, begun, full, changes } = contribution;
      const path = changes ? `${changes.response}/versions/${changes.version}` : id;
      return { path: `${activity}/responses/${path}`, body: { answers, definition, begun, full } };
    }
    case 'comment': {
      const { body, alignment, parent, subject, trap } = contribution;
      return { path: `${activity}/comments/${id}`, body: { body, alignment, parent, subject, trap } };
    }
    case 'comment-change': {
      const { item, version, body, alignment, trap } = contribution;
      return { path: `${activity}/comments/${item}/versions/${version}`, body: { body, alignment, trap } };
    }
    case 'idea': {
      const { title, body, section } = contribution;
      return { path: `${activity}/ideas/${id}`, body: { title, body, section } };
    }
    case 'feedback': {
      const { verdict, page } = contribution;
      return { path: `${activity}/feedback/${id}`, body: { verdict, page } };
    }
    case 'feedback-details': {
      const { feedback, details } = contribution;
      return { path: `${activity}/feedback/${feedback}/versions/2`, body: { details } };
    }
    case 'comment-ballot':
      return {
        path: `${activity}/comments/${contribution.item}/ballot`,
        body: { choice: contribution.choice, turn },
      };
    case 'idea-ballot':
      return {
        path: `${activity}/ideas/${contribution.item}/ballot`,
        body: { choice: contribution.choice, turn },
      };
    case 'report': {
      const { item, reason, text } = contribution;
      return { path: `${activity}/comments/${item}/report`, body: { reason, text } };
    }
    case 'appeal':
      return {
        path: `${activity}/comments/${contribution.item}/appeal`,
        body: { text: contribution.text, decision: contribution.decision },
      };
    case 'withdrawal':
      return { path: `${consultation}/mine/${contribution.item}/withdrawal`, body: {} };
  }
}
