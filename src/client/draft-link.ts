import type { Language } from '../contract/text.js';
import { pageOf } from '../domain/paths.js';

/** How a link carries a draft’s secret. */
export const DRAFT_MARK = '#cq-draft=';

/**
 * The secret of the draft that the address leads to, for one survey of the page. Taken out of the address at once: it
 * must not stay there on a shared computer, nor in what the page's own scripts report.
 */
export function takeDraftSecret(activity: string): string | undefined {
  if (!location.hash.startsWith(DRAFT_MARK)) return undefined;
  const [whose, secret = ''] = location.hash.slice(DRAFT_MARK.length).split('.');
  if (whose !== activity) return undefined;
  history.replaceState(history.state, '', location.pathname + location.search);
  return secret;
}

/** A link that carries the secret in its fragment, which no server sees, to the platform's own page. */
export function linkOf(
  api: string,
  slug: string,
  activity: string,
  secret: string,
  language: Language,
): string {
  return `${pageOf(api, slug, language)}${DRAFT_MARK}${activity}.${secret}`;
}
