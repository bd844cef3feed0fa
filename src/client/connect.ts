import type { CommentPage } from '../contract/comments.js';
import type { ActivityKind, View } from '../contract/consultation.js';
import type { OwnContributionPage, OwnInActivity } from '../contract/contributions.js';
import type { Idea, IdeaPage } from '../contract/ideas.js';
import type { Answer, ClientEvent, ConsultationClient, Contribution, Draft, Durability } from './client.js';
import { Drafts } from './drafts.js';
import { Http } from './http.js';
import { LiveChanges } from './live.js';
import { Outbox } from './outbox.js';
import { Participant } from './participant.js';
import { query, viewPath, type ViewOptions } from './paths.js';

export { useTransport } from './http.js';

const clients = new Map<string, ConsultationClient>();

/** The client of a consultation: one for all the widgets of the page. */
export function clientFor(api: string, slug: string): ConsultationClient {
  const base = api.endsWith('/') ? api : `${api}/`;
  const name = `${base} ${slug}`;
  const known = clients.get(name) ?? new Client(base, slug);
  clients.set(name, known);
  return known;
}

/** The first ballot of a device counts from here, in seconds: later devices and visits count on, not from 1 again. */
const TURNS_BEGIN = Date.UTC(2026, 0, 1) / 1000;

class Client implements ConsultationClient {
  private readonly http: Http;
  private readonly who: Participant;
  private readonly drafts: Drafts;
  private readonly outbox: Outbox;
  private readonly live: LiveChanges;
  private readonly listeners = new Set<(event: ClientEvent) => void>();
  private readonly turns = new Map<string, number>();
  private durable = true;

  constructor(
    readonly api: string,
    readonly slug: string,
  ) {
    const box = `${api} ${slug}`;
    this.http = new Http(api);
    this.who = new Participant(api, slug);
    this.drafts = new Drafts(api, slug);
    const tell = (event: ClientEvent) => this.tell(event);
    this.outbox = new Outbox(box, slug, this.http, this.who, tell);
    this.live = new LiveChanges(box, this.path('/events'), this.http, (activity) =>
      tell({ type: 'changed', activity }),
    );
    void this.outbox.durable().then((durable) => (this.durable = durable));
  }

  async view(
    kind: ActivityKind,
    { signal, fresh, ...options }: ViewOptions & { signal?: AbortSignal; fresh?: boolean },
  ): Promise<Answer<View & { stale?: boolean }>> {
    const path = this.viewPath(kind, options);
    const answer = await this.http.get<View>(path, { signal, fresh });
    if (answer.ok || answer.problem.code !== 'offline' || signal?.aborted) return answer;
    const copy = await this.http.cached<View>(path);
    return copy.ok ? { ok: true, value: { ...copy.value, stale: true } } : answer;
  }

  comments(
    activity: string,
    { signal, fresh, ...options }: Parameters<ConsultationClient['comments']>[1],
  ): Promise<Answer<CommentPage>> {
    return this.http.get(this.path(`/activities/${activity}/comments${query(options)}`), { signal, fresh });
  }

  ideas(
    activity: string,
    { signal, fresh, ...options }: Parameters<ConsultationClient['ideas']>[1],
  ): Promise<Answer<IdeaPage>> {
    const place = { ...options, start: this.who.start };
    return this.http.get(this.path(`/activities/${activity}/ideas${query(place)}`), { signal, fresh });
  }

  idea(
    activity: string,
    id: string,
    options: { signal?: AbortSignal; fresh?: boolean } = {},
  ): Promise<Answer<Idea>> {
    return this.http.get(this.path(`/activities/${activity}/ideas/${id}`), options);
  }

  async mine(activity: string, { signal }: { signal?: AbortSignal } = {}): Promise<Answer<OwnInActivity>> {
    const { key } = this.who;
    if (!key) return { ok: true, value: { ballots: [], own: [], reported: [] } };
    const answer = await this.http.get<OwnInActivity>(this.path(`/activities/${activity}/mine`), {
      signal,
      key,
    });
    if (answer.ok) for (const { item, turn } of answer.value.ballots) this.turnAfter(item, turn);
    return answer;
  }

  async contributions({ cursor, signal }: { cursor?: string; signal?: AbortSignal } = {}): Promise<
    Answer<OwnContributionPage>
  > {
    const { key } = this.who;
    if (!key) return { ok: true, value: { items: [], next: null } };
    return this.http.get(this.path(`/mine${query({ cursor })}`), { signal, key });
  }

  give(contribution: Contribution) {
    const voted = contribution.kind === 'comment-ballot' || contribution.kind === 'idea-ballot';
    return this.outbox.give(contribution, voted ? this.nextTurn(contribution.item) : undefined);
  }

  pending(activity: string) {
    return this.outbox.pending(activity, this.durable);
  }

  retry(id?: string): void {
    this.outbox.retry(id);
  }

  discard(id: string): Promise<void> {
    return this.outbox.discard(id);
  }

  subscribe(listener: (event: ClientEvent) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  watch(): () => void {
    return this.live.watch();
  }

  async draft<Value>(key: string): Promise<Draft<Value> | undefined> {
    return this.drafts.find<Value>(key);
  }

  async saveDraft(key: string, value: unknown, { keep }: { keep?: boolean } = {}): Promise<Durability> {
    return this.drafts.save(key, value, keep);
  }

  async forgetDraft(key: string): Promise<void> {
    this.drafts.forget(key);
  }

  async durability(): Promise<Durability> {
    return (await this.outbox.durable()) ? 'device' : 'visit';
  }

  get participant(): boolean {
    return this.who.key !== undefined;
  }

  recoveryLink(): string | undefined {
    return this.who.key && `${this.api}c/${this.slug}/mine#cq-key=${this.who.key}`;
  }

  adopt(key: string): boolean {
    return this.who.adopt(key);
  }

  async forget(): Promise<void> {
    await this.outbox.forget();
    this.drafts.forgetAll();
    this.who.forget();
    this.turns.clear();
    this.tell({ type: 'forgotten' });
  }

  private path(rest: string): string {
    return `v1/consultations/${this.slug}${rest}`;
  }

  private viewPath(kind: ActivityKind, options: ViewOptions): string {
    if (kind !== 'ideas') return viewPath(this.slug, kind, options);
    // The loader has asked already, from a start of its choice: its answer is used if this one asks for the same.
    const asked = new URL(viewPath(this.slug, kind, options), this.api).href;
    const link = document.querySelector<HTMLLinkElement>(
      `link[rel=preload][href^="${CSS.escape(asked)}&start="]`,
    );
    const start = Number(link?.href.slice(asked.length + '&start='.length));
    if (link && Number.isInteger(start) && !this.participant) this.who.startFrom(start);
    return viewPath(this.slug, kind, { ...options, start: this.who.start });
  }

  private nextTurn(item: string): number {
    const turn = Math.max((this.turns.get(item) ?? 0) + 1, Math.floor(Date.now() / 1000) - TURNS_BEGIN);
    this.turns.set(item, turn);
    return turn;
  }

  private turnAfter(item: string, turn: number): void {
    this.turns.set(item, Math.max(turn, this.turns.get(item) ?? 0));
  }

  private tell(event: ClientEvent): void {
    for (const listener of [...this.listeners]) listener(event);
  }
}
