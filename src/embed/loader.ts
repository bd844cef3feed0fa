import { viewPath } from '../client/paths.js';
import type { ActivityKind } from '../contract/consultation.js';
import { RING_STARTS } from '../contract/limits.js';

declare const __CQ_VERSION__: string;

/** Made at the first use: a page may forbid what it does not name. */
let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;

/**
 * The one script that a page includes. It finds the elements, now and later, and asks at once for all that they need:
 * the core, the element, its language and its first view. It leaves nothing behind on the page but the elements.
 */

const ELEMENTS: Record<string, { file: string; with?: string; kind?: ActivityKind }> = {
  'cq-survey': { file: 'survey', with: 'forms', kind: 'survey' },
  'cq-comment-thread': { file: 'comment-thread', with: 'list', kind: 'comments' },
  'cq-idea-vote': { file: 'idea-vote', with: 'list', kind: 'ideas' },
  'cq-feedback-prompt': { file: 'feedback-prompt', kind: 'feedback' },
  'cq-own-contributions': { file: 'own-contributions' },
};

const script = document.currentScript as HTMLScriptElement | null;
// A module or a tag manager that inserts the script has no current script: the page's own tag says where it is.
const address = script?.src ?? document.querySelector<HTMLScriptElement>('script[src*="/embed/1.js"]')?.src;

if (address) start(new URL(`${__CQ_VERSION__}/`, address), new URL('../', address));

function start(folder: URL, platform: URL): void {
  const asked = new Set<string>();
  const once = (what: string) => !asked.has(what) && asked.add(what);

  const link = (rel: string, href: string, as: string) => {
    const element = document.createElement('link');
    element.rel = rel;
    element.as = as;
    element.crossOrigin = 'anonymous';
    element.href = href;
    document.head.append(element);
  };

  const file = (name: string) => {
    const { href } = new URL(`${name}.js`, folder);
    if (once(href)) link('modulepreload', href, 'script');
    return href;
  };

  const meet = (element: Element) => {
    const known = ELEMENTS[element.localName];
    if (!known) return;
    file('core');
    if (/^en/i.test(element.closest('[lang]')?.getAttribute('lang') ?? '')) file('en');
    if (known.with) file(known.with);
    const module = file(known.file);
    if (known.kind) preloadView(element, known.kind);
    if (!once(`run ${module}`)) return;
    const run = document.createElement('script');
    run.type = 'module';
    run.crossOrigin = 'anonymous';
    run.src = trusted(module);
    document.head.append(run);
  };

  const preloadView = (element: Element, kind: ActivityKind) => {
    const slug = element.getAttribute('consultation');
    const api = new URL(element.getAttribute('api') ?? platform, document.baseURI);
    if (!slug || customElements.get(element.localName)) return;
    const view = viewPath(slug, kind, {
      activity: element.getAttribute('activity') ?? undefined,
      subject: element.getAttribute('subject') ?? undefined,
      section: element.getAttribute('section') ?? undefined,
      start: kind === 'ideas' ? startOf(api.href, slug) : undefined,
    });
    const { href } = new URL(view, api);
    if (once(href)) link('preload', href, 'fetch');
  };

  const all = Object.keys(ELEMENTS).join();
  // The first format of a page costs a tenth of what the first view may take: made now, while the network is waited for.
  setTimeout(() => asked.size > 0 && new Intl.NumberFormat('fr-CA'));
  const look = (root: ParentNode) => root.querySelectorAll(all).forEach(meet);
  look(document);
  new MutationObserver((records) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        meet(node);
        look(node);
      }
    }
  }).observe(document, { childList: true, subtree: true });
}

/** Where in the ring of ideas to start: where this reader started when they took part, else anywhere. */
function startOf(api: string, slug: string): number {
  try {
    const kept = JSON.parse(localStorage.getItem(`cq:${api}:${slug}`) ?? '{}') as { start?: number };
    if (Number.isInteger(kept.start)) return kept.start!;
  } catch {
    // Storage that is refused holds no start.
  }
  return Math.floor(Math.random() * RING_STARTS);
}

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}

/** The address as pages that require trusted types take it: only files of this folder are ever asked for. */
function trusted(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (!trustedTypes) return url;
  policy ??= trustedTypes.createPolicy('cq-loader', { createScriptURL: (own) => own });
  return policy.createScriptURL(url);
}
