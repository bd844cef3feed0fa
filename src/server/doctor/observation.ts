/** What was seen of one element on the page. */
export interface SeenElement {
  /** `cq-survey` */
  name: string;
  consultation: string;
  activity: string;
  /** Whether the browser knows the element, and it has something of its own to show. */
  upgraded: boolean;
  /** The parts of states that it shows: `error`, `not-allowed`, `phase`… */
  parts: string[];
  /** What it says where it shows an error. */
  says: string;
}

/** What a browser stopped, by the directive that told it to. */
export interface Violation {
  directive: string;
  blocked: string;
}

/** All that was seen of a page, before anybody judges it. */
export interface Observation {
  /** The page's own origin, as the platform would see it. */
  origin: string;
  /** The answer to the page itself; nothing where there was none. */
  status: number | undefined;
  /** Every loader that the page includes. */
  loaders: { src: string; integrity: string; crossorigin: boolean; version: string }[];
  elements: SeenElement[];
  violations: Violation[];
  /** Requests to the platform that failed: address and reason. */
  failures: { url: string; reason: string }[];
  /** What the widgets told the developer. */
  console: string[];
}

/** What the platform says, when asked beside the page. */
export interface PlatformFacts {
  /** By version: how it stands. */
  versions: { version: string; status: 'current' | 'superseded' | 'withdrawn'; reason?: string }[];
  /** By consultation: the sites that may write; nothing where there is no such consultation. */
  origins: Record<string, string[] | undefined>;
}
