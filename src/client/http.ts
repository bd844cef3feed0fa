import type { Problem } from '../contract/problem.js';
import type { Answer, ClientProblem } from './client.js';

export type Transport = (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;

const transports = new Map<string, Transport>();

/** Has every request to `api` answered by `transport` rather than by the network: stories and tests run the backend there. */
export function useTransport(api: string, transport: Transport): void {
  transports.set(api, transport);
}

/** Whether requests to `api` are answered without the network. */
export function hasTransport(api: string): boolean {
  return transports.has(api);
}

/** How long one request may take, in milliseconds: long enough for a weak network, short enough to say so. */
const PATIENCE = 20_000;

export interface ReadOptions {
  signal?: AbortSignal | undefined;
  /** Ask the backend even where a copy is still good. */
  fresh?: boolean | undefined;
  /** The participant's key, for what is theirs. */
  key?: string | undefined;
}

/** Requests to one backend. Every failure is a value; `offline` is what never reached it. */
export class Http {
  constructor(readonly api: string) {}

  /** Reads what is public, or the participant's own with `key`. */
  async get<Value>(path: string, { signal, fresh, key }: ReadOptions = {}): Promise<Answer<Value>> {
    const headers: Record<string, string> = key ? { authorization: `Bearer ${key}` } : {};
    // `same-origin` is what the loader's preload asks with: the two must be alike for its answer to be used.
    const init: RequestInit = {
      headers,
      credentials: 'same-origin',
      ...(fresh ? { cache: 'no-cache' } : {}),
    };
    return this.ask<Value>(path, init, signal);
  }

  /** The last copy that this browser kept of a public answer, however old. */
  async cached<Value>(path: string): Promise<Answer<Value>> {
    return this.ask<Value>(path, { credentials: 'same-origin', cache: 'force-cache' });
  }

  /** One request, however long it takes. Rejects as `fetch` does. */
  send(path: string, init: RequestInit): Promise<Response> {
    const transport = transports.get(this.api) ?? fetch.bind(globalThis);
    return transport(new URL(path, this.api).href, init);
  }

  /** One request for JSON, and what came of it. */
  async ask<Value>(path: string, init: RequestInit, signal?: AbortSignal): Promise<Answer<Value>> {
    const patience = new AbortController();
    const stop = () => patience.abort();
    const timer = setTimeout(stop, PATIENCE);
    // What answered, for the page's developer: another server than the platform, above all.
    let title = '';
    signal?.addEventListener('abort', stop);
    try {
      const response = await this.send(path, { ...init, signal: patience.signal });
      title = `HTTP ${response.status}`;
      return await answerFrom<Value>(response);
    } catch {
      // No answer, or one that is no JSON: a lost network, or the page that a captive portal puts in its place.
      return { ok: false, problem: { code: 'offline', title } };
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    }
  }
}

/** What a response says. Rejects where it is no JSON. */
export async function answerFrom<Value>(response: Response): Promise<Answer<Value>> {
  const body = (await response.json()) as unknown;
  if (response.ok) return { ok: true, value: body as Value };
  // What is wrong on that side passes, whatever it says of itself.
  const known = isProblem(body) && (response.status < 500 || body.code === 'unavailable');
  return { ok: false, problem: known ? body : unavailable(response.status) };
}

/** No answer from the network. */
export const OFFLINE: ClientProblem = { code: 'offline', title: '' };

/** What comes of what needs a file of ours that cannot be had now. */
export const LOST = { ok: false, problem: OFFLINE } as const;

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body;
}

function unavailable(status: number): Problem {
  return { type: 'about:blank', code: 'unavailable', title: '', status };
}
