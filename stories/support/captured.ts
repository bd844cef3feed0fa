import { useTransport } from '../../src/client/connect.js';
import type { CommentsDefinition } from '../../src/contract/comments.js';
import type { SurveyDefinition } from '../../src/contract/survey.js';
import answers from '../captured/answers.json' with { type: 'json' };

/** One answer of the backend, as `npm run capture` recorded it. */
export interface Captured {
  method: string;
  /** Path and query, without the identifier that a client made. */
  path: string;
  status: number;
  body: unknown;
}

/** How the network behaves in a story. */
export type Network = 'on' | 'silent' | 'down' | 'down-for-writes';

const scenarios = answers as Record<string, Captured[]>;

/**
 * The address of a backend that gives the captured answers of `scenario`, and nothing else: on a host that is nobody's,
 * so that a request which is not answered here is seen. Each call has an address of its own, so that the stories of
 * one page do not share a client.
 */
export function capturedApi(story: string, scenario: string, network: Network = 'on'): string {
  const api = new URL(`${story}/`, 'https://captured.invalid').href;
  const recorded = scenarios[scenario] ?? [];
  useTransport(api, (input, init) => answer(new Request(input, init), api, recorded, network));
  return api;
}

async function answer(
  request: Request,
  api: string,
  recorded: Captured[],
  network: Network,
): Promise<Response> {
  if (network === 'silent') return new Promise(() => {});
  if (network === 'down' || (network === 'down-for-writes' && request.method !== 'GET')) {
    throw new TypeError('Failed to fetch');
  }
  const url = new URL(request.url);
  const path = `/${url.href.slice(api.length)}`;
  const found =
    recorded.find((one) => one.method === request.method && path === one.path) ??
    recorded.find((one) => one.method === request.method && shape(path) === shape(one.path));
  if (!found)
    return Response.json(
      { code: 'not-found', title: path, status: 404, type: 'about:blank' },
      { status: 404 },
    );
  const id = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(path)?.[0];
  const body = request.method === 'PUT' && id ? { ...(found.body as object), id } : found.body;
  return new Response(JSON.stringify(body).replaceAll('{origin}', location.origin), {
    status: found.status,
    headers: { 'content-type': found.status < 400 ? 'application/json' : 'application/problem+json' },
  });
}

/** Two requests are alike when only identifiers, cursors and starts differ. */
function shape(path: string): string {
  const [pathname, query = ''] = path.split('?');
  const kept = new URLSearchParams(query);
  for (const name of ['start', 'cursor', 'limit']) kept.delete(name);
  kept.sort();
  return `${pathname!.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}')}?${kept.toString()}`;
}

/** The address of a backend whose survey asks what `survey` does, and is open. */
export function askingApi(
  story: string,
  { pages }: Pick<SurveyDefinition, 'pages'>,
  network: Network = 'on',
): string {
  const api = new URL(`${story}/`, 'https://captured.invalid').href;
  const recorded = scenarios.open!.map((one) => {
    if (!one.path.includes('kind=survey')) return one;
    const body = one.body as { activity: object };
    return { ...one, body: { ...body, activity: { ...body.activity, pages } } };
  });
  useTransport(api, (input, init) => answer(new Request(input, init), api, recorded, network));
  return api;
}

/**
 * The address of a backend whose thread is as `definition` says, and which answers `changed` of what it has recorded: by
 * the end of the path that is asked. `bodies` are what its first comments say instead.
 */
export function threadApi(
  story: string,
  definition: Partial<CommentsDefinition>,
  changed: Record<string, (body: object) => { status?: number; body: object }> = {},
  bodies: readonly string[] = [],
): string {
  const api = new URL(`${story}/`, 'https://captured.invalid').href;
  const recorded = scenarios.open!.map((one) => {
    if (one.path.includes('kind=comments')) {
      const body = one.body as { activity: object; comments: { items: object[] } };
      const withheld = definition.counts && definition.counts !== 'always';
      const items = body.comments.items.map((item, index) => ({
        ...item,
        ...(index < bodies.length && { body: bodies[index] }),
        ...(withheld && { votes: null }),
      }));
      const comments = { ...body.comments, items };
      return { ...one, body: { ...body, activity: { ...body.activity, ...definition }, comments } };
    }
    // What is given in a story is not in what was recorded: the thread goes by what it was told then.
    if (one.path.endsWith('/mine')) return { ...one, body: { ballots: [], own: [], reported: [] } };
    const end = Object.keys(changed).find((name) => one.method === 'PUT' && one.path.includes(name));
    return end ? { ...one, ...changed[end]!(one.body as object) } : one;
  });
  useTransport(api, (input, init) => answer(new Request(input, init), api, recorded, 'on'));
  return api;
}
