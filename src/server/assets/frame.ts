/**
 * In a widget's own page, inside a frame of a ministry's: tells the page around how tall this one is, as
 * `{ type: 'cq-height', height }`, in CSS pixels. Registered sites alone are told, and none of the others.
 */
const registered = (document.querySelector<HTMLMetaElement>('meta[name="cq-ancestors"]')?.content ?? '')
  .split(' ')
  .filter((origin) => origin !== '');

/** The page around, as the browser says it; undefined where it does not. */
function around(): string | undefined {
  const named = (location as { ancestorOrigins?: DOMStringList }).ancestorOrigins?.[0];
  if (named && named !== 'null') return named;
  return document.referrer === '' ? undefined : new URL(document.referrer).origin;
}

if (parent !== window) {
  const known = around();
  // A browser delivers to the addressee alone: where nobody says who is around, each registered site is addressed.
  const told = registered.filter((origin) => known === undefined || origin === known);
  new ResizeObserver(() => {
    const { height } = document.documentElement.getBoundingClientRect();
    for (const origin of told) parent.postMessage({ type: 'cq-height', height }, origin);
  }).observe(document.documentElement);
}

export {};
