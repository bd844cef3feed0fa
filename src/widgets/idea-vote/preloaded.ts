/**
 * Where the page's loader began in the ring of ideas, which it has asked for at `address` already: its answer is used if
 * the widget asks for the same.
 */
export function preloadedStart(address: string): number | undefined {
  const begun = `${address}&start=`;
  const link = document.querySelector<HTMLLinkElement>(`link[rel=preload][href^="${CSS.escape(begun)}"]`);
  const start = Number(link?.href.slice(begun.length));
  return link && Number.isInteger(start) ? start : undefined;
}
