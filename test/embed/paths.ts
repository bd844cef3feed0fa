import assert from 'node:assert/strict';
import type { CommentPage } from '../../src/contract/comments.js';
import type { OwnContributionPage, OwnInActivity } from '../../src/contract/contributions.js';
import type { IdeaPage } from '../../src/contract/ideas.js';
import type { Language } from '../../src/contract/text.js';
import type { Person } from './person.js';
import type { Consultation } from './platform.js';
import { commentThread } from './script/comment-thread.js';
import { DETAILS, feedbackPrompt } from './script/feedback-prompt.js';
import { follow } from './script/follow.js';
import { ideaVote, OWN_IDEA } from './script/idea-vote.js';
import { PRIORITY, survey } from './script/survey.js';
import type { Visit } from './visit.js';

/** One widget on one page, somebody who uses it, and the consultation that it belongs to. */
export interface Scene {
  person: Person;
  consultation: Consultation;
  platform: string;
  visit: Visit;
  /** That of the page, if it is not French. */
  language?: Language;
}

/** All that one does with one widget, once and from end to end, and what the platform then holds. */
export type Path = (scene: Scene) => Promise<void>;

/** Each widget's whole path. */
export const PATHS = {
  'cq-survey': answerSurvey,
  'cq-comment-thread': joinThread,
  'cq-idea-vote': voteOnIdeas,
  'cq-feedback-prompt': giveFeedback,
} satisfies Record<string, Path>;

export type WidgetName = keyof typeof PATHS;
export const WIDGETS = Object.keys(PATHS) as WidgetName[];

/** Two pages, an error and its link, the check, the sending, the receipt. */
async function answerSurvey({ person, consultation, visit, language = 'fr' }: Scene): Promise<void> {
  await follow(person, survey, language);

  const { items } = await consultation.read<OwnContributionPage>('/mine', visit.key());
  assert.deepEqual(
    items.map(({ content }) => content?.answers),
    [{ velo: true, motifs: ['travail'], satisfaction: 4, priorite: PRIORITY[language] }],
  );
  await shows(person, items[0]!.id);
  onceEach(visit.writes, 1);
}

/** Writes with a position, publishes, votes, reports another's, withdraws. */
async function joinThread({ person, consultation, visit, language = 'fr' }: Scene): Promise<void> {
  const { comment } = consultation;
  await follow(person, commentThread, language);

  const activity = '/activities/discussion';
  const mine = await consultation.read<OwnInActivity>(`${activity}/mine`, visit.key());
  assert.deepEqual(
    mine.ballots.map(({ item, choice }) => ({ item, choice })),
    [{ item: comment.id, choice: 'up' }],
  );
  assert.deepEqual(mine.reported, [comment.id]);
  const own = await consultation.read<OwnContributionPage>('/mine', visit.key());
  assert.deepEqual(
    own.items.map(({ state }) => state),
    ['withdrawn'],
  );
  const { items } = await consultation.read<CommentPage>(`${activity}/comments?sort=oldest`);
  assert.deepEqual(
    items.map(({ id, state, body, votes }) => ({ id, state, body, votes })),
    [
      { id: comment.id, state: 'published', body: comment.body, votes: { up: 1, down: 0 } },
      { id: own.items[0]!.id, state: 'withdrawn', body: null, votes: { up: 0, down: 0 } },
    ],
  );
  onceEach(visit.writes, 4);
}

/** Votes for, then against, takes it back, proposes. */
async function voteOnIdeas({ person, consultation, visit, language = 'fr' }: Scene): Promise<void> {
  const { idea } = consultation;
  await follow(person, ideaVote, language);

  const activity = '/activities/idees';
  const mine = await consultation.read<OwnInActivity>(`${activity}/mine`, visit.key());
  assert.deepEqual(
    mine.ballots.map(({ item, choice }) => ({ item, choice })),
    [{ item: idea.id, choice: null }],
  );
  const { items } = await consultation.read<IdeaPage>(`${activity}/ideas`);
  const none = { for: 0, against: 0, mixed: 0 };
  assert.deepEqual(Object.fromEntries(items.map(({ title, votes }) => [title, votes])), {
    [idea.title]: none,
    [OWN_IDEA.title[language]]: none,
  });
  assert.deepEqual(
    mine.own,
    items.filter(({ id }) => id !== idea.id).map(({ id }) => id),
  );
  assert.equal(visit.writes.length, 4, `three votes and an idea: ${visit.writes.join()}`);
}

/** Clicks, gives details, is warned of personal information, gets a receipt. */
async function giveFeedback({ person, consultation, visit, language = 'fr' }: Scene): Promise<void> {
  await follow(person, feedbackPrompt, language);

  const { items } = await consultation.read<OwnContributionPage>('/mine', visit.key());
  assert.deepEqual(
    items.map(({ content }) => [content?.verdict, content?.details]),
    [['problem', DETAILS[language]]],
  );
  await shows(person, items[0]!.id);
  onceEach(visit.writes, 2);
}

/** What stands on a page that may only read: the content, and the way to the platform's own page. */
export async function readOnly({ person, consultation, platform }: Scene): Promise<void> {
  await person.sees(CONTENT(consultation)[person.element as WidgetName], 'h2, .prose, h3, p');
  const link = await person.find('[part=not-allowed] a', /^Participer sur la plateforme de consultation$/);
  assert.equal(
    await link.evaluate((one) => (one as HTMLAnchorElement).href),
    `${platform}/c/${consultation.slug}`,
  );
  const ways = /^(Continuer|Écrire un commentaire|Utile|Pour|Proposer une idée|Oui)/;
  assert.equal(await person.has('button', ways), false, 'no way to take part');
}

export const CONTENT = ({ comment, idea }: Consultation): Record<WidgetName, RegExp> => ({
  'cq-survey': /choisir les pistes cyclables qui seront déneigées/,
  'cq-comment-thread': new RegExp(comment.body, 'u'),
  'cq-idea-vote': new RegExp(idea.title, 'u'),
  'cq-feedback-prompt': /vous a-t-elle été utile/,
});

/** The receipt's number is the platform's. */
async function shows(person: Person, number: string): Promise<void> {
  await person.sees(new RegExp(number), '.receipt-number');
}

/** Each write went out once, at an address of its own. */
function onceEach(writes: readonly string[], count: number): void {
  assert.equal(writes.length, count, `${count} writes: ${writes.join(', ')}`);
  assert.equal(new Set(writes).size, count, 'each at an address of its own');
}
