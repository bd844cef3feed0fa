import { html } from 'lit';
import { sql } from 'kysely';
import type { CqCommentThread } from '../../src/widgets/comment-thread/comment-thread.js';
import '../../src/widgets/comment-thread/comment-thread.js';
import { control, inside, write } from './acting.js';
import { hashOfToken } from '../../src/backend/moderation/moderator.js';
import { storeToken } from '../../src/backend/moderation/token-store.js';
import { webDigests } from '../../src/backend/digests.js';
import { eventually, NOW, shown, stage, type Stage, type StageOptions } from './base-stage.js';

const THREAD = {
  kind: 'comments',
  id: 'fil',
  title: { fr: 'Vos commentaires', en: 'Your comments' },
  maxLength: 20_000,
};

/** A consultation with one thread. */
export function thread(definition: object = {}, options: StageOptions = {}): Promise<Stage> {
  return stage({ activities: [{ ...THREAD, ...definition }], ...options });
}

/** A thread in the page, with all that follows its first view where there is something to read. */
export async function widget(set: Stage, lang = 'fr'): Promise<CqCommentThread> {
  const element = await shown<CqCommentThread>(html`
    <div lang=${lang}>
      <cq-comment-thread consultation=${set.slug} api=${set.api}></cq-comment-thread>
    </div>
  `);
  await eventually(() => inside(element).querySelector('#count'), 'the list');
  await eventually(() => {
    const tools = inside(element).querySelector('.tools');
    return !tools || tools.querySelector('#search');
  }, 'the tools');
  return element;
}

/** A comment by somebody else; gives its identifier. */
export async function others(
  set: Stage,
  body: string,
  { who, ...more }: { parent?: string; alignment?: string; who?: string } = {},
): Promise<string> {
  const id = crypto.randomUUID();
  await set.other(`/activities/fil/comments/${id}`, { body, ...more }, who);
  return id;
}

/** Somebody else finds a comment useful. */
export function voted(set: Stage, id: string, who = 'V'): Promise<void> {
  return set.other(`/activities/fil/comments/${id}/ballot`, { choice: 'up', turn: 1 }, who);
}

/** The public body answers. */
export async function answered(set: Stage, comment: string, body: object): Promise<void> {
  const at = new Date('2026-11-23T15:00:00-05:00');
  await sql`insert into official_answer (consultation_id, id, activity_id, comment_id, body, accepted_at)
    select consultation_id, gen_random_uuid(), activity_id, id, ${JSON.stringify(body)}::jsonb, ${at} from comment
    where id = ${comment}`.execute(set.db);
  await sql`update comment set answered_at = ${at} where id = ${comment}`.execute(set.db);
  await set.changed();
}

/** The public body takes a comment into account. */
export async function considered(set: Stage, comment: string, words: object): Promise<void> {
  await sql`update comment set considered = ${JSON.stringify(words)}::jsonb, considered_at = accepted_at
    where id = ${comment}`.execute(set.db);
  await set.changed();
}

/** Moderators hide a comment. */
export async function hidden(set: Stage, comment: string, reason: string): Promise<void> {
  await sql`update comment set state = 'hidden', hidden_for = ${reason} where id = ${comment}`.execute(
    set.db,
  );
  await set.changed();
}

/** Its author changed a comment. */
export async function edited(set: Stage, comment: string, at: string): Promise<void> {
  await sql`update comment set edited_at = ${new Date(at)} where id = ${comment}`.execute(set.db);
  await set.changed();
}

/** Opens the form of a comment by the button of that name, and writes into it. */
export async function begin(
  element: Element,
  text = '',
  button = 'Écrire un commentaire',
): Promise<HTMLTextAreaElement> {
  (await control(inside(element), button)).click();
  const field = await eventually(
    () => inside(element).querySelector<HTMLTextAreaElement>('#body-root'),
    'the form',
  );
  if (text) write(inside(element), text);
  return field;
}

/** The order of the comments that are shown. */
export function order(element: Element): string[] {
  return [...inside(element).querySelectorAll('.prose')].map((one) => one.textContent);
}

/** Chooses in one of the lists that drop down. */
export function choose(element: Element, field: 'sort' | 'filter', value: string): void {
  const select = inside(element).querySelector<HTMLSelectElement>(`#${field}`)!;
  select.value = value;
  select.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Looks for words. */
export function search(element: Element, words: string): void {
  const field = inside(element).querySelector<HTMLInputElement>('#search')!;
  field.value = words;
  field.form!.requestSubmit();
}

/** A moderator of the public body decides. */
export async function decided(set: Stage, decision: object): Promise<void> {
  const token = `cqm_${'M'.repeat(40)}${set.slug.replace(/\D/g, '').padStart(3, '0')}`;
  const hash = await hashOfToken(token, (bytes) => webDigests.sha256(bytes));
  const known = await sql`select from api_token where hash = ${hash}`.execute(set.db);
  if (known.rows.length === 0) {
    const body = set.slug.replace('consultation', 'ministere');
    await storeToken(
      set.db,
      {
        id: crypto.randomUUID(),
        body,
        name: 'Essai',
        roles: ['moderator', 'official'],
        hash,
        lastDay: undefined,
      },
      NOW,
    );
  }
  await set.other(`/moderation/decisions/${crypto.randomUUID()}`, decision, token);
}
