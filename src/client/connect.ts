import type { CommentPage } from '../contract/comments.js';
import type { ActivityKind, View } from '../contract/consultation.js';
import type { OwnContributionPage, OwnInActivity } from '../contract/contributions.js';
import type { Idea, IdeaPage } from '../contract/ideas.js';
import type {
  Answer,
  ClientEvent,
  ConsultationClient,
  Contribution,
  Delivery,
  Draft,
  Durability,
  Pending,
} from './client.js';
import { Drafts } from './drafts.js';
import { Http, OFFLINE } from './http.js';
import { Participant } from './participant.js';
import type * as ParticipationModule from './participation.js';
import type { LiveChanges, Outbox } from './participation.js';
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

type Participation = typeof ParticipationModule;

class Client implements ConsultationClient {
  private readonly http: Http;
  private readonly who: Participant;
  private readonly drafts: Drafts;
  private readonly box: string;
  private fetching: Promise<Participation | undefined> | undefined;
  private outbox: Outbox | undefined;
  private live: LiveChanges | undefined;
  private readonly listeners = new Set<(event: ClientEvent) => void>();
  private readonly turns = new Map<string, number>();
  private durable = true;

  constructor(
    readonly api: string,
    readonly slug: string,
  ) {
    this.box = `${api} ${slug}`;
    this.http = new Http(api);
    this.who = new Participant(api, slug);
    this.drafts = new Drafts(api, slug);
  }

  async prepare(): Promise<boolean> {
    const there = await this.participation();
    // Reading stores nothing: without a key there is nothing to send, and no outbox is opened.
    if (there && this.who.key) this.outboxOf(there);
    return there !== undefined;
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

  async give(contribution: Contribution): Promise<Answer<Delivery>> {
    const there = await this.participation();
    // What could not be kept stays where it was written.
    if (!there) return { ok: false, problem: OFFLINE };
    const voted = contribution.kind === 'comment-ballot' || contribution.kind === 'idea-ballot';
    return this.outboxOf(there).give(contribution, voted ? this.nextTurn(contribution.item) : undefined);
  }

  pending(activity: string): readonly Pending[] {
    return this.outbox?.pending(activity, this.durable) ?? [];
  }

  retry(id?: string): void {
    this.outbox?.retry(id);
  }

  async discard(id: string): Promise<void> {
    await this.outbox?.discard(id);
  }

  subscribe(listener: (event: ClientEvent) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  watch(): () => void {
    let release: (() => void) | undefined;
    let over = false;
    void this.participation().then((there) => {
      if (there && !over) release = this.liveOf(there).watch();
    });
    return () => {
      over = true;
      release?.();
    };
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
    const there = await this.participation();
    return there && (await this.outboxOf(there).durable()) ? 'device' : 'visit';
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
    const there = await this.participation();
    if (there) await this.outboxOf(there).forget();
    this.drafts.forgetAll();
    this.who.forget();
    this.turns.clear();
    this.tell({ type: 'forgotten' });
  }

  /** Asked for once; again after the network failed. */
  private participation(): Promise<Participation | undefined> {
    this.fetching ??= import('./participation.js').catch(() => (this.fetching = undefined));
    return this.fetching;
  }

  private outboxOf({ Outbox }: Participation): Outbox {
    if (this.outbox) return this.outbox;
    const tell = (event: ClientEvent) => this.tell(event);
    const outbox = (this.outbox = new Outbox(this.box, this.slug, this.http, this.who, tell));
    void outbox.durable().then((durable) => (this.durable = durable));
    return outbox;
  }

  private liveOf({ LiveChanges }: Participation): LiveChanges {
    return (this.live ??= new LiveChanges(this.box, this.path('/events'), this.http, (activity) =>
      this.tell({ type: 'changed', activity }),
    ));
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
