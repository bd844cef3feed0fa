import type { Bench, Request, Voice } from './admin.js';
import { addPublicBody } from './verbs/bodies.js';
import { apply } from './verbs/definitions.js';
import { enter, tellSurvey } from './verbs/enter.js';
import { exportFiles } from './verbs/files.js';
import {
  answerVerb,
  decideVerb,
  moderate,
  raidVerb,
  tellQueue,
  verifyModeration,
} from './verbs/moderation.js';
import { backup, copy, migrate, restore } from './verbs/operations.js';
import { tellProgress } from './verbs/progress.js';
import { decideOnRelease } from './verbs/releases.js';
import { exportResponses } from './verbs/responses.js';
import { addToken, endToken, tellTokens } from './verbs/tokens.js';
import { exportConsultation, importFile } from './verbs/transfer.js';

type AnyVerb = (bench: Bench, options: never, voice: Voice) => Promise<number>;

const VERBS: Record<string, AnyVerb> = {
  'body add': addPublicBody,
  apply,
  enter,
  'tell survey': tellSurvey,
  import: importFile,
  export: exportConsultation,
  'export responses': exportResponses,
  'files export': exportFiles,
  moderate,
  'moderate queue': tellQueue,
  'moderate decide': decideVerb,
  'moderate answer': answerVerb,
  'moderate raid': raidVerb,
  'verify moderation': verifyModeration,
  'token add': addToken,
  'token list': tellTokens,
  'token revoke': endToken,
  progress: tellProgress,
  'decide on release': decideOnRelease,
  migrate,
  copy,
  backup,
  restore,
};

/** Runs a verb on an open database, here or for whoever asked by the data folder's socket. Gives its exit code. */
export async function runVerb(bench: Bench, { verb, options }: Request, voice: Voice): Promise<number> {
  const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (!run) throw new Error(`No such verb: ${verb}`);
  return run(bench, options as never, voice);
}
