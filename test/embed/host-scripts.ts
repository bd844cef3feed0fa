/** What scripts of host pages do, as they would be in those pages. */

const REFUSED = {
  localStorage: `Object.defineProperty(window, 'localStorage', { get() { throw refused(); } });`,
  sessionStorage: `Object.defineProperty(window, 'sessionStorage', { get() { throw refused(); } });`,
  indexedDB: `Object.defineProperty(window, 'indexedDB', { get() { throw refused(); } });`,
  // As browsers do where cookies are blocked: the means is there, and refuses.
  locks: `LockManager.prototype.request = () => Promise.reject(refused());`,
  BroadcastChannel: `window.BroadcastChannel = function () { throw refused(); };`,
  serviceWorker: `Object.defineProperty(navigator, 'serviceWorker', { get() { throw refused(); } });`,
};

/** A browser that refuses some of its means. */
export function refusing(...means: (keyof typeof REFUSED)[]): string {
  return `<script>{
    const refused = () => new DOMException('refused', 'SecurityError');
    ${means.map((one) => REFUSED[one]).join('\n')}
  }</script>`;
}

/** A tag manager: it inserts the script once everything else is there, and does not know of `crossorigin`. */
export const TAG_MANAGER = (loader: string) => `<script>addEventListener('load', () => {
  const tag = document.createElement('script');
  tag.async = true;
  tag.src = '${loader}';
  document.head.appendChild(tag);
});</script>`;

/** What tools that follow requests do. */
export const TRACING = `<script>{
  const real = window.fetch;
  window.fetch = (input, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('traceparent', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01');
    return real(input, { ...init, headers });
  };
}</script>`;

/** A page that puts the widget elsewhere once it is ready. */
export const MOVING = `<script>addEventListener('cq-ready', ({ target }) =>
  setTimeout(() => target.parentElement.id || document.getElementById('place').append(target)));</script>`;

/** Another copy of the elements, from the page's own bundle. */
export const COPIES = ({ here, name }: { here: string; name: string }) =>
  `<script type="module" src="${new URL(here).origin}/bundle/${name.slice(3)}.js"></script>`;

/** A page that turns English as soon as somebody begins, and French again once the widget has followed. */
export const SPEAKING_ENGLISH_MEANWHILE = `<script>addEventListener('cq-start', ({ target }) => {
  document.documentElement.lang = 'en';
  const follow = () => {
    if (!target.shadowRoot.querySelector('.widget[lang=en]')) return void setTimeout(follow);
    document.documentElement.lang = 'fr';
  };
  follow();
}, { once: true });</script>`;

/** What old libraries leave on a page: everything here was done by one that ministries still have. */
export const HOSTILE = `<script>
  // Enumerable additions, which for…in meets.
  Array.prototype.contains = function (one) { return this.indexOf(one) >= 0; };
  Array.prototype.last = function () { return this[this.length - 1]; };
  Object.prototype.extend = function (more) { return Object.assign(this, more); };
  Object.prototype.hôte = 'ministère';
  String.prototype.strip = function () { return this.replace(/^\\s+|\\s+$/g, ''); };
  // Prototype 1.6: arrays make a text of themselves, and JSON.stringify asks them to.
  Array.prototype.toJSON = function () { return '[' + this.map((one) => JSON.stringify(one)).join(', ') + ']'; };
  // Prototype 1.7: Array.from knows arrays and NodeLists only; Function.prototype.bind is its own.
  Array.from = function (iterable) {
    if (!iterable) return [];
    let length = iterable.length || 0;
    const results = new Array(length);
    while (length--) results[length] = iterable[length];
    return results;
  };
  Function.prototype.bind = function (context, ...given) {
    const method = this;
    return function (...more) { return method.apply(context, given.concat(more)); };
  };
  // Measuring tools wrap the network.
  { const real = window.fetch;
    window.fetch = function (input, init) { return real.call(window, input, init).then((answer) => answer); };
    const open = XMLHttpRequest.prototype.open;
    XMLHttpRequest.prototype.open = function () { return open.apply(this, arguments); }; }
  // Zones wrap promises; the copy has nothing newer than 2018.
  { const Real = window.Promise;
    class ZoneAwarePromise extends Real {
      then(done, failed) { return super.then(done && ((value) => done(value)), failed && ((why) => failed(why))); }
    }
    window.Promise = ZoneAwarePromise; }
  // Polyfills that replace what is there.
  Element.prototype.matches = Element.prototype.webkitMatchesSelector || Element.prototype.matches;
  Element.prototype.closest = function (selector) {
    let one = this;
    while (one && one.nodeType === 1) { if (one.matches(selector)) return one; one = one.parentNode; }
    return null;
  };
  Element.prototype.remove = function () { if (this.parentNode) this.parentNode.removeChild(this); };
  window.CSS.escape = (text) => String(text).replace(/[^\\w-]/g, (one) => '\\\\' + one);
  window.requestAnimationFrame = (callback) => setTimeout(() => callback(performance.now()), 16);
</script>`;
