/** All four elements, for a page that builds its own bundle; each is also an entry by itself. */
export { CqCommentThread } from './comment-thread/comment-thread.js';
export { CqFeedbackPrompt } from './feedback-prompt/feedback-prompt.js';
export { CqIdeaVote } from './idea-vote/idea-vote.js';
export { CqSurvey } from './survey/survey.js';
export type { ConsultationEvents } from './base/element.js';
export type { ClientProblem } from '../client/client.js';
export type { Receipt } from '../contract/contributions.js';
