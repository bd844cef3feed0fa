import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { addBody, applyDefinition } from '../../src/backend/consultations/store.js';
import { exportRows } from '../../src/backend/transfer/export.js';
import { importRows } from '../../src/backend/transfer/import.js';
import type { CommentPage } from '../../src/contract/comments.js';
import { ConsultationDefinition } from '../../src/contract/consultation.js';
import type { Idea, IdeaPage } from '../../src/contract/ideas.js';
import { setStage, type Stage } from './harness.js';

const SLUG = 'republique-numerique';
const inDemo = (name: string) => fileURLToPath(new URL(`../../demo/${name}`, import.meta.url));

interface SourceIdea {
  id: number;
  section: string;
  title: string;
  body: string;
  createdAt: string;
  author: string;
  votes: { for: number; against: number; mixed: number };
}
interface SourceComment {
  id: number;
  ideaId: number;
  alignment: 'for' | 'against';
  body: string;
  createdAt: string;
  author: string;
  votes: number;
}

async function source<Row>(name: string): Promise<Row[]> {
  const text = await readFile(inDemo(`republique-numerique/${name}.ndjson`), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
}

async function* rowsOf(name: string): AsyncGenerator<unknown> {
  const lines = createInterface({ input: createReadStream(inDemo(`republique-numerique/${name}.ndjson`)) });
  for await (const line of lines) yield JSON.parse(line);
}

async function* each(rows: unknown[]): AsyncGenerator<unknown> {
  yield* rows;
}

describe('what is brought in from elsewhere', () => {
  let stage: Stage;
  let ideas: SourceIdea[];
  let comments: SourceComment[];
  before(async () => {
    stage = await setStage();
    const { db } = stage.database;
    const definition = ConsultationDefinition.parse(
      JSON.parse(await readFile(inDemo('consultation.json'), 'utf8')),
    );
    await addBody(db, { slug: 'demonstration', name: { fr: 'Démonstration' }, origins: [] }, stage.clock.now);
    assert.equal((await applyDefinition(db, definition, stage.clock.now)).ok, true);
    [ideas, comments] = await Promise.all([source<SourceIdea>('ideas'), source<SourceComment>('comments')]);
  });
  after(() => stage.close());

  const bring = (activity: string, rows: AsyncIterable<unknown>) =>
    importRows(stage.database.db, { consultation: SLUG, activity }, rows);

  it('takes 417 ideas and 2,555 comments whole, and nothing twice', async () => {
    const first = await bring('idees', rowsOf('ideas'));
    assert.deepEqual(first, { ok: true, read: 417, stored: 417, known: 0 });
    assert.deepEqual(await bring('discussion', rowsOf('comments')), {
      ok: true,
      read: 2555,
      stored: 2555,
      known: 0,
    });
    assert.deepEqual(await bring('discussion', rowsOf('comments')), {
      ok: true,
      read: 2555,
      stored: 0,
      known: 2555,
    });
  });

  it('gives every idea back, character by character, with its date, author and votes', async () => {
    const shown: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const path = `/v1/consultations/${SLUG}/activities/idees/ideas?limit=100&start=7${cursor && `&cursor=${cursor}`}`;
      const page = (await stage.get(path)).body as unknown as IdeaPage;
      assert.equal(page.total, 417);
      for (const { id } of page.items) {
        const idea = (await stage.get(`/v1/consultations/${SLUG}/activities/idees/ideas/${id}`))
          .body as unknown as Idea;
        const { title, body, section, acceptedAt, author, votes, carried } = idea;
        shown.push(JSON.stringify([title, body, section, acceptedAt, author, votes, carried ?? NO_VOTES]));
      }
      cursor = page.next;
    }
    const expected = ideas.map(({ title, body, section, createdAt, author, votes }) => {
      const { for: inFavour, against, mixed } = votes;
      const counts = { for: inFavour, against, mixed };
      return JSON.stringify([title, body, section, createdAt, author, counts, counts]);
    });
    assert.deepEqual(shown.sort(), expected.sort());
  });

  it('gives every comment back, character by character, with the idea that it is about', async () => {
    const titles = new Map(ideas.map(({ id, title }) => [id, title]));
    const shown: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const path = `/v1/consultations/${SLUG}/activities/discussion/comments?limit=100&sort=oldest${cursor && `&cursor=${cursor}`}`;
      const page = (await stage.get(path)).body as unknown as CommentPage;
      assert.equal(page.total, 2555);
      for (const { body, alignment, author, acceptedAt, subject, votes } of page.items) {
        shown.push(JSON.stringify([body, alignment, author, acceptedAt, subject?.title, votes.up]));
      }
      cursor = page.next;
    }
    const expected = comments.map(({ body, alignment, author, createdAt, ideaId, votes }) =>
      JSON.stringify([body, alignment, author, createdAt, titles.get(ideaId), votes]),
    );
    assert.deepEqual(shown.sort(), expected.sort());
  });

  it('exports every public row once', async () => {
    const counted: Record<string, number> = {};
    for await (const { table } of exportRows(stage.database.db, SLUG, stage.clock.now)) {
      counted[table] = (counted[table] ?? 0) + 1;
    }
    assert.deepEqual(counted, { participation: 4, ideas: 417, comments: 2555 });
  });

  it('stops at the first bad line, says where, and goes on from there once it is mended', async () => {
    const slug = await stage.consultation();
    const rows = Array.from({ length: 700 }, (_, n) => ({
      ...ideas[n % 417]!,
      id: `n${n}`,
      title: `Idée ${n}`,
    }));
    const bad = rows.map((row, n) => (n === 649 ? { ...row, createdAt: 'hier' } : row));
    const outcome = await importRows(stage.database.db, { consultation: slug, activity: 'idees' }, each(bad));
    assert.equal(outcome.ok, false);
    assert.deepEqual(outcome.ok || [outcome.problem.line, outcome.problem.pointer], [650, '/createdAt']);
    assert.equal(await stage.count('idea', slug), 649);
    const again = await importRows(stage.database.db, { consultation: slug, activity: 'idees' }, each(rows));
    assert.deepEqual(again, { ok: true, read: 700, stored: 51, known: 649 });
  });

  it('refuses a comment about an idea that is not there', async () => {
    const slug = await stage.consultation();
    const outcome = await importRows(
      stage.database.db,
      { consultation: slug, activity: 'discussion' },
      each([comments[0]]),
    );
    assert.deepEqual(outcome.ok || outcome.problem, { pointer: '/ideaId', code: 'unknown: 61' });
    assert.equal(await stage.count('comment', slug), 0);
  });
});

const NO_VOTES = { for: 0, against: 0, mixed: 0 };
