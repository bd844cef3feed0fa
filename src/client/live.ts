import { openChannel } from './channel.js';
import type { Http } from './http.js';

/** Where streams or locks are missing: how often to look, in milliseconds. */
const POLL = 30_000;
const LONGEST = 30_000;

/**
 * Follows the changes of one consultation: one stream a browser, whichever tabs and widgets look. The tab that holds
 * the lock reads the stream and shares it; it lets go when it is hidden, and the next one takes over.
 */
export class LiveChanges {
  private watchers = 0;
  private running: AbortController | undefined;
  private readonly channel: BroadcastChannel | undefined;

  constructor(
    private readonly name: string,
    private readonly path: string,
    private readonly http: Http,
    private readonly changed: (activity: string) => void,
  ) {
    this.channel = openChannel(`cq-live:${name}`, ({ data }) => this.watchers > 0 && this.changed(data));
    document.addEventListener('visibilitychange', () => this.follow());
  }

  /** Follows until the returned function is called. */
  watch(): () => void {
    this.watchers += 1;
    this.follow();
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.watchers -= 1;
      this.follow();
    };
  }

  private follow(): void {
    const wanted = this.watchers > 0 && !document.hidden;
    if (!wanted) {
      this.running?.abort();
      this.running = undefined;
      return;
    }
    if (this.running) return;
    const { signal } = (this.running = new AbortController());
    if (!('locks' in navigator) || !this.channel) return this.poll(signal);
    navigator.locks
      .request(`cq-live:${this.name}`, { signal }, () => this.read(signal))
      .catch(() => signal.aborted || this.poll(signal));
  }

  private poll(signal: AbortSignal): void {
    const timer = setInterval(() => this.changed(''), POLL);
    signal.addEventListener('abort', () => clearInterval(timer));
  }

  /** Reads the stream, and comes back when it is lost, until `signal` ends it. */
  private async read(signal: AbortSignal): Promise<void> {
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        const response = await this.http.send(this.path, { signal, cache: 'no-store', credentials: 'omit' });
        if (response.status === 404) return;
        if (!response.ok || !response.body) throw new Error('no stream');
        // Something may have been said while nobody listened: since the first view, or since the stream was lost.
        this.share('');
        attempt = 0;
        await this.hear(response.body);
      } catch {
        // Lost: try again below.
      }
      await pause(Math.min(LONGEST, 1000 * 2 ** attempt) * (0.5 + Math.random() / 2), signal);
    }
  }

  private async hear(body: ReadableStream<Uint8Array>): Promise<void> {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    let rest = '';
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const lines = (rest + decoder.decode(part.value, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line.startsWith('data: '))
          this.share((JSON.parse(line.slice(6)) as { activity: string }).activity);
      }
    }
  }

  private share(activity: string): void {
    this.changed(activity);
    this.channel?.postMessage(activity);
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
