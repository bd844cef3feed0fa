import type { OwnContributionPage, OwnInActivity } from '../contract/contributions.js';
import type { Language } from '../contract/text.js';
import { turnAfter } from '../domain/turns.js';
import type { Answer, ClientEvent, Contribution, Delivery, Durability, Pending } from './client.js';
import type { Drafts } from './drafts.js';
import { forgetDrafts } from './forget.js';
import { type Http, OFFLINE } from './http.js';
import { LiveChanges } from './live.js';
import { FILES } from './entries.js';
import { Outbox } from './outbox.js';
import { part, type PartFiles } from './parts.js';
import type { Participant } from './participant.js';
import type { Uploads } from './uploads.js';
import { filesOf } from './requests.js';
import { query } from '../domain/paths.js';

/** The hash of what sends files, which the build writes here: the loader has not got it. */
declare const __CQ_UPLOADS__: PartFiles | undefined;
const sealed = typeof __CQ_UPLOADS__ === 'undefined' ? undefined : __CQ_UPLOADS__;

/** What the two halves of a client share. */
export interface Common {
  api: string;
  slug: string;
  http: Http;
  who: Participant;
  drafts: Drafts;
  tell: (event: ClientEvent) => void;
}

/**
 * The half of the client that only those need who take part: outbox, ballots, what is one's own, others' changes. A
 * file of its own, which the browser asks for once the first view is there.
 */
export class Participation {
  private readonly box: string;
  private readonly turns = new Map<string, number>();
  private outbox: Outbox | undefined;
  private live: LiveChanges | undefined;
  private files: Promise<Uploads | undefined> | undefined;
  private sender: Uploads | undefined;
  private durable = true;

  constructor(private readonly common: Common) {
    this.box = `${common.api} ${common.slug}`;
    // Reading stores nothing: without a key there is nothing to send, and no outbox is opened.
    if (common.who.key) {
      this.opened();
      void this.sendFiles();
    }
    // Another tab has taken part for the first time, or forgotten.
    addEventListener('storage', ({ key }) => {
      if (key !== common.who.name) return;
      if (common.who.key) this.opened();
      common.tell({ type: 'changed', activity: '', own: true });
    });
  }

  async give(contribution: Contribution, language: Language): Promise<Answer<Delivery>> {
    const voted = contribution.kind === 'comment-ballot' || contribution.kind === 'idea-ballot';
    const turn = voted ? this.nextTurn(contribution.item) : undefined;
    const named = filesOf(contribution).length > 0;
    // A file may be on its page alone: its response stays there too.
    if (named && !(await this.uploads())) return { ok: false, problem: OFFLINE };
    const answer = await this.opened().give(contribution, language, turn);
    // What the outbox keeps on the device, its files are kept with.
    if (named) await this.sender?.review();
    return answer;
  }

  pending(activity?: string): readonly Pending[] {
    return this.outbox?.pending(activity, (contribution) => this.keeps(contribution)) ?? [];
  }

  retry(id?: string): void {
    this.outbox?.retry(id);
  }

  async discard(id: string): Promise<void> {
    await this.outbox?.discard(id);
    await this.sender?.review();
  }

  async durability(): Promise<Durability> {
    const durable = (await this.opened().durable()) && this.pending().every((entry) => entry.durable);
    return durable ? 'device' : 'visit';
  }

  async mine(activity: string, key: string, signal?: AbortSignal): Promise<Answer<OwnInActivity>> {
    const answer = await this.own<OwnInActivity>(`/activities/${activity}/mine`, key, signal);
    if (answer.ok) for (const { item, turn } of answer.value.ballots) this.turned(item, turn);
    return answer;
  }

  contributions(key: string, cursor?: string, signal?: AbortSignal): Promise<Answer<OwnContributionPage>> {
    return this.own(`/mine${query({ cursor })}`, key, signal);
  }

  watch(): () => void {
    const { http, slug, tell } = this.common;
    const events = `v1/consultations/${slug}/events`;
    this.live ??= new LiveChanges(this.box, events, http, (activity) => tell({ type: 'changed', activity }));
    return this.live.watch();
  }

  uploads(): Promise<Uploads | undefined> {
    const files = (this.files ??= part('uploads', () => import('./uploads.js'), sealed).then(
      ({ Uploads }) => (this.sender ??= new Uploads(this.box, this.common)),
      () => (this.files = undefined),
    ));
    return files;
  }

  async forget(): Promise<void> {
    await this.opened().forget();
    await (await this.uploads())?.forget();
    this.turns.clear();
    const { drafts, who, tell } = this.common;
    forgetDrafts(drafts);
    who.forget();
    tell({ type: 'forgotten' });
  }

  private opened(): Outbox {
    if (this.outbox) return this.outbox;
    const { slug, http, who, tell } = this.common;
    const outbox = (this.outbox = new Outbox(this.box, slug, http, who, tell, async (ids) => {
      const uploads = await this.uploads();
      return uploads ? uploads.deliver(ids) : OFFLINE;
    }));
    void outbox.durable().then((durable) => (this.durable = durable));
    return outbox;
  }

  /** Whether the device keeps something until it is sent, with its files. */
  private keeps(contribution: Contribution): boolean {
    const fleeting = (id: string) => {
      const { state, where } = this.sender?.get(id) ?? {};
      return state !== 'stored' && where !== undefined && where !== 'device';
    };
    return this.durable && !filesOf(contribution).some(fleeting);
  }

  /** Files that an earlier visit left are sent, whatever this page shows. */
  private async sendFiles(): Promise<void> {
    try {
      const there = await indexedDB.databases();
      if (there.some(({ name }) => name === FILES)) await this.uploads();
    } catch {
      // They go once their question is shown, or their response is sent.
    }
  }

  private own<Value>(path: string, key: string, signal?: AbortSignal): Promise<Answer<Value>> {
    return this.common.http.get<Value>(`v1/consultations/${this.common.slug}${path}`, { signal, key });
  }

  private nextTurn(item: string): number {
    const turn = turnAfter(this.turns.get(item), new Date());
    this.turns.set(item, turn);
    return turn;
  }

  private turned(item: string, turn: number): void {
    this.turns.set(item, Math.max(turn, this.turns.get(item) ?? 0));
  }
}
