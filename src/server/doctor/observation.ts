/** What was seen of one element on the page. */
export interface SeenElement {
  /** `cq-survey` */
  name: string;
  consultation: string;
  activity: string;
  /** Where it says the platform is; empty where the loader does. */
  api: string;
  /** Whether the browser knows the element, and it has something of its own to show. */
  upgraded: boolean;
  /** Whether the platform's word for it, that it is switched off, has come: it shows the page's own content. */
  off: boolean;
  /** Whether it stands in a shadow root of the page's. */
  inShadow: boolean;
  /** Why nobody sees it: by its own style, or since something around it is closed or hidden. */
  hidden: '' | 'itself' | 'around';
  /** The parts of states that it shows: `error`, `not-allowed`, `phase`… */
  parts: string[];
  /** What it says where it shows an error. */
  says: string;
}

/** What a browser stopped, by the directive that told it to. */
export interface Violation {
  directive: string;
  /** An address, or a word of the browser's: `inline`, `trusted-types-policy`… */
  blocked: string;
  /** The script that asked for it; empty where the page itself did. */
  asker: string;
  /** What the policy says about it, as the page wrote it. */
  policy: string;
}

/** A loader that a document includes. */
export interface SeenLoader {
  src: string;
  integrity: string;
  crossorigin: boolean;
  version: string;
}

/** The page, or a frame in it. */
export interface SeenDocument {
  /** Its own origin, as the platform would see it; `null` where a sandbox takes it away. */
  origin: string;
  loaders: SeenLoader[];
  elements: SeenElement[];
  /** Addresses of the platform's own pages that it frames. */
  frames: string[];
  violations: Violation[];
}

/** All that was seen of a page, before anybody judges it. */
export interface Observation {
  /** The answer to the page itself; nothing where there was none. */
  status: number | undefined;
  /** The page, then the frames in it that hold a loader or an element. */
  documents: SeenDocument[];
  /** Elements that the page's HTML opens more often than it closes: `cq-survey`. */
  unclosed: string[];
  /** Requests to the platform that failed: address and reason. */
  failures: { url: string; reason: string }[];
  /** Addresses of files that are not what their `integrity` says. */
  altered: string[];
  /** What the widgets told the developer. */
  console: string[];
}

/** What the platform says, when asked beside the page. */
export interface PlatformFacts {
  /** By version: how it stands. */
  versions: { version: string; status: 'current' | 'superseded' | 'withdrawn'; reason?: string }[];
  /** By consultation: the sites that may write; nothing where there is no such consultation. */
  origins: Record<string, string[] | undefined>;
  /** By `viewKey`: what an element is told. */
  views: Record<string, SeenView | undefined>;
}

/** What the platform answers where an element asks for its first view. */
export interface SeenView {
  /** Whether there is such an activity, of the element's kind. */
  known: boolean;
  /** Why there is none, in the platform's words; undefined where it says no more. */
  why?: string | undefined;
  /** By version, and `all` for every one: why this kind of widget is switched off. */
  off: Record<string, string>;
  /** The origins of what it shows in pictures. */
  pictures: string[];
}

/** What tells apart the views that elements ask for. */
export function viewKey({ name, consultation, activity }: Asked): string {
  return [name, consultation, activity].join(' ');
}

/** What an element asks the platform for. */
export type Asked = Pick<SeenElement, 'name' | 'consultation' | 'activity'>;
