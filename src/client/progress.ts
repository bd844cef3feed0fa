import type { ProgressInput } from '../contract/progress.js';
import { asJson } from '../domain/json.js';
import { Http } from './http.js';
import { savesData } from './parts.js';

/**
 * Tells the server how far a response came, as it moves. Nothing waits for it and nothing is tried again: what is lost
 * is one step of a count. Not where the browser asks not to be measured (Do Not Track, Global Privacy Control) or to
 * spend little.
 */
export class Progress {
  private readonly http: Http;
  private readonly path: string;
  private last: Promise<unknown> = Promise.resolve();
  private next: ProgressInput | undefined;

  /** `id` is the draft's own, made for this alone. */
  constructor(api: string, slug: string, activity: string, id: string) {
    this.http = new Http(api);
    this.path = `v1/consultations/${slug}/activities/${activity}/progress/${id}`;
  }

  /** One after the other, so that the last one told is the last one known; those in between are passed over. */
  note(input: ProgressInput): Promise<unknown> {
    this.next = input;
    return (this.last = this.last.then(() => {
      const body = this.next;
      this.next = undefined;
      return body && this.ask({ method: 'PUT', body: asJson(body), headers: JSON_TYPE });
    }));
  }

  /** Has what was noted erased. */
  erase(): Promise<unknown> {
    this.next = undefined;
    return (this.last = this.last.then(() => this.ask({ method: 'DELETE' })));
  }

  private ask(init: RequestInit): Promise<unknown> {
    return this.http.ask(this.path, { ...init, credentials: 'omit' });
  }
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** Whether this browser lets itself be counted. */
export function mayBeCounted(): boolean {
  const { doNotTrack, globalPrivacyControl } = navigator as Navigator & { globalPrivacyControl?: boolean };
  return doNotTrack !== '1' && !globalPrivacyControl && !savesData();
}
