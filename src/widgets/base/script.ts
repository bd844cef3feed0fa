/**
 * Where the widgets' script came from, which is the backend's address unless `api` says otherwise.
 * `/embed/1.0.0/core.js` stands two folders under the platform; elsewhere (npm, tests) there is none.
 */
export function defaultApi(): string {
  const script = new URL(import.meta.url);
  return /\/embed\/[^/]+\/[^/]+$/.test(script.pathname) ? new URL('../../', script).href : '';
}
