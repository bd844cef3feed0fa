import type { CommentContext, CommentPage } from '../contract/comments.js';
import type { ActivityKind, View } from '../contract/consultation.js';
import type { OwnContributionPage, OwnInActivity } from '../contract/contributions.js';
import type { Language } from '../contract/text.js';
import type { Idea, IdeaPage } from '../contract/ideas.js';
import { pageOf, query, viewPath, type ViewOptions } from '../domain/paths.js';
import type {
  Adoption,
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
import { Http, LOST } from './http.js';
import { Participant } from './participant.js';
import type { Participation } from './participation.js';
import { part, savesData } from './parts.js';
import type { Uploads } from './uploads.js';

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

/** What a list or an item is asked with: what has a value becomes its query. */
type Asked = Parameters<ConsultationClient['comments']>[1] & { section?: string; start?: number };

class Client implements ConsultationClient {
  private readonly http: Http;
  private readonly who: Participant;
  private readonly drafts: Drafts;
  private readonly listeners = new Set<(event: ClientEvent) => void>();
  private participation: Participation | undefined;
  private fetching: Promise<Participation | undefined> | undefined;

  constructor(
    readonly api: string,
    readonly slug: string,
  ) {
    this.http = new Http(api);
    this.who = new Participant(api, slug);
    this.drafts = new Drafts(api, slug);
  }

  async prepare(): Promise<boolean> {
    return (await this.fetchParticipation()) !== undefined;
  }

  async view(
    kind: ActivityKind,
    { signal, fresh, start, ...options }: ViewOptions & { signal?: AbortSignal; fresh?: boolean },
  ): Promise<Answer<View & { stale?: boolean }>> {
    const { who } = this;
    if (start !== undefined && !who.key) who.startFrom(start);
    const path = viewPath(this.slug, kind, { ...options, start: kind === 'ideas' ? who.start : undefined });
    const answer = await this.http.get<View>(path, { signal, fresh });
    if (answer.ok || answer.problem.code !== 'offline' || signal?.aborted) return answer;
    const copy = await this.http.cached<View>(path);
    return copy.ok ? { ok: true, value: { ...copy.value, stale: true } } : answer;
  }

  comments(
    activity: string,
    options: Parameters<ConsultationClient['comments']>[1],
  ): Promise<Answer<CommentPage>> {
    return this.read(activity, 'comments', options);
  }

  context(activity: string, id: string): Promise<Answer<CommentContext>> {
    return this.read(activity, `comments/${id}/context`);
  }

  ideas(activity: string, options: Parameters<ConsultationClient['ideas']>[1]): Promise<Answer<IdeaPage>> {
    return this.read(activity, 'ideas', { ...options, start: this.who.start });
  }

  idea(
    activity: string,
    id: string,
    options?: { signal?: AbortSignal; fresh?: boolean },
  ): Promise<Answer<Idea>> {
    return this.read(activity, `ideas/${id}`, options);
  }

  async mine(activity: string, { signal }: { signal?: AbortSignal } = {}): Promise<Answer<OwnInActivity>> {
    const { key } = this.who;
    if (!key) return { ok: true, value: { ballots: [], own: [], reported: [] } };
    const there = await this.fetchParticipation();
    return there?.mine(activity, key, signal) ?? LOST;
  }

  async contributions({ cursor, signal }: { cursor?: string; signal?: AbortSignal } = {}): Promise<
    Answer<OwnContributionPage>
  > {
    const { key } = this.who;
    if (!key) return { ok: true, value: { items: [], next: null } };
    const there = await this.fetchParticipation();
    return there?.contributions(key, cursor, signal) ?? LOST;
  }

  async give(contribution: Contribution, language: Language): Promise<Answer<Delivery>> {
    const there = await this.fetchParticipation();
    // What could not be kept stays where it was written.
    return there?.give(contribution, language) ?? LOST;
  }

  async uploads(): Promise<Uploads | undefined> {
    return (await this.fetchParticipation())?.uploads();
  }

  pending(activity: string): readonly Pending[] {
    return this.participation?.pending(activity) ?? [];
  }

  retry(id?: string): void {
    this.participation?.retry(id);
  }

  async discard(id: string): Promise<void> {
    await this.participation?.discard(id);
  }

  subscribe(listener: (event: ClientEvent) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  watch(): () => void {
    if (savesData()) return () => {};
    let release: (() => void) | undefined;
    let over = false;
    void this.fetchParticipation().then((there) => {
      if (there && !over) release = there.watch();
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
    return (await this.fetchParticipation())?.durability() ?? 'visit';
  }

  get participant(): boolean {
    return this.who.key !== undefined;
  }

  recoveryLink(language: Language): string | undefined {
    const { key } = this.who;
    return key && `${pageOf(this.api, this.slug, language)}/mine#cq-key=${key}`;
  }

  get visiting(): boolean {
    return this.who.visiting;
  }

  adopt(key: string, instead?: 'visit' | 'replace'): Adoption {
    return this.who.adopt(key, instead);
  }

  async forget(): Promise<void> {
    await (await this.fetchParticipation())?.forget();
  }

  /** Asked for once; again after the network failed. */
  private fetchParticipation(): Promise<Participation | undefined> {
    const { api, slug, http, who, drafts } = this;
    this.fetching ??= part('participation', () => import('./participation.js')).then(
      ({ Participation }) =>
        (this.participation = new Participation({
          api,
          slug,
          http,
          who,
          drafts,
          tell: (event) => this.tell(event),
        })),
      () => (this.fetching = undefined),
    );
    return this.fetching;
  }

  /** What of an activity everybody may read; `asked` is its query. */
  private read<Value>(
    activity: string,
    rest: string,
    { signal, fresh, ...asked }: Asked = {},
  ): Promise<Answer<Value>> {
    const path = `v1/consultations/${this.slug}/activities/${activity}/${rest}${query(asked)}`;
    return this.http.get(path, { signal, fresh });
  }

  private tell(event: ClientEvent): void {
    for (const listener of [...this.listeners]) listener(event);
  }
}
