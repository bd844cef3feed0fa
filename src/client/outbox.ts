import type { Problem } from '../contract/problem.js';
import type { Receipt } from '../contract/contributions.js';
import type { Language } from '../contract/text.js';
import type { Answer, ClientEvent, ClientProblem, Contribution, Delivery, Pending } from './client.js';
import { inTurn, openChannel } from './channel.js';
import { type Entry, openShelf, type Shelf } from './entries.js';
import type { Http } from './http.js';
import { ensureKey } from './keys.js';
import type { Participant } from './participant.js';
import { type Fate, fateOf } from './fate.js';
import { filesOf, put } from './requests.js';

/** How long `give` waits before it says that the device keeps it, in milliseconds. */
const PATIENCE = 8000;

type Settle = (answer: Answer<Delivery>) => void;

/**
 * Keeps what citizens give until the backend has said yes. Everything is put on the shelf before it is sent; one tab
 * sends at a time, and what two send all the same is harmless, since the identifier is in the address.
 */
export class Outbox {
  private entries: Entry[] = [];
  private sending: string | undefined;
  /** The entry for which a proof of work is made. */
  private proving: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** How often it was asked to try again now. */
  private retries = 0;
  private pumping = false;
  private readonly settle = new Map<string, Settle>();
  private readonly loaded: Promise<Shelf>;
  private readonly channel: BroadcastChannel | undefined;

  constructor(
    private readonly box: string,
    private readonly slug: string,
    private readonly http: Http,
    private readonly participant: Participant,
    private readonly tell: (event: ClientEvent) => void,
    /** Sends what of these files has not arrived; gives why one has not. */
    private readonly deliver: (files: string[]) => Promise<ClientProblem | undefined>,
  ) {
    this.loaded = openShelf().then(async (shelf) => {
      const kept = await shelf.all(box).catch(() => []);
      this.entries = [...kept, ...this.entries];
      if (kept.length > 0) {
        tell({ type: 'outbox' });
        this.pump();
      }
      return shelf;
    });
    this.channel = openChannel(`cq-outbox:${box}`, ({ data }) => void this.refresh(data));
    addEventListener('online', () => this.retry());
    addEventListener('pageshow', () => this.pump());
    document.addEventListener('visibilitychange', () => document.hidden || this.pump());
  }

  /** Those of one activity, or all; `keeps` says whether the device keeps one until it is sent. */
  pending(activity: string | undefined, keeps: (contribution: Contribution) => boolean): Pending[] {
    return this.entries
      .filter((entry) => !activity || entry.contribution.activity === activity)
      .map((entry) => ({
        id: entry.id,
        contribution: entry.contribution,
        state: entry.problem ? 'refused' : entry.id === this.sending ? 'sending' : 'waiting',
        ...(entry.problem ? { problem: entry.problem } : {}),
        givenAt: new Date(entry.givenAt),
        durable: keeps(entry.contribution),
        kept: !this.settle.has(entry.id),
        proving: entry.id === this.proving,
        ...(entry.tooMany && entry.notBefore > Date.now() && { sendsAt: new Date(entry.notBefore) }),
      }));
  }

  async durable(): Promise<boolean> {
    return (await this.loaded).durable;
  }

  /** Keeps, then sends. Resolves when the backend has answered, or once it is clear that it does not. */
  async give(
    contribution: Contribution,
    language: Language,
    turn: number | undefined,
  ): Promise<Answer<Delivery>> {
    const entry: Entry = {
      id: crypto.randomUUID(),
      box: this.box,
      key: ensureKey(this.participant),
      contribution,
      language,
      ...(turn === undefined ? {} : { turn }),
      givenAt: Date.now(),
      attempts: 0,
      notBefore: 0,
    };
    const shelf = await this.loaded;
    const older = this.olderBallots(entry);
    this.entries = [...this.entries.filter((one) => !older.includes(one)), entry];
    for (const { id } of older) void this.remove(id, shelf);
    await shelf.put(entry).catch(() => {});
    for (const { id } of older) this.settle.get(id)?.({ ok: true, value: { state: 'saved', id } });
    this.tell({ type: 'outbox' });
    return new Promise((resolve) => {
      const patience = setTimeout(
        () => settle({ ok: true, value: { state: 'saved', id: entry.id } }),
        PATIENCE,
      );
      const settle: Settle = (answer) => {
        clearTimeout(patience);
        this.settle.delete(entry.id);
        resolve(answer);
      };
      this.settle.set(entry.id, settle);
      // What waits behind an entry that the network did not take waits as well: no use in letting people wait.
      if (this.first && this.first.notBefore > Date.now()) this.keepAll();
      this.pump();
    });
  }

  /** Tries again now, one entry or all. */
  retry(id?: string): void {
    this.retries += 1;
    for (const entry of this.entries) {
      if (id === undefined || entry.id === id) entry.notBefore = 0;
    }
    this.pump();
  }

  async discard(id: string): Promise<void> {
    await this.remove(id, await this.loaded);
    this.tell({ type: 'outbox' });
  }

  async forget(): Promise<void> {
    const shelf = await this.loaded;
    for (const { id } of [...this.entries]) await this.remove(id, shelf);
  }

  /** Sends what is due, one after the other: details follow the click that they join. */
  private pump(): void {
    if (this.pumping) return;
    this.pumping = true;
    void inTurn(`cq-outbox:${this.box}`, () => this.sendAll()).finally(() => {
      this.pumping = false;
      this.schedule();
    });
  }

  private async sendAll(): Promise<void> {
    const shelf = await this.loaded;
    for (let entry = this.due(); entry; entry = this.due()) {
      // Another tab may have sent it while this one waited for its turn.
      const known = shelf.durable ? await shelf.get(entry.id).catch(() => entry) : entry;
      if (!known) this.drop(entry.id);
      else if (!(await this.send(entry, shelf))) break;
    }
  }

  /** Whether the next one may be tried: not while the network or the backend does not answer. */
  private async send(entry: Entry, shelf: Shelf): Promise<boolean> {
    this.sending = entry.id;
    this.tell({ type: 'outbox' });
    const { retries } = this;
    const answer = await this.write(entry);
    this.sending = this.proving = undefined;
    if (answer.ok) {
      await this.remove(entry.id, shelf);
      const settle = this.settle.get(entry.id);
      settle?.({ ok: true, value: { state: 'stored', receipt: answer.value } });
      this.tell({ type: 'stored', id: entry.id, receipt: answer.value, kept: !settle });
      this.tell({ type: 'changed', activity: entry.contribution.activity });
      return true;
    }
    const fate = fateOf(answer.problem, entry.attempts, Math.random());
    // Whoever asked to try again while this try was under way, as the network did by coming back, does not wait.
    if (fate.state === 'waiting' && retries !== this.retries) fate.after = 0;
    await this.meet(entry, fate, answer.problem, shelf);
    return fate.state === 'refused';
  }

  /** A response goes once its files have. */
  private async write(entry: Entry): Promise<Answer<Receipt>> {
    const files = filesOf(entry.contribution);
    const problem = files.length > 0 ? await this.deliver(files) : undefined;
    if (problem) return { ok: false, problem };
    return put(this.http, this.slug, entry, entry.key ?? ensureKey(this.participant), () => {
      this.proving = entry.id;
      this.tell({ type: 'proving', activity: entry.contribution.activity });
    });
  }

  private async meet(entry: Entry, fate: Fate, problem: ClientProblem, shelf: Shelf): Promise<void> {
    entry.attempts += 1;
    if (fate.state === 'refused') entry.problem = problem as Problem;
    else entry.notBefore = Date.now() + fate.after;
    entry.tooMany = problem.code === 'rate-limited';
    await shelf.put(entry).catch(() => {});
    if (fate.state === 'refused') this.settle.get(entry.id)?.({ ok: false, problem });
    else this.keepAll();
    this.tell({ type: 'outbox' });
    this.channel?.postMessage('');
  }

  /** Tells whoever waits that the device keeps what they gave. */
  private keepAll(): void {
    for (const [id, settle] of [...this.settle]) settle({ ok: true, value: { state: 'saved', id } });
  }

  private get first(): Entry | undefined {
    return this.entries.find((entry) => !entry.problem);
  }

  private due(): Entry | undefined {
    const { first } = this;
    return first && first.notBefore <= Date.now() ? first : undefined;
  }

  private schedule(): void {
    clearTimeout(this.timer);
    const { first } = this;
    if (first) this.timer = setTimeout(() => this.pump(), Math.max(0, first.notBefore - Date.now()) + 50);
  }

  /** A citizen who changes their mind before the first vote has left sends only the last. */
  private olderBallots({ contribution }: Entry): Entry[] {
    if (contribution.kind !== 'comment-ballot' && contribution.kind !== 'idea-ballot') return [];
    return this.entries.filter(
      ({ id, contribution: other }) =>
        other.kind === contribution.kind && other.item === contribution.item && id !== this.sending,
    );
  }

  private async remove(id: string, shelf: Shelf): Promise<void> {
    const activity = this.entries.find((entry) => entry.id === id)?.contribution.activity;
    this.drop(id);
    await shelf.delete(id).catch(() => {});
    this.channel?.postMessage(activity ?? '');
  }

  private drop(id: string): void {
    this.entries = this.entries.filter((entry) => entry.id !== id);
  }

  /** Another tab has kept something, or sent or let go of something of an `activity`. */
  private async refresh(activity: string): Promise<void> {
    const shelf = await this.loaded;
    const kept = await shelf.all(this.box).catch(() => this.entries);
    const gone = this.entries.filter(
      (entry) => !kept.some(({ id }) => id === entry.id) && entry.id !== this.sending,
    );
    if (activity) this.tell({ type: 'changed', activity, own: true });
    if (!shelf.durable) return;
    this.entries = [
      ...kept,
      ...this.entries.filter((entry) => entry.id === this.sending && !kept.some(({ id }) => id === entry.id)),
    ];
    this.tell({ type: 'outbox' });
    for (const { contribution } of gone)
      if (contribution.activity !== activity)
        this.tell({ type: 'changed', activity: contribution.activity, own: true });
    this.schedule();
  }
}
