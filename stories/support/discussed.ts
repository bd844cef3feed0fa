import { sql } from 'kysely';
import type { StoryBackend } from './backend.js';

/** The comments that stories come back to. */
export const DISCUSSED = {
  root: '6f0c2f0e-3a51-4c39-9d0a-1b7f3c5e8a01',
  answer: '6f0c2f0e-3a51-4c39-9d0a-1b7f3c5e8a02',
  deep: '6f0c2f0e-3a51-4c39-9d0a-1b7f3c5e8a03',
};

/** A discussion with all that may become of a comment: answered, taken into account, edited, withdrawn, hidden. */
export async function discuss(backend: StoryBackend, slug: string): Promise<void> {
  const ids: string[] = [];
  const write = async (body: string, more: object = {}, id: string = crypto.randomUUID()) => {
    const key = String.fromCharCode(65 + ids.push(id)).repeat(43);
    await put(`/activities/discussion/comments/${id}`, key, { body, ...more });
    return { id, key };
  };
  const put = async (path: string, key: string, body: object) => {
    const answer = await backend.fetch(
      new Request(`https://plateforme.exemple.test/v1/consultations/${slug}${path}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
    if (!answer.ok) throw new Error(await answer.text());
  };

  const withdrawn = await write('À retirer.');
  await put(`/mine/${withdrawn.id}/withdrawal`, withdrawn.key, {});
  const hidden = await write('Achetez nos pneus à clous !');
  await write('On dirait de la publicité, non ?', { parent: hidden.id });
  const long = await write(
    `Je fais tous mes déplacements à vélo depuis dix ans. ${'La neige n’est pas un obstacle, la glace mal dégagée en est un. '.repeat(12)}`,
    { alignment: 'neutral' },
  );
  const question = await write('Les pistes qui mènent aux écoles seront-elles déneigées avant 7 h ?', {
    alignment: 'against',
  });
  const { root, answer, deep } = DISCUSSED;
  await write(
    'Oui, toutes : le vélo est un moyen de transport, pas un loisir d’été.',
    { alignment: 'for' },
    root,
  );
  await write(
    'Toutes, c’est trop cher. Commençons par les plus longues.',
    { alignment: 'against', parent: root },
    answer,
  );
  await write('Les plus longues, et celles qui mènent au métro à vélo.', { parent: answer }, deep);

  const { db } = backend;
  const at = (id: string) => sql`where id = ${id}`;
  await sql`update comment set state = 'hidden', hidden_for = 'spam' ${at(hidden.id)}`.execute(db);
  await sql`update comment set edited_at = accepted_at + interval '2 minutes' ${at(long.id)}`.execute(db);
  const words = {
    fr: 'Oui : les pistes scolaires passent en priorité, dès 6 h.',
    en: 'Yes: paths to schools come first, from 6 a.m.',
  };
  await sql`insert into official_answer (consultation_id, id, activity_id, comment_id, body, accepted_at)
    select consultation_id, gen_random_uuid(), activity_id, id, ${JSON.stringify(words)}::jsonb, accepted_at
    from comment ${at(question.id)}`.execute(db);
  await sql`update comment set answered_at = accepted_at ${at(question.id)}`.execute(db);
  const changed = {
    fr: 'L’article 4 du plan nomme maintenant douze pistes de plus.',
    en: 'Section 4 of the plan now names twelve more paths.',
  };
  await sql`update comment set considered = ${JSON.stringify(changed)}::jsonb, considered_at = accepted_at
    ${at(root)}`.execute(db);
}
