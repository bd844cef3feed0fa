import { loadConsultation } from '../../src/backend/consultations/store.js';
import { answerTo, decideOn } from '../../src/backend/moderation/decision-store.js';
import type { DecisionInput } from '../../src/contract/moderation.js';
import type { StoryBackend } from './backend.js';

const OPERATOR = { token: null, operator: true };

/** Comments of one participant, with each of the things that moderators and the public body may do with them. */
export async function decideOnAll(backend: StoryBackend, slug: string, key: string): Promise<void> {
  const { db } = backend;
  const consultation = (await loadConsultation(db, slug))!;
  let seconds = 0;
  const soon = () => new Date(Date.now() + ++seconds * 1000);
  const put = async (path: string, body: object) => {
    const answer = await backend.fetch(
      new Request(`https://plateforme.exemple.test/v1/consultations/${slug}/activities/discussion${path}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
    if (!answer.ok) throw new Error(await answer.text());
  };
  const write = async (body: string) => {
    const id = crypto.randomUUID();
    await put(`/comments/${id}`, { body, alignment: 'for' });
    return id;
  };
  const decide = async (input: DecisionInput) => {
    const decided = await decideOn(db, consultation, OPERATOR, crypto.randomUUID(), input, soon());
    if (!decided.ok) throw new Error(JSON.stringify(decided.problem));
  };
  const hide = async (body: string, reason: string, note: string) => {
    const comment = await write(body);
    await decide({ action: 'hide', comment, reason, note });
    return comment;
  };
  const appeal = (comment: string, text: string) => put(`/comments/${comment}/appeal`, { text });

  const first = await write('Des pistes déneigées jusqu’aux écoles, avant 7 h.');
  const repeated = await write('Déneigez les pistes des écoles avant 7 h, chaque matin de semaine.');
  await decide({ action: 'merge', comment: repeated, into: first });
  const words = {
    fr: 'Les pistes scolaires passent en priorité, dès 6 h.',
    en: 'Paths to schools come first, from 6 a.m.',
  };
  await answerTo(db, consultation, OPERATOR, crypto.randomUUID(), { comment: first, body: words }, soon());
  const text = {
    fr: 'L’article 4 du plan nomme douze pistes de plus.',
    en: 'Section 4 of the plan names twelve more paths.',
  };
  await decide({ action: 'consider', comment: first, text });
  await hide('Vendez vos autos, achetez chez nous !', 'spam', 'Publicité.');
  const open = await hide('Mon voisin gare son auto sur la piste.', 'off-topic', 'Écrivez au 311.');
  await appeal(open, 'C’est bien de la piste que je parle.');
  const upheld = await hide('Le pont, on le répare quand ?', 'off-topic', 'Le pont n’est pas dans le plan.');
  await appeal(upheld, 'On y passe à vélo.');
  await decide({ action: 'uphold', comment: upheld, note: 'Proposez plutôt une idée sur ce trajet.' });
  const overturned = await hide(
    'La bibliothèque du 2, rue du Port prête des vélos.',
    'personal-information',
    'Une adresse.',
  );
  await appeal(overturned, 'C’est celle d’un service public.');
  await decide({ action: 'overturn', comment: overturned, note: 'C’est exact. Toutes nos excuses.' });
}
