import type { Outcome } from '../contract/outcome.js';

/** Why a page's address is not kept. */
export type PageRefusal = 'not-a-page' | 'page-credentials' | 'page-query' | 'page-elsewhere';

/**
 * The page that feedback is about, as it is kept: origin and path. Its site is one of those that `isRegistered` names;
 * who visits it, and what they looked for there, is not to be kept.
 */
export function pageOf(
  address: string,
  isRegistered: (origin: string) => boolean,
): Outcome<string, PageRefusal> {
  const refused = (problem: PageRefusal): Outcome<string, PageRefusal> => ({ ok: false, problem });
  if (!URL.canParse(address)) return refused('not-a-page');
  const { protocol, username, password, origin, pathname } = new URL(address);
  if (protocol !== 'https:' && protocol !== 'http:') return refused('not-a-page');
  if (username || password) return refused('page-credentials');
  if (/[?#]/.test(address)) return refused('page-query');
  return isRegistered(origin) ? { ok: true, value: origin + pathname } : refused('page-elsewhere');
}
