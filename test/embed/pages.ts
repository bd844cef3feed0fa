import type { WidgetName } from './paths.js';
import type { VisitOptions } from './visit.js';
import { STYLED_PAGES } from './hosts/pages.js';
import {
  COPIES,
  HOSTILE,
  MOVING,
  refusing,
  SPEAKING_ENGLISH_MEANWHILE,
  TAG_MANAGER,
  TRACING,
} from './host-scripts.js';

/** What a page is made of: the platform and its release, and the widget that the page holds. */
export interface Parts {
  platform: string;
  version: string;
  /** Each file's `integrity`, by its name without `.js`. */
  integrity: Record<string, string>;
  /** The files that a widget runs, without the language that is not the page's. */
  files: readonly string[];
  /** Those of them that it runs only once its path has been walked. */
  later: readonly string[];
  /** Where the page itself stands, without its last part. */
  here: string;
  name: WidgetName;
  slug: string;
  /** The element with its fallback content. */
  widget: string;
  /** The snippet: the loader that moves with its version. */
  snippet: string;
  /** The snippet of one release, with its integrity. */
  pinned: string;
  /** What the builder gives for one release, with the lines that announce what the widget runs and shows first. */
  announced: { head: string; widget: string };
}

/** What somebody’s document holds. */
export interface Markup {
  head?: string;
  body: string;
  /** Attributes of `<html>` and of `<body>`. */
  root?: string;
  on?: string;
  /** Without its doctype, as old pages are. */
  quirks?: true;
}

/** What a citizen’s device asks of pages. */
export type Device = Partial<Record<'prefers-color-scheme' | 'forced-colors', string>>;

/** A page of somebody’s site: what it sends, what it holds, and what is expected of the widget there. */
export interface HostPage {
  name: string;
  expects: 'writes' | 'reads and explains';
  /** The codes of what `cq doctor` finds wrong there; nothing where it finds that the widget works. */
  diagnosis?: readonly string[];
  /** What WebKit reports all the same, and leaves the widget working. */
  webkitReports?: RegExp;
  /** Whether the page leaves WebKit's driver, which runs in it, unable to drive. */
  webkitUndrivable?: boolean;
  /** A site that the public body registered, or one that it did not. */
  site?: 'registered' | 'stranger';
  headers?: (parts: Parts) => Record<string, string>;
  /** What the page has beside its title: head, then body. */
  markup?: (parts: Parts) => Markup;
  /** Further documents under the page's own address, by the last part of theirs. */
  frames?: Record<string, (parts: Parts) => { headers?: Record<string, string>; body: string }>;
  /** The page stands on another site, and the frame in it on the registered one. */
  framedElsewhere?: boolean;
  /** What a person presses first, to open what is closed. */
  opens?: string;
  before?: VisitOptions['before'];
  /** How the device is set. */
  device?: Device;
  /** Words that the console is meant to show. */
  says?: readonly RegExp[];
}

/** The number that a page with a nonce has for this answer. */
const NONCE = 'dGhlIG5vbmNlIG9mIHRoaXMgYW5zd2Vy';

const TRUSTED_TYPES = `require-trusted-types-for 'script'; trusted-types lit-html cq-loader 'allow-duplicates'`;

const policy = (words: string) => ({ 'content-security-policy': words });

/** A page that names no host for scripts: the loader hands its nonce on. */
function nonced(name: string, scripts: string): HostPage {
  return {
    name,
    expects: 'writes',
    headers: ({ platform }) =>
      policy(`default-src 'none'; script-src ${scripts}; connect-src ${platform}; ${TRUSTED_TYPES}`),
    markup: ({ snippet, widget }) => ({
      head: snippet.replace('<script ', `<script nonce="${NONCE}" `),
      body: widget,
    }),
  };
}

/** Pages whose policy is strict: what each widget needs is read from those that passed. */
const POLICIES: HostPage[] = [
  {
    name: 'strict policy that names the platform',
    expects: 'writes',
    headers: ({ platform }) =>
      policy(`default-src 'none'; script-src ${platform}; connect-src ${platform}; ${TRUSTED_TYPES}`),
  },
  {
    name: 'strict policy that names the files of a release by their hashes',
    expects: 'writes',
    // It holds announced files against the policy without their integrity, and fetches them when they are to run.
    webkitReports: /^VIOLATION script-src-elem .*\/embed\/[\d.]+\/[\w-]+\.js$/,
    headers: ({ platform, files, integrity }) =>
      policy(
        `default-src 'none'; script-src ${files.map((file) => `'${integrity[file]}'`).join(' ')}; connect-src ${platform}; ${TRUSTED_TYPES}`,
      ),
    markup: ({ pinned, widget }) => ({ head: pinned, body: widget }),
  },
  nonced('strict policy with a nonce', `'nonce-${NONCE}'`),
  nonced('strict policy with a nonce and strict-dynamic', `'nonce-${NONCE}' 'strict-dynamic'`),
  {
    ...nonced('', `'nonce-${NONCE}' 'strict-dynamic'`),
    name: 'strict policy with a nonce, and a pinned snippet that announces its files',
    markup: ({ announced }) => ({
      head: announced.head.replace(/<(script|link) /g, `<$1 nonce="${NONCE}" `),
      body: announced.widget,
    }),
  },
  {
    name: 'trusted types with named policies',
    expects: 'writes',
    headers: () => policy(TRUSTED_TYPES),
  },
  {
    name: 'cross-origin isolated (COEP: require-corp)',
    expects: 'writes',
    headers: () => ({
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-opener-policy': 'same-origin',
    }),
  },
  { name: 'no referrer', expects: 'writes', headers: () => ({ 'referrer-policy': 'no-referrer' }) },
];

/** Pages that refuse the browser's own means. */
const REFUSALS: HostPage[] = [
  ...(['localStorage', 'sessionStorage', 'indexedDB', 'locks', 'BroadcastChannel'] as const).map(
    (means): HostPage => ({
      name: `${means} refused`,
      expects: 'writes',
      markup: ({ snippet, widget }) => ({ head: refusing(means) + snippet, body: widget }),
    }),
  ),
  {
    name: 'all storage refused',
    expects: 'writes',
    markup: ({ snippet, widget }) => ({
      head:
        refusing(
          'localStorage',
          'sessionStorage',
          'indexedDB',
          'locks',
          'BroadcastChannel',
          'serviceWorker',
        ) + snippet,
      body: widget,
    }),
  },
  {
    name: 'no service worker',
    expects: 'writes',
    markup: ({ snippet, widget }) => ({ head: refusing('serviceWorker') + snippet, body: widget }),
  },
  {
    name: 'frame on another site, whose storage is blocked',
    expects: 'writes',
    framedElsewhere: true,
    markup: ({ here }) => ({ body: `<iframe src="${here}/frame" width="900" height="900"></iframe>` }),
    frames: { frame: ({ snippet, widget }) => ({ body: snippet + widget }) },
  },
  {
    name: 'sandboxed frame with an opaque origin',
    expects: 'reads and explains',
    diagnosis: ['opaque-origin'],
    markup: ({ here }) => ({
      body: `<iframe sandbox="allow-scripts" src="${here}/frame" width="900" height="900"></iframe>`,
    }),
    frames: { frame: ({ snippet, widget }) => ({ body: snippet + widget }) },
    says: [/nobody can take part from here, since null is not registered/],
  },
  {
    name: 'site that is not registered',
    expects: 'reads and explains',
    diagnosis: ['origin-not-registered'],
    site: 'stranger',
    says: [/nobody can take part from here, since http:\/\/localhost:\d+ is not registered/],
  },
];

/** Where the snippet and the widget may stand, and when. */
const PLACES: HostPage[] = [
  { name: 'snippet in the head', expects: 'writes' },
  {
    name: 'snippet at the end',
    expects: 'writes',
    markup: ({ snippet, widget }) => ({ body: widget + snippet }),
  },
  {
    name: 'snippet twice',
    expects: 'writes',
    diagnosis: ['included-twice'],
    markup: ({ snippet, widget }) => ({ head: snippet, body: widget + snippet }),
    says: [/Consultation Québec [\d.]+ is here twice/],
  },
  {
    name: 'snippet added by a tag manager after the page has loaded',
    expects: 'writes',
    markup: ({ platform, widget }) => ({ body: widget + TAG_MANAGER(`${platform}/embed/1.js`) }),
  },
  {
    name: 'two loaders: moving and pinned',
    expects: 'writes',
    diagnosis: ['included-twice'],
    markup: ({ snippet, pinned, widget }) => ({ head: snippet + pinned, body: widget }),
    says: [/Consultation Québec [\d.]+ is here twice/],
  },
  {
    name: 'two copies of the elements',
    expects: 'writes',
    diagnosis: ['included-twice'],
    markup: (parts) => ({
      head: COPIES(parts) + parts.snippet,
      body: parts.widget.replace(' consultation=', ` api="${parts.platform}/" consultation=`),
    }),
    says: [/is there already: this page loads the widgets twice/],
  },
  {
    name: 'widget added after the page has loaded',
    expects: 'writes',
    markup: ({ snippet, widget }) => ({
      head: snippet,
      body: `<div id="place"></div><template id="later">${widget}</template>
        <script>addEventListener('load', () => setTimeout(() =>
          document.getElementById('place').append(document.getElementById('later').content.cloneNode(true))));</script>`,
    }),
  },
  {
    name: 'snippet as a module, of a page saved with what scripts left, beside somebody else’s «embed»',
    expects: 'writes',
    markup: ({ here, snippet, widget }) => ({
      head: `<script src="${new URL(here).origin}/embed/player.js"></script>${snippet.replace('<script async', '<script type="module" data-cq="1.0.0"')}`,
      body: widget,
    }),
  },
  {
    name: 'another widget whose address is none',
    expects: 'writes',
    diagnosis: ['error'],
    markup({ name, slug, snippet, widget }) {
      const other = name === 'cq-survey' ? 'cq-idea-vote' : 'cq-survey';
      const lost = `<${other} consultation="${slug}" api="localhost:1"></${other}>`;
      return { head: snippet, body: lost + widget };
    },
    says: [/L’attribut «\u00a0api\u00a0» n’est pas une adresse valide/],
  },
  {
    name: 'fetch wrapped by a tool that adds a header to every request',
    expects: 'writes',
    markup: ({ snippet, widget }) => ({ head: TRACING + snippet, body: widget }),
    // What the loader asked for early does not serve a request that is another one.
    says: [/was preloaded using link preload but not used/],
  },
  {
    name: 'widget moved once it is ready',
    expects: 'writes',
    markup: ({ snippet, widget }) => ({
      head: snippet,
      body: `<div>${widget}</div><div id="place"></div>${MOVING}`,
    }),
  },
  {
    name: 'widget in a closed <details>',
    expects: 'writes',
    markup: ({ snippet, widget }) => ({
      head: snippet,
      body: `<details><summary>Donner mon avis</summary>${widget}</details>`,
    }),
    opens: 'summary',
  },
  {
    name: 'widget in a <dialog>',
    expects: 'writes',
    markup: ({ snippet, widget }) => ({
      head: snippet,
      body: `<button id="open" onclick="document.querySelector('dialog').showModal()">Donner mon avis</button>
        <dialog>${widget}</dialog>`,
    }),
    opens: '#open',
  },
  {
    name: 'widget in a table cell',
    expects: 'writes',
    markup: ({ snippet, widget }) => ({
      head: snippet,
      body: `<table border="1"><tr><td>Votre avis</td><td>${widget}</td></tr></table>`,
    }),
  },
  {
    name: 'language of the page changed while writing',
    expects: 'writes',
    markup: ({ snippet, widget }) => ({ head: snippet, body: widget + SPEAKING_ENGLISH_MEANWHILE }),
  },
  {
    name: 'hostile scripts: enumerable additions to prototypes, wrapped fetch and Promise, old polyfills',
    expects: 'writes',
    // Its driver enumerates what the page adds to every object.
    webkitUndrivable: true,
    markup: ({ snippet, widget }) => ({ head: HOSTILE + snippet, body: widget }),
  },
];

/** The matrix: every kind of page that a ministry's site may be. */
export const PAGES: readonly HostPage[] = [...POLICIES, ...REFUSALS, ...PLACES, ...STYLED_PAGES];

/** Those whose policy is told to ministries, as what a widget needs. */
export const POLICY_PAGES = POLICIES.slice(0, 3).map(({ name }) => name);

/** The whole document of a page. */
export function documentOf(page: HostPage, parts: Parts, language = 'fr'): string {
  const markup: Markup = page.markup?.(parts) ?? { head: parts.snippet, body: parts.widget };
  const { head = '', body, root = '', on = '', quirks } = markup;
  const title = body.includes('<h1') ? '' : '<h1>Ministère</h1>';
  return `${quirks ? '' : '<!doctype html>'}<html lang="${language}" ${root}><head><meta charset="utf-8"><title>Ministère</title>${head}</head>
    <body ${on}>${title}${body}</body></html>`;
}
