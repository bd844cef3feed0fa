import { PART_EVENT, type PartAsked, type PartFiles } from '../client/parts.js';
import { viewPath } from '../domain/paths.js';
import type { ActivityKind } from '../contract/consultation.js';
import { RING_STARTS } from '../contract/limits.js';

/** This release; the base64 of the SHA-384 of each of its files, and the files that it needs beside the core. */
declare const __CQ_VERSION__: string;
declare const __CQ_FILES__: PartFiles;

/**
 * The one script that a page includes. It finds the elements, now and later, and asks at once for all that they need:
 * the core, the element, its language and its first view. It leaves nothing behind on the page but the elements.
 */

const KINDS: Record<string, ActivityKind> = {
  'cq-survey': 'survey',
  'cq-comment-thread': 'comments',
  'cq-idea-vote': 'ideas',
  'cq-feedback-prompt': 'feedback',
};

/** A tag of ours, once it has run: which release. A property, since a page may be saved with its attributes. */
type Tag = HTMLScriptElement & { cq?: string };

const tags: Tag[] = [...document.scripts];
// A module, or a tag manager that inserts the script, has no current script: the page's own tag says where it is.
const own: Tag | undefined =
  (document.currentScript as Tag | null) ??
  tags.find(({ src }) => /\/embed\/[\d.]+(\/loader)?\.js/.test(src));
const first = tags.find(({ cq }) => cq);

if (first) console.warn(`Consultation Québec ${first.cq} is here twice.`);
else if (own?.src) {
  own.cq = __CQ_VERSION__;
  // `/embed/1.js` stands beside the folders of all versions, `/embed/1.0.0/loader.js` in its own.
  start(new URL(/\/loader\.js/.test(own.src) ? './' : `${__CQ_VERSION__}/`, own.src).href, own.nonce);
}

/** `folder` is the address of this release's files, up to its last stroke. */
function start(folder: string, nonce: string): void {
  const asked = new Set<string>();
  const once = (what: string) => !asked.has(what) && asked.add(what);
  const running = new Map<string, Promise<unknown>>();

  const insert = (name: 'link' | 'script', attributes: object) =>
    document.head.append(
      Object.assign(document.createElement(name), { crossOrigin: '', nonce, ...attributes }),
    );

  const known = __CQ_FILES__;
  const sealed = (name: string) => ({
    href: `${folder}${name}.js`,
    integrity: `sha384-${known[name]![0]}`,
  });

  const announce = (name: string) => once(name) && insert('link', { rel: 'modulepreload', ...sealed(name) });

  const run = (name: string) =>
    new Promise<unknown>((onload, refuse) => {
      const { href, integrity } = sealed(name);
      const onerror = () =>
        refuse(Error(`Consultation Québec ${__CQ_VERSION__}: ${name}.js is missing or altered.`));
      insert('script', { type: 'module', integrity, src: trusted(href), onload, onerror });
    });

  /**
   * Runs a file after those that it needs, each only once the one before it has loaded: a browser then takes what a
   * module imports from what was verified, and nothing of a file that was tampered with ever runs. All are announced
   * at once, so that the order costs no waiting.
   */
  const runAll = async (name: string) => {
    const files = ['core', ...known[name]!.slice(1), name];
    files.forEach(announce);
    for (const file of files) {
      if (!running.has(file)) running.set(file, run(file));
      try {
        await running.get(file);
      } catch (why) {
        // It may be there at the next try.
        running.delete(file);
        throw why;
      }
    }
  };

  document.addEventListener(PART_EVENT, ({ detail }: CustomEvent<PartAsked>) => {
    if (detail.folder !== folder) return;
    // What only some surveys need: the survey, which was verified, knows it.
    Object.assign(known, detail.files);
    detail.ready = runAll(detail.name);
  });

  const meet = (element: Element) => {
    const { localName } = element;
    const kind = KINDS[localName];
    if (!kind) return;
    try {
      preloadView(element, kind);
    } catch {
      // What is no address, the element says.
    }
    // Where nothing says a language, what is tested is «undefined».
    if (/^en/i.test(element.closest<HTMLElement>('[lang]')?.lang as string)) announce('en');
    if (once(localName)) runAll(localName.slice(3)).catch(console.error);
  };

  const preloadView = (element: Element, kind: ActivityKind) => {
    const attribute = (name: string) => element.getAttribute(name);
    const slug = attribute('consultation');
    if (!slug || customElements.get(element.localName)) return;
    const api = new URL(attribute('api') ?? `${folder}../../`, document.baseURI);
    const view = viewPath(slug, kind, {
      activity: attribute('activity'),
      subject: attribute('subject'),
      section: attribute('section'),
      start: kind === 'ideas' ? startOf(api.href, slug) : undefined,
    });
    const { href } = new URL(view, api);
    if (once(href)) insert('link', { rel: 'preload', as: 'fetch', href });
  };

  // The first format of a page costs a tenth of what the first view may take. Lists have dates: made now, while the
  // network is waited for.
  setTimeout(() => asked.has('list') && new Intl.NumberFormat('fr-CA'));
  const look = (root: ParentNode) => root.querySelectorAll(Object.keys(KINDS).join()).forEach(meet);
  look(document);
  new MutationObserver((records) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes as NodeListOf<Element>) {
        // Text has none.
        if (!node.localName) continue;
        meet(node);
        look(node);
      }
    }
  }).observe(document, { childList: true, subtree: true });
}

/** Where in the ring of ideas to start: where this reader started when they took part, else anywhere. */
function startOf(api: string, slug: string): number {
  let kept: number | undefined;
  try {
    kept = (JSON.parse(localStorage.getItem(`cq:${api}:${slug}`)!) as { start: number }).start;
  } catch {
    // Nothing is kept, or storage is refused.
  }
  return kept ?? ~~(Math.random() * RING_STARTS);
}

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}

/** The address as pages that require trusted types take it: only files of our own folder are ever asked for. */
function trusted(url: string): string {
  // Made when it is needed: a page may forbid what it does not name, and allows duplicates.
  return (
    (window as { trustedTypes?: TrustedTypes }).trustedTypes
      ?.createPolicy('cq-loader', { createScriptURL: (ours) => ours })
      .createScriptURL(url) ?? url
  );
}

declare global {
  interface DocumentEventMap {
    [PART_EVENT]: CustomEvent<PartAsked>;
  }
}
