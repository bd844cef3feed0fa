import type { LocalizedText } from '../../contract/text.js';
import type { Column } from '../../domain/codebook.js';

/** Why there is no value: it was shown and passed over; the response's version does not ask it; it was not shown. */
export const GAPS = ['unanswered', 'absent', 'not-shown'] as const;
export type Gap = (typeof GAPS)[number];

/** The words of each reason. */
export const GAP_WORDS = {
  unanswered: { fr: 'Sans réponse', en: 'No answer' },
  absent: { fr: 'Question absente de cette version', en: 'Not asked in this version' },
  'not-shown': { fr: 'Non montrée, ou montrée sans pouvoir répondre', en: 'Not shown, or shown but closed' },
} as const satisfies Record<Gap, LocalizedText>;

const CODES: Record<Gap, number> = { unanswered: -9, absent: -8, 'not-shown': -7 };
/** Where −9 to −7 may be answers. */
const FAR_CODES: Record<Gap, number> = {
  unanswered: -999_999_999,
  absent: -999_999_998,
  'not-shown': -999_999_997,
};

/** The number that stands for a reason, in the place of a value of the column. */
export function codeOf({ signed }: Pick<Column, 'signed'>, gap: Gap): number {
  return (signed ? FAR_CODES : CODES)[gap];
}
