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
