/**
 * What citizens wrote, as it is shown: characters that change what stands around them, or that nobody sees, do no harm.
 * What they wrote is stored as they wrote it. Never longer than the text; a text that holds no such tricks is unchanged.
 */
export function displayText(text: string): string {
  return text
    .replace(DIRECTION, '')
    .replace(TAGS, '$1')
    .replace(UNSEEN, '$1')
    .replace(STACKED, '$1')
    .replace(BLANK_LINES, '\n\n\n');
}

/** Embeddings, overrides and isolates (UAX 9): each text stands in an element with a direction of its own. */
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/g;

/** Letters that nobody sees: they make flags of regions after a black flag, and hide words anywhere else. */
const TAGS = /(\u{1f3f4}[\u{e0020}-\u{e007f}]{1,8})|[\u{e0000}-\u{e007f}]/gu;

/** Several characters without width at one place: one is enough to join, to part or to break. */
const UNSEEN =
  /([\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff])[\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff]+/g;

/** More marks on one letter than any language of today writes. */
const STACKED = /([\p{Mn}\p{Me}]{4})[\p{Mn}\p{Me}]+/gu;

/** Three blank lines or more. */
const BLANK_LINES = /\n(?:[^\S\n]*\n){3,}/g;

/** A web address in a text: from `start` to before `end`, in UTF-16 code units. */
export interface Link {
  start: number;
  end: number;
  href: string;
  /** As a browser will ask for it: what looks like another host by letters of other scripts shows what it is. */
  host: string;
  /** Whether the host was written with letters that may be taken for others. */
  disguised: boolean;
  /** The comment that it is the permalink of, where it is one. */
  comment?: string;
}

const ADDRESS = /https?:\/\/[^\s<>"«»“”]+/giu;

/** What ends a sentence rather than an address. */
const AFTER = /[.,;:!?…'’)\]]+$/u;

const COMMENT = /^#cq-([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/i;

/**
 * The web addresses in a text, in its order. One of `page` (the page that shows the thread, without its fragment) with a
 * comment’s own fragment, `#cq-…`, is that comment’s permalink.
 */
export function findLinks(text: string, page?: string): Link[] {
  return [...text.matchAll(ADDRESS)].flatMap(({ index: start, 0: found }) => {
    const written = balanced(found.replace(AFTER, ''), found);
    if (!URL.canParse(written)) return [];
    const url = new URL(written);
    // Who is asked to believe a name before an @ is led elsewhere.
    if (url.username || url.password) return [];
    const comment = COMMENT.exec(url.hash)?.[1]?.toLowerCase();
    const isHere = page !== undefined && `${url.origin}${url.pathname}${url.search}` === page;
    return [
      {
        start,
        end: start + written.length,
        href: url.href,
        host: url.host,
        disguised: url.host.includes('xn--'),
        ...(isHere && comment !== undefined && { comment }),
      },
    ];
  });
}

/** An address may end in the bracket that it opened: `…/wiki/Vélo_(véhicule)`. */
function balanced(trimmed: string, found: string): string {
  const opens = trimmed.split('(').length - trimmed.split(')').length;
  return opens > 0 && found.charAt(trimmed.length) === ')' ? `${trimmed})` : trimmed;
}
