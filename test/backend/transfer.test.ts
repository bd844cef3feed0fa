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

  const bring = (activity: string, rows: AsyncIterable<unknown>) => importInto(SLUG, activity, rows);
  const importInto = (consultation: string, activity: string, rows: AsyncIterable<unknown>) =>
    importRows(stage.database.db, { consultation, activity, now: stage.clock.now }, rows);

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
        shown.push(JSON.stringify([body, alignment, author, acceptedAt, subject?.title, votes!.up]));
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
    assert.deepEqual(counted, { participation: 5, ideas: 417, comments: 2555 });
  });

  it('stops at the first bad line, says where, and goes on from there once it is mended', async () => {
    const slug = await stage.consultation();
    const rows = Array.from({ length: 700 }, (_, n) => ({
      ...ideas[n % 417]!,
      id: `n${n}`,
      title: `Idée ${n}`,
      section: undefined,
    }));
    const bad = rows.map((row, n) => (n === 649 ? { ...row, createdAt: 'hier' } : row));
    const outcome = await importInto(slug, 'idees', each(bad));
    assert.equal(outcome.ok, false);
    assert.deepEqual(outcome.ok || [outcome.problem.line, outcome.problem.pointer], [650, '/createdAt']);
    assert.equal(await stage.count('idea', slug), 649);
    const again = await importInto(slug, 'idees', each(rows));
    assert.deepEqual(again, { ok: true, read: 700, stored: 51, known: 649 });
  });

  it('refuses a comment about an idea that is not there, says its line, and keeps what stands before it', async () => {
    const slug = await stage.consultation();
    const plain = { ...comments[0], ideaId: undefined };
    const rows = [{ ...plain, id: 'a' }, undefined, comments[0], { ...plain, id: 'b', createdAt: 'hier' }];
    const outcome = await importInto(slug, 'discussion', each(rows));
    assert.deepEqual(outcome, {
      ok: false,
      read: 3,
      stored: 1,
      known: 0,
      problem: { line: 3, pointer: '/ideaId', code: 'unknown: 61' },
    });
    assert.equal(await stage.count('comment', slug), 1);
  });

  it('takes an answer that stands in the same batch as what it answers', async () => {
    const slug = await stage.consultation();
    const plain = { ...comments[0], ideaId: undefined };
    const rows = [plain, { ...plain, id: 'answer', parentId: plain.id }];
    assert.equal((await importInto(slug, 'discussion', each(rows))).ok, true);
    const { items } = (await stage.get(`/v1/consultations/${slug}/activities/discussion/comments`))
      .body as unknown as CommentPage;
    assert.deepEqual(
      items.map(({ replies }) => replies),
      [1],
    );
  });

  for (const [what, change, pointer, code] of [
    ['half of a character', { body: 'caf\ud800' }, '/body', 'not-storable'],
    ['a NUL character', { title: 'caf\u0000' }, '/title', 'not-storable'],
    ['half of a character in an author', { author: '\udc00' }, '/author', 'not-storable'],
    ['an identifier that is too long', { id: 'x'.repeat(3000) }, '/id', 'no-identifier'],
    ['more votes than can be counted', { votes: { for: 1e12 } }, '/votes/for', undefined],
    ['a date to come', { createdAt: '2999-01-01T00:00:00Z' }, '/createdAt', 'in-the-future'],
    ['a section that there is not', { section: 'Section 99' }, '/section', 'unknown-section'],
  ] as const) {
    it(`refuses ${what}, says its line, and stores nothing of it`, async () => {
      const slug = await stage.consultation();
      const idea = { ...ideas[0], section: undefined };
      const rows = [
        { ...idea, id: 1 },
        { ...idea, id: 2, ...change },
      ];
      const outcome = await importInto(slug, 'idees', each(rows));
      assert.ok(!outcome.ok);
      const { problem } = outcome;
      assert.deepEqual([problem.line, problem.pointer, problem.code], [2, pointer, code ?? problem.code]);
      assert.equal(await stage.count('idea', slug), 1);
    });
  }

  it('tells a consultation that is not there from an activity that is not', async () => {
    const refusal = async (slug: string, activity: string) => {
      const outcome = await importInto(slug, activity, each([]));
      return outcome.ok || outcome.problem;
    };
    const slug = await stage.consultation();
    assert.deepEqual(await refusal('nope', 'idees'), { code: 'unknown-consultation' });
    assert.deepEqual(await refusal(slug, 'nope'), { code: 'unknown-activity' });
    assert.deepEqual(await refusal(slug, 'sondage'), { code: 'neither-ideas-nor-comments' });
  });
});

const NO_VOTES = { for: 0, against: 0, mixed: 0 };
