import type { Entry } from './entries.js';

/** The request that sends an entry, which says the same however often it is made. */
export function requestOf(slug: string, { id, contribution, turn }: Entry): { path: string; body: unknown } {
  const consultation = `v1/consultations/${slug}`;
  const activity = `${consultation}/activities/${contribution.activity}`;
  switch (contribution.kind) {
    case 'response': {
      const { answers, definition } = contribution;
      return { path: `${activity}/responses/${id}`, body: { answers, definition } };
    }
    case 'comment': {
      const { body, alignment, parent, subject } = contribution;
      return { path: `${activity}/comments/${id}`, body: { body, alignment, parent, subject } };
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
    case 'withdrawal':
      return { path: `${consultation}/mine/${contribution.item}/withdrawal`, body: {} };
  }
}
