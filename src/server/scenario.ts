import { readFile } from 'node:fs/promises';
import { createBackend } from '../backend/backend.js';
import type { Database } from '../backend/database/database.js';
import type { CommentChoice, CommentInput, CommentPage, ReportReason } from '../contract/comments.js';
import type { ModerationAction } from '../contract/moderation.js';
import type { LocalizedText } from '../contract/text.js';
import { nodeDigests } from './digests.js';
import { newKey } from './forms/visit.js';
import { openLog } from './log.js';

/** One thing that somebody did some minutes ago. People and comments go by names of the scenario's own. */
type Step = { ago: number } & (
  | { do: 'find'; name: string; in: string; passage: string; all?: boolean }
  | ({ do: 'write'; as: string; name: string; in: string; under?: string; address?: string } & Pick<
      CommentInput,
      'body' | 'alignment'
    >)
  | { do: 'vote'; as: string; on: string; choice: CommentChoice }
  | { do: 'report'; as: string; on: string; reason: ReportReason; text?: string }
  | { do: 'decide'; action: ModerationAction; on: string; reason?: string; note?: string; into?: string }
  | { do: 'answer' | 'consider'; on: string; text: LocalizedText }
  | { do: 'appeal'; as: string; on: string; text: string }
  | { do: 'raid'; on: string; in: string; reason: string; note: string }
);

export interface Stage {
  database: Database;
  /** The platform's own address: `https://consultation.example`. */
  origin: string;
  consultation: string;
  /** Of the public body, with every role. */
  token: string;
  /** The keys of those whose participation is to be found again; all others have one that nobody keeps. */
  keys: Readonly<Record<string, string>>;
  now: Date;
}

/**
 * Plays what people and moderators did over the last days, each at its own time, by the requests that they would have
 * made. Throws where one of them is refused.
 */
export async function play(file: string, stage: Stage): Promise<void> {
  const steps = JSON.parse(await readFile(file, 'utf8')) as Step[];
  let at = stage.now;
  const backend = createBackend({
    digests: nodeDigests,
    database: stage.database,
    clock: () => at,
    log: openLog('warn'),
    limits: false,
  });
  try {
    const actors = new Scenario(stage, (request, address) => backend.fetch(request, { address }));
    for (const step of steps) {
      at = new Date(stage.now.getTime() - step.ago * 60_000);
      await actors.do(step);
    }
    await backend.settled();
    await backend.tidy();
  } finally {
    await backend.close();
  }
}

class Scenario {
  private readonly keys: Map<string, string>;
  /** The comments that have a name, and the activities that they are in. */
  private readonly comments = new Map<string, { id: string; activity: string }>();

  constructor(
    private readonly stage: Stage,
    private readonly fetch: (request: Request, address?: string) => Promise<Response>,
  ) {
    this.keys = new Map(Object.entries(stage.keys));
  }

  async do(step: Step): Promise<void> {
    switch (step.do) {
      case 'find':
        return this.find(step);
      case 'write': {
        const { as, name, in: activity, under, address, body, alignment } = step;
        const id = crypto.randomUUID();
        this.comments.set(name, { id, activity });
        const parent = under === undefined ? undefined : this.of(under).id;
        return this.put(
          `/activities/${activity}/comments/${id}`,
          this.keyOf(as),
          { body: this.withPermalinks(body), alignment, parent },
          address,
        );
      }
      case 'vote':
        return this.toComment(step, 'ballot', { choice: step.choice, turn: 1 });
      case 'report':
        return this.toComment(step, 'report', { reason: step.reason, text: step.text });
      case 'appeal':
        return this.toComment(step, 'appeal', { text: step.text });
      case 'decide': {
        const { action, on, reason, note, into } = step;
        const decision = { action, comment: this.of(on).id, reason, note, into: into && this.of(into).id };
        return this.decide('decisions', decision);
      }
      case 'consider':
        return this.decide('decisions', {
          action: 'consider',
          comment: this.of(step.on).id,
          text: step.text,
        });
      case 'answer':
        return this.decide('answers', { comment: this.of(step.on).id, body: step.text });
      case 'raid': {
        const { on, in: activity, reason, note } = step;
        const selection = { similarTo: this.of(on).id };
        return this.decide('bulk', { action: 'hide', activity, selection, reason, note });
      }
    }
  }

  /** A text in which `{name}` stands for the permalink of a comment, on the platform's pages. */
  private withPermalinks(body: string): string {
    const { origin, consultation } = this.stage;
    return body.replace(/\{([\w-]+)\}/g, (_, name: string) => {
      const { id, activity } = this.of(name);
      return `${origin}/c/${consultation}/${activity}?comment=${id}`;
    });
  }

  /** Names the comment that has a passage; with `all`, the next ones too: `name2`, `name3`. */
  private async find({ name, in: activity, passage, all }: Step & { do: 'find' }): Promise<void> {
    const query = new URLSearchParams({ q: `"${passage}"`, sort: 'oldest' });
    const answer = await this.ask('GET', `/activities/${activity}/comments?${query.toString()}`);
    const { items } = (await answer.json()) as CommentPage;
    if (items.length === 0) throw new Error(`No comment says «${passage}»`);
    for (const [index, { id }] of items.slice(0, all ? items.length : 1).entries())
      this.comments.set(index === 0 ? name : `${name}${index + 1}`, { id, activity });
  }

  private toComment({ as, on }: { as: string; on: string }, what: string, body: object): Promise<void> {
    const { id, activity } = this.of(on);
    return this.put(`/activities/${activity}/comments/${id}/${what}`, this.keyOf(as), body);
  }

  private decide(what: 'decisions' | 'answers' | 'bulk', body: object): Promise<void> {
    return this.put(`/moderation/${what}/${crypto.randomUUID()}`, this.stage.token, body);
  }

  private async put(path: string, bearer: string, body: object, address?: string): Promise<void> {
    await this.ask('PUT', path, { bearer, body, address });
  }

  private async ask(
    method: 'GET' | 'PUT',
    path: string,
    { bearer, body, address }: { bearer?: string; body?: object; address?: string | undefined } = {},
  ): Promise<Response> {
    const url = `http://localhost/v1/consultations/${this.stage.consultation}${path}`;
    const headers = {
      ...(bearer && { authorization: `Bearer ${bearer}` }),
      ...(body && { 'content-type': 'application/json' }),
    };
    const request = new Request(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const answer = await this.fetch(request, address);
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return answer;
  }

  private of(name: string): { id: string; activity: string } {
    const comment = this.comments.get(name);
    if (!comment) throw new Error(`The scenario has no comment «${name}»`);
    return comment;
  }

  private keyOf(person: string): string {
    const key = this.keys.get(person) ?? newKey();
    this.keys.set(person, key);
    return key;
  }
}
