import { fixture } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { useTransport } from '../../src/client/connect.js';
import type { View } from '../../src/contract/consultation.js';
import type { Problem } from '../../src/contract/problem.js';
import type { ConsultationElement } from '../../src/widgets/base/element.js';

/** A request that the stage has answered. */
export interface Heard {
  method: string;
  path: string;
  body: unknown;
}

/** A backend of feedback in a few lines, as the contract says, whose network can be cut. */
export interface Stage {
  api: string;
  slug: string;
  writes: Heard[];
  /** No network: every request fails, as fetch does. */
  cut: boolean;
  /** The next writes are refused so. */
  refusal?: Pick<Problem, 'code' | 'status' | 'title'>;
}

let stages = 0;

/** Sets a stage with an address and a consultation of its own, so that tests share neither requests nor storage. */
export function stage(change: (view: View) => void = () => {}): Stage {
  const slug = `consultation-${++stages}`;
  const set: Stage = { api: `https://platform-${stages}.test/`, slug, writes: [], cut: false };
  const view = viewOf(slug);
  change(view);
  useTransport(set.api, async (input, init) => {
    const request = new Request(input, init);
    if (set.cut) throw new TypeError('Failed to fetch');
    const path = new URL(request.url).pathname.replace(`/v1/consultations/${slug}`, '');
    if (request.method === 'GET') return answerRead(path, view);
    const body: unknown = await request.json().catch(() => undefined);
    if (set.refusal) return problem(set.refusal);
    set.writes.push({ method: request.method, path, body });
    return json({
      id: idIn(path),
      ...kindAndVersion(request.method, path),
      activity: 'page',
      acceptedAt: ACCEPTED,
    });
  });
  return set;
}

export const ACCEPTED = '2026-11-23T14:03:00-05:00';

/** Puts an element in the page and waits for its first view. */
export async function shown<E extends ConsultationElement>(template: TemplateResult): Promise<E> {
  const host = await fixture<HTMLElement>(template);
  const element = (host.shadowRoot ? host : host.querySelector('[consultation]')) as E;
  await element.updateComplete;
  return element;
}

/** Calls `probe` after each of the element's renders until it gives something. */
export async function eventually<Value>(
  probe: () => Value | null | undefined | false,
  what = String(probe),
): Promise<Value> {
  for (const limit = performance.now() + 8000; performance.now() < limit;) {
    const value = probe();
    if (value) return value;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  throw new Error(`Never came: ${what}`);
}

function answerRead(path: string, view: View): Response {
  if (path === '/view') return json(view);
  if (path.endsWith('/mine')) return json({ ballots: [], own: [], reported: [] });
  return problem({ code: 'not-found', status: 404, title: 'Introuvable' });
}

function idIn(path: string): string {
  return /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(path)?.[0] ?? '';
}

function kindAndVersion(method: string, path: string): { kind: string; version: number } {
  if (method === 'DELETE' || /withdrawal/.test(path)) return { kind: 'withdrawal', version: 1 };
  return { kind: 'feedback', version: path.endsWith('/versions/2') ? 2 : 1 };
}

function json(value: unknown): Response {
  return new Response(JSON.stringify(value), {
    headers: { 'content-type': 'application/json', etag: '"1"' },
  });
}

function problem({ code, status, title }: Pick<Problem, 'code' | 'status' | 'title'>): Response {
  const body: Problem = { type: `https://platform.test/problems/${code}`, code, status, title };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  });
}

function viewOf(slug: string): View {
  const hours = { opensAt: '2026-01-15T09:00:00-05:00', closesAt: '2090-12-01T23:59:00-05:00' };
  return {
    phase: 'open',
    ...hours,
    activity: { kind: 'feedback', id: 'page', title: { fr: 'Rétroaction', en: 'Feedback' }, maxLength: 200 },
    consultation: {
      ...hours,
      slug,
      title: { fr: 'Plan vélo', en: 'Cycling plan' },
      body: {
        slug: 'exemple',
        name: { fr: 'Ministère de l’Exemple', en: 'Ministry of Examples' },
        origins: [location.origin],
      },
      languages: ['fr', 'en'],
      purpose: { fr: 'Améliorer les pages', en: 'Improving the pages' },
      contact: { name: { fr: 'Équipe', en: 'Team' }, email: 'equipe@exemple.test' },
      privacy: {
        collector: { fr: 'Le ministère de l’Exemple', en: 'The Ministry of Examples' },
        purposes: { fr: 'Améliorer les pages' },
        retention: { fr: 'Deux ans', en: 'Two years' },
        rights: { fr: 'Accès, rectification, retrait', en: 'Access, correction, withdrawal' },
        officer: { name: { fr: 'La responsable', en: 'The officer' }, email: 'vie-privee@exemple.test' },
      },
      identity: 'open',
      under14: false,
      version: 1,
      phase: 'open',
    },
  };
}
