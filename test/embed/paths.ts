import assert from 'node:assert/strict';
import type { CommentPage } from '../../src/contract/comments.js';
import type { OwnContributionPage, OwnInActivity } from '../../src/contract/contributions.js';
import type { IdeaPage } from '../../src/contract/ideas.js';
import type { Person } from './person.js';
import type { Consultation } from './platform.js';
import type { Visit } from './visit.js';

/** One widget on one page, somebody who uses it, and the consultation that it belongs to. */
export interface Scene {
  person: Person;
  consultation: Consultation;
  platform: string;
  visit: Visit;
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
async function answerSurvey({ person, consultation, visit }: Scene): Promise<void> {
  await person.choose(/^Oui$/);
  await person.choose(/^Travail ou études$/);
  await person.press(/^Continuer$/);
  await person.sees(/^Votre avis$/, 'h3');
  await person.press(/^Continuer$/);
  await person.sees(/^Des erreurs sont présentes dans le formulaire$/, 'h3');
  await person.press(/Choisissez une réponse\.$/);
  const satisfaction = await person.find('input', /^1/);
  assert.equal(await person.focus(), await satisfaction.evaluate((one) => one.id));
  await person.choose(/^4/);
  await person.write(/changer en premier/, 'Déneiger « partout » !');
  await person.press(/^Continuer$/);
  await person.sees(/^Vous$/, 'h3');
  await person.press(/^Continuer$/);
  await person.sees(/^Vérifiez vos réponses$/, 'h3');
  await person.press(/^Envoyer mes réponses$/);
  await person.sees(/Merci, vos réponses sont reçues\.$/, 'h3');

  const { items } = await consultation.read<OwnContributionPage>('/mine', visit.key());
  assert.deepEqual(
    items.map(({ content }) => content?.answers),
    [{ velo: true, motifs: ['travail'], satisfaction: 4, priorite: 'Déneiger « partout » !' }],
  );
  await shows(person, items[0]!.id);
  onceEach(visit.writes, 1);
}

/** Writes with a position, publishes, votes, reports another's, withdraws. */
async function joinThread({ person, consultation, visit }: Scene): Promise<void> {
  const { comment } = consultation;
  const theirs = new RegExp(comment.body, 'u');
  await person.press(/^Écrire un commentaire$/);
  await person.write(/^Votre commentaire/, 'D’abord près des <b>écoles</b>.');
  await person.choose(/^Pour$/);
  await person.press(/^Publier$/);
  await person.hears(/Votre commentaire est publié/);
  await person.press(/^Utile/, theirs);
  await person.hears(/Vote enregistré/);
  await person.press(/^Signaler,/, theirs);
  await person.choose(/^Hors sujet$/);
  await person.press(/^Envoyer le signalement$/);
  await person.sees(/^Signalé$/, 'span', theirs);
  await person.press(/^Retirer$/, /<b>écoles<\/b>/);
  await person.sees(/^Retirer ce commentaire/, 'p');
  await (await person.find('[role=group] button', /^Retirer$/)).press('Enter');
  await person.sees(/^Commentaire retiré par son auteur\.$/, 'p');

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
async function voteOnIdeas({ person, consultation, visit }: Scene): Promise<void> {
  const { idea } = consultation;
  const theirs = new RegExp(idea.title, 'u');
  await person.press(/^Pour/, theirs);
  await person.hears(/^Vote enregistré : Pour/);
  await person.press(/^Contre/, theirs);
  await person.hears(/^Vote enregistré : Contre/);
  await person.sees(/^Contre 1$/, '[aria-pressed=true]', theirs);
  await person.press(/^Contre/, theirs);
  await person.hears(/^Vote retiré\./);
  await person.press(/^Proposer une idée$/);
  await person.write(/^Titre de votre idée/, 'Un vestiaire par quartier');
  await person.write(/^Votre idée/, 'Pour se changer en arrivant.');
  await person.press(/^Proposer mon idée$/);
  await person.hears(/^Votre idée est publiée\./);

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
    'Un vestiaire par quartier': none,
  });
  assert.deepEqual(
    mine.own,
    items.filter(({ id }) => id !== idea.id).map(({ id }) => id),
  );
  assert.equal(visit.writes.length, 4, `three votes and an idea: ${visit.writes.join()}`);
}

/** Clicks, gives details, is warned of personal information, gets a receipt. */
async function giveFeedback({ person, consultation, visit }: Scene): Promise<void> {
  await person.press(/^Signaler un problème$/);
  await person.write(/^Vos précisions/, 'Écrivez-moi à marie@exemple.test');
  await person.press(/^Envoyer$/);
  await person.sees(/semble contenir des renseignements personnels/, 'h2');
  await person.press(/^Modifier mon texte$/);
  await person.write(/^Vos précisions/, 'Le formulaire ne s’ouvre pas.');
  await person.press(/^Envoyer$/);
  await person.sees(/Merci de votre aide\.$/, 'h3');

  const { items } = await consultation.read<OwnContributionPage>('/mine', visit.key());
  assert.deepEqual(
    items.map(({ content }) => [content?.verdict, content?.details]),
    [['problem', 'Le formulaire ne s’ouvre pas.']],
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

const CONTENT = ({ comment, idea }: Consultation): Record<WidgetName, RegExp> => ({
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
