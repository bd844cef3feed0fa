import { changeBody } from '../../backend/consultations/store.js';
import type { PublicBody } from '../../contract/consultation.js';
import { LocalizedText, Slug } from '../../contract/text.js';
import type { Bench, Voice } from '../admin.js';

export interface BodyOptions {
  slug: string;
  /** Needed for a body that is new. */
  nameFr?: string;
  nameEn?: string;
  /** Sites to add. */
  origins?: string[];
  removeOrigins?: string[];
}

/** `cq body add`: registers a public body; or adds sites to one that is there, takes some away, or changes its name. */
export async function addPublicBody({ database, backend, now }: Bench, options: BodyOptions, voice: Voice) {
  const { slug, origins = [], removeOrigins = [] } = options;
  const wrong = wrongIn(options);
  if (wrong !== undefined) {
    voice.line(wrong);
    return 2;
  }
  const asBrowsersSay = (sites: string[]) => [...new Set(sites.map((site) => originOf(site)!))];
  const [added, removed] = [asBrowsersSay(origins), asBrowsersSay(removeOrigins)];
  let refusal = '';
  const changed = await changeBody(database.db, slug, now, (before) => {
    const { nameFr: fr = before?.name.fr, nameEn: en = before?.name.en } = options;
    const unknown = removed.find((site) => !before?.origins.includes(site));
    if (fr === undefined) refusal = `${slug}: no such public body: a new one needs --name-fr`;
    else if (unknown !== undefined) refusal = `${slug}: --remove-origin ${unknown}: no site of it`;
    if (fr === undefined || unknown !== undefined) return undefined;
    const kept = (before?.origins ?? []).filter((site) => !removed.includes(site));
    const name = { fr, ...(en === undefined ? {} : { en }) };
    return { slug, name, origins: [...new Set([...kept, ...added])] };
  });
  if (!changed) {
    voice.line(refusal);
    return 1;
  }
  await backend?.definitionsChanged();
  for (const line of changesOf(changed.before, changed.after)) voice.line(`${slug}: ${line}`);
  return 0;
}

/** What is called wrongly, in words. */
function wrongIn({
  slug,
  nameFr,
  nameEn,
  origins = [],
  removeOrigins = [],
}: BodyOptions): string | undefined {
  if (!Slug.safeParse(slug).success) return `${slug}: lower-case words joined by hyphens`;
  for (const [option, name] of [
    ['--name-fr', nameFr],
    ['--name-en', nameEn],
  ])
    if (name !== undefined && !LocalizedText.safeParse({ fr: name }).success)
      return `${option} «${name}»: a name is some words`;
  for (const [option, sites] of [
    ['--origin', origins],
    ['--remove-origin', removeOrigins],
  ] as const) {
    const site = sites.find((one) => originOf(one) === undefined);
    if (site !== undefined)
      return `${option} ${site}: a site is https://name, or http://localhost, without a path`;
  }
  const both = origins.find((one) => removeOrigins.some((other) => originOf(other) === originOf(one)));
  return both === undefined ? undefined : `--origin ${both}: it is to be removed as well`;
}

/** What was done, a line each, and the sites that there are now. */
function changesOf(before: PublicBody | undefined, after: PublicBody): string[] {
  const sites = `its sites: ${after.origins.join(', ') || 'none yet'}`;
  if (!before) return [`registered, ${nameOf(after)}`, sites];
  const done = [
    ...(nameOf(before) === nameOf(after) ? [] : [`renamed: ${nameOf(before)} → ${nameOf(after)}`]),
    ...after.origins.filter((site) => !before.origins.includes(site)).map((site) => `added ${site}`),
    ...before.origins.filter((site) => !after.origins.includes(site)).map((site) => `removed ${site}`),
  ];
  return [...(done.length > 0 ? done : ['nothing changed']), sites];
}

function nameOf({ name }: PublicBody): string {
  return [name.fr, name.en]
    .filter((one) => one !== undefined)
    .map((one) => `«${one}»`)
    .join(' / ');
}

const NAME = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;

/**
 * A site as browsers name it, or undefined where it is none: one site, since browsers send no pattern, and a secure one,
 * since elsewhere they keep nothing of what people write.
 */
function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { origin, pathname, protocol, hostname, search, hash, username, password } = new URL(text);
  const local = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
  const secure = protocol === 'https:' || (protocol === 'http:' && local);
  const named = NAME.test(hostname) || hostname.startsWith('[');
  const bare = pathname === '/' && !search && !hash && !username && !password;
  return secure && named && bare ? origin : undefined;
}
