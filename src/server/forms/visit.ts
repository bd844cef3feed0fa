import type { Backend } from '../../backend/backend.js';
import type { Bytes } from '../../backend/digests.js';
import type {
  ActivityDefinition,
  ActivityKind,
  ActivityOf,
  ConsultationDocument,
  ConsultationSummary,
  Phase,
  View,
} from '../../contract/consultation.js';
import { FILE_NAME_HEADER, type FileReceipt, type HeldFiles } from '../../contract/files.js';
import {
  type OwnContribution,
  type OwnContributionPage,
  type OwnInActivity,
  ParticipantKey,
  type Receipt,
} from '../../contract/contributions.js';
import type { Outcome } from '../../contract/outcome.js';
import type { Problem } from '../../contract/problem.js';
import { ContributionId, type Language } from '../../contract/text.js';
import { phaseOf } from '../../domain/hours.js';

/** What became of the files of a form. */
export interface Taken {
  /** Their names. */
  added: string[];
  refused: NotTaken[];
}

/** A file that was not taken, and why, in words. */
export interface NotTaken {
  question: string;
  message: string;
}

/** An answer of the backend. */
export type Answer<Value> = Outcome<Value, Problem>;

/** One request to a form page: what the page is about, who makes it and what they entered. */
export interface Visit {
  language: Language;
  consultation: ConsultationSummary;
  activity: ActivityDefinition;
  /** The activity's own, which counts. */
  phase: Phase;
  opensAt: string;
  closesAt: string;
  now: Date;
  /** The platform's own address: `https://consultation.example`. */
  origin: string;
  /** The page's address without its query: `/c/plan-velo/sondage`. */
  address: string;
  /** The state of the page that is asked for. */
  query: URLSearchParams;
  /** What the button that was pressed asks for; empty where the page is only looked at. */
  doing: string;
  /** The participant's key: the one that was sent, else a new one. */
  key: string;
  /** Whether the key was sent: the forms and ways of the page then take it along. */
  carried: boolean;
  /**
   * The identifier for what the page's form gives: from the address, so that it is the same when the browser comes back
   * to the page and asks for it again, as it does for pages that nothing may store.
   */
  form: string;
  /** Whether the address gave it. */
  addressed: boolean;
  /** What was entered in a field, with the line ends that a widget would send; empty where nothing was. */
  entered: (name: string) => string;
  /** All that was entered in a field that may hold several. */
  enteredAll: (name: string) => string[];
  /** Reads from the backend, below the activity's address. */
  read<Value>(path: string): Promise<Answer<Value>>;
  /** What the participant gave in the activity; nothing where they have not taken part. */
  mine(): Promise<OwnInActivity>;
  /** What this participant gave last, newest first. */
  contributions(): Promise<OwnContribution[]>;
  /** What became of the files that came with the form. */
  taken: Taken;
  /** The files that the form names and the backend has no longer, as far as it was asked. */
  gone: string[];
  /** Sends a file, below the activity's address. */
  sendFile(path: string, name: string, bytes: Bytes): Promise<Answer<FileReceipt>>;
  /** Asks the backend to let go of a file, below the activity's address. */
  erase(path: string): Promise<Answer<unknown>>;
  /** Which files of the participant's the backend has; undefined where it does not say. */
  heldFiles(): Promise<readonly string[] | undefined>;
  /** The activity's quotas that are full now. */
  fullQuotas(): Promise<readonly string[]>;
  /** Makes the request that a widget makes, below the consultation's address. */
  write(path: string, body: unknown): Promise<Answer<Receipt>>;
}

/** A visit to an activity of one kind: `VisitTo<'survey'>`. */
export type VisitTo<Kind extends ActivityKind> = Visit & { activity: ActivityOf<Kind> };

/** What a form page is drawn from. */
export interface FormContext {
  backend: Backend;
  now: () => Date;
  /** The platform's address from outside; that of the request where it is not given. */
  platformOrigin?: string | undefined;
}

export interface Asked {
  request: Request;
  address: string | undefined;
  language: Language;
  slug: string;
  activity: string;
  fields: URLSearchParams;
  taken?: Taken;
}

/** The visit that a request makes, or undefined where there is no such consultation or activity. */
export async function visitOf(context: FormContext, asked: Asked): Promise<Visit | undefined> {
  const { language, slug, fields, request } = asked;
  const url = new URL(request.url);
  const sent = fields.get('key') ?? '';
  const carried = ParticipantKey.safeParse(sent).success;
  const key = carried ? sent : newKey();
  const form = ContributionId.safeParse(url.searchParams.get('form'));

  const ask = async <Value>(path: string, init: RequestInit, own: boolean): Promise<Answer<Value>> => {
    const headers: Record<string, string> = {
      'accept-language': language,
      ...(own && { authorization: `Bearer ${key}` }),
      ...(init.body && { 'content-type': 'application/json' }),
      ...(init.headers as Record<string, string> | undefined),
    };
    const inner = new Request(new URL(`/v1/consultations/${slug}${path}`, url), { ...init, headers });
    const response = await context.backend.fetch(inner, { address: asked.address, withoutScripts: true });
    const body: unknown = await response.json();
    return response.ok ? { ok: true, value: body as Value } : { ok: false, problem: body as Problem };
  };
  const get = <Value>(path: string, own = false) => ask<Value>(path, { method: 'GET' }, own);

  const document = await get<ConsultationDocument>('');
  if (!document.ok) return undefined;
  const { consultation, activities } = document.value;
  const activity = activities.find(({ id }) => id === asked.activity);
  if (!activity) return undefined;
  const here = `/activities/${activity.id}`;
  const now = context.now();
  return {
    language,
    consultation,
    activity,
    ...hoursOf(consultation, activity, now),
    now,
    origin: context.platformOrigin ?? url.origin,
    address: url.pathname,
    query: stateIn(url.searchParams, fields),
    doing: fields.get('do') ?? '',
    key,
    carried,
    form: form.data ?? newId(),
    addressed: form.success,
    entered: (name) => plainEnds(fields.get(name) ?? ''),
    enteredAll: (name) => fields.getAll(name).map(plainEnds),
    read: (path) => get(here + path),
    async mine() {
      const own = carried && (await get<OwnInActivity>(`${here}/mine`, true));
      return own && own.ok ? own.value : { ballots: [], own: [], reported: [] };
    },
    async contributions() {
      const own = await get<OwnContributionPage>('/mine', true);
      return own.ok ? own.value.items : [];
    },
    taken: asked.taken ?? { added: [], refused: [] },
    gone: [],
    sendFile: (path, name, bytes) =>
      ask(
        here + path,
        {
          method: 'PUT',
          body: bytes,
          headers: {
            'content-type': 'application/octet-stream',
            'content-length': String(bytes.length),
            [FILE_NAME_HEADER]: encodeURIComponent(name),
          },
        },
        true,
      ),
    erase: (path) => ask(here + path, { method: 'DELETE' }, true),
    async heldFiles() {
      const held = await get<HeldFiles>(`${here}/files`, true);
      return held.ok ? held.value.files : undefined;
    },
    async fullQuotas() {
      const view = await get<View>(`/view?kind=${activity.kind}&activity=${activity.id}`);
      return (view.ok && view.value.fullQuotas) || [];
    },
    write: (path, body) => ask(path, { method: 'PUT', body: JSON.stringify(body) }, true),
  };
}

/** What the address says; and, where a form asks for another state only, what its fields say. */
function stateIn(query: URLSearchParams, fields: URLSearchParams): URLSearchParams {
  const state = new URLSearchParams(query);
  if (fields.get('do') !== 'show') return state;
  for (const [name, value] of fields) if (!['do', 'key'].includes(name)) state.set(name, value);
  return state;
}

function hoursOf(consultation: ConsultationSummary, activity: ActivityDefinition, now: Date) {
  const opensAt = activity.opensAt ?? consultation.opensAt;
  const closesAt = activity.closesAt ?? consultation.closesAt;
  return { opensAt, closesAt, phase: phaseOf({ opensAt, closesAt }, now) };
}

/** A form posts each line end as two characters (HTML, «newline normalization»); a widget counts and sends one. */
function plainEnds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** A contribution's identifier, made with its form, so that what is sent twice is stored once. */
export function newId(): string {
  return crypto.randomUUID();
}

/** A participant's key: 32 random bytes in base64url, as a widget makes them. */
export function newKey(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');
}
