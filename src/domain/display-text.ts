// What citizens write is stored as it was written. These rules hold where it is shown: a text cannot turn over, cover
// or push away what stands around it, and an address cannot look like another one.

/** What no eye sees: zero-width spaces and joiners, direction marks, soft hyphens, invisible operators. */
const INVISIBLE = '\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u2060-\\u2064\\u206a-\\u206f\\ufeff';

/** Controls, and what turns the direction of all that follows (Trojan Source, CVE-2021-42574). */
const CONTROLS = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;

/** Tag characters spell nothing that shows, but for the flags of England, Scotland, Wales and their like. */
const TAGS = /(\u{1f3f4}[\u{e0020}-\u{e007e}]{1,6}\u{e007f})|[\u{e0000}-\u{e007f}]/gu;

const STACK = new RegExp(`[\\p{M}${INVISIBLE}]{2,}`, 'gu');
const ANY_MARK = /\p{M}/u;

/** Marks that belong to no script of their own: zalgo is made of these. */
const LOOSE_MARK = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/;

/** Vietnamese taken apart has two on a letter, phonetic notation three. */
const MOST_LOOSE = 3;

/** Pointed and sung Hebrew, Tibetan and Burmese stay below. */
const MOST_MARKS = 8;

/** A line drawn with dashes or dots stays a line. */
const LONGEST_RUN = 100;

const RUN = new RegExp(`(.)\\1{${LONGEST_RUN},}`, 'gu');
const BLANK_LINES = /\n(?:[^\S\n]*\n){3,}/g;

/**
 * A citizen's text as it is safe to show: without what turns its direction, with at most one invisible character in a
 * row, with no more marks on a letter than languages have, and with bounded runs of one character and of empty lines.
 * Never longer than `text`; ordinary text comes back as it is, joined emoji and the joiners of Persian and Hindi too.
 */
export function displayText(text: string): string {
  return text
    .replace(CONTROLS, '')
    .replace(TAGS, '$1')
    .replace(STACK, stackOf)
    .replace(RUN, (run) => Array.from(run).slice(0, LONGEST_RUN).join(''))
    .replace(BLANK_LINES, '\n\n\n');
}

/** The marks and invisible characters after one letter, with what is too much left out. */
function stackOf(stack: string): string {
  let marks = 0;
  let loose = 0;
  let hidden = 0;
  let kept = '';
  let afterHidden = false;
  for (const one of stack) {
    const mark = ANY_MARK.test(one);
    if (mark ? marks === MOST_MARKS : afterHidden || hidden === MOST_MARKS) continue;
    if (mark && LOOSE_MARK.test(one) && ++loose > MOST_LOOSE) continue;
    if (mark) marks += 1;
    else hidden += 1;
    afterHidden = !mark;
    kept += one;
  }
  return kept;
}

/** A web address in a text: where it stands, and where it leads. */
export interface FoundLink {
  /** UTF-16 offsets in the text; `end` is after the last character. */
  start: number;
  end: number;
  /** Normalised, `http` or `https`, without a user's name or password; empty where the text cuts the address off. */
  href: string;
  /** What to show: as written, or `href` where the host that is written is not the one it leads to. */
  label: string;
  /** The comment's id, where it is the permalink of one. */
  comment?: string;
}

const ADDRESS = /\bhttps?:\/\/[^\s<>"«»“”]+/giu;
const COMMENT = /^(?:#cq-|\?(?:.*&)?comment=)([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(?:&.*)?$/i;

/** The letters that French addresses are written with: no two of them look alike. */
const FRENCH_HOST = /^[\w.àâæçèéêëîïôœùûüÿ-]+$/;

/**
 * The web addresses in `text`, in order, without the punctuation of the sentence around them. `origins` are those whose
 * pages show the thread: what names a comment there (`#cq-…`, or `?comment=…` without scripts) is its permalink.
 */
export function findLinks(text: string, origins: readonly string[] = []): FoundLink[] {
  return [...text.matchAll(ADDRESS)].flatMap(({ 0: found, index }) => {
    const written = withoutPunctuation(found);
    if (!URL.canParse(written)) return [];
    const url = new URL(written);
    const host = /^https?:\/\/([^/?#\\]*)/i
      .exec(written)![1]!
      .replace(/:\d*$/, '')
      .toLowerCase()
      .normalize('NFC');
    const honest = host === url.hostname || FRENCH_HOST.test(host);
    // A name before an @ is not where it leads.
    url.username = url.password = '';
    const named = origins.includes(url.origin) && (COMMENT.exec(url.hash) ?? COMMENT.exec(url.search));
    const comment = named ? named[1]!.toLowerCase() : undefined;
    return {
      start: index,
      end: index + written.length,
      href: text.startsWith('…', index + written.length) ? '' : url.href,
      label: honest ? written : url.href,
      ...(comment !== undefined && { comment }),
    };
  });
}

/** A text as it is safe to show, in pieces: words, and the web addresses between them (see `findLinks`). */
export function piecesOf(text: string, origins?: readonly string[]): (string | FoundLink)[] {
  const shown = displayText(text);
  let after = 0;
  const pieces = findLinks(shown, origins).flatMap((link) => {
    const before = shown.slice(after, link.start);
    after = link.end;
    return [before, link];
  });
  return [...pieces, shown.slice(after)];
}

/** An address in brackets or at a sentence's end leaves both to the sentence; its own pairs stay whole. */
function withoutPunctuation(address: string): string {
  const balance = (opens: string, closes: string) =>
    address.split(opens).length - address.split(closes).length;
  const open: Record<string, number> = { ')': balance('(', ')'), ']': balance('[', ']') };
  let end = address.length;
  for (; end > 0; end -= 1) {
    const last = address[end - 1]!;
    if (last in open) {
      if (open[last]! >= 0) break;
      open[last]! += 1;
    } else if (!/[.,;:!?'’…*_]/.test(last)) break;
  }
  return address.slice(0, end);
}
