import { addressees } from './addressees.js';

/**
 * In a widget's own page, inside a frame of a ministry's: tells the page around how tall this one is, as
 * `{ type: 'cq-height', height }`, in CSS pixels.
 */
const registered = document.querySelector<HTMLMetaElement>('meta[name="cq-ancestors"]')?.content ?? '';

if (parent !== window) {
  const told = addressees(registered.split(' '), {
    // Not in every browser.
    ancestor: (location as { ancestorOrigins?: DOMStringList }).ancestorOrigins?.[0],
    referrer: document.referrer,
  });
  new ResizeObserver(() => {
    const { height } = document.documentElement.getBoundingClientRect();
    for (const origin of told) parent.postMessage({ type: 'cq-height', height }, origin);
  }).observe(document.documentElement);
}
