import { commentThread, writingOffline } from './comment-thread.js';
import { feedbackOffline, feedbackPrompt } from './feedback-prompt.js';
import { ideaVote, votingOffline } from './idea-vote.js';
import type { Step } from './steps.js';
import { answeringOffline, survey } from './survey.js';

/** What is done with one widget: its whole path, and what matters of it without a network, each on a new page. */
export interface Script {
  path: readonly Step[];
  offline: readonly Step[];
}

/** Each widget's, in the order of the README. */
export const SCRIPTS = {
  'cq-survey': { path: survey, offline: answeringOffline },
  'cq-comment-thread': { path: commentThread, offline: writingOffline },
  'cq-idea-vote': { path: ideaVote, offline: votingOffline },
  'cq-feedback-prompt': { path: feedbackPrompt, offline: feedbackOffline },
} satisfies Record<string, Script>;

/** The activity of the consultation that each widget shows. */
export const ACTIVITIES: Record<keyof typeof SCRIPTS, string> = {
  'cq-survey': 'sondage',
  'cq-comment-thread': 'discussion',
  'cq-idea-vote': 'idees',
  'cq-feedback-prompt': 'page',
};
