/** Numbers, names and patterns that both sides hold to. The one file of the contract whose values the browser imports. */

/** The option that a list with `other: true` offers beside its own. */
export const OTHER = 'other';

/** What is answered where neither of two options is preferred. */
export const EQUAL = 'equal';

/** Where one checks one’s answers before sending them: after the last page. No page’s name holds a star. */
export const CHECK = '*check';

/**
 * How long a file waits for the response that names it, in milliseconds: 7 days, as long as a device keeps what somebody
 * has begun.
 */
export const UNSENT_FOR = 7 * 24 * 3_600_000;

/** The most that a parked draft may hold, in bytes, sealed. */
export const MAX_DRAFT = 256_000;

/** In which header a proof of work is sent: the solved challenge, as JSON in base64. */
export const PROOF_HEADER = 'cq-proof';

/** How long one may say why a decision is to be looked at again, in UTF-16 code units. */
export const LONGEST_APPEAL = 2000;

/** Of what somebody says with a report, in UTF-16 code units. */
export const LONGEST_REPORT = 1000;

/** Replies to replies go this deep; a root comment is at depth 0. */
export const MAX_DEPTH = 3;

/** How many places a reader may start from in the ring of ideas: few, so that answers stay cacheable. */
export const RING_STARTS = 16;

/** Items a page, unless `limit` says otherwise. */
export const PAGE_SIZE = 20;

/** The most items that `limit` may ask for. */
export const MAX_PAGE_SIZE = 100;

/**
 * A text that shows nothing: white space, control and format characters, and what is made to be blank (fillers, the empty
 * Braille pattern). Characters newer than this list are taken to show something.
 */
export const SHOWS_NOTHING = /^[\s\p{Cc}\p{Z}\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]*$/u;
