import type { ActivityKind } from '../contract/consultation.js';

/** The element that shows each kind of activity. */
export const ELEMENTS: Record<ActivityKind, string> = {
  survey: 'cq-survey',
  comments: 'cq-comment-thread',
  ideas: 'cq-idea-vote',
  feedback: 'cq-feedback-prompt',
};
