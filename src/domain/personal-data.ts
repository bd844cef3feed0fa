/** What a passage looks like. */
export type PersonalDataKind = 'email' | 'telephone' | 'social-insurance-number';

/** A passage of a text that looks like personal information: from `start` to before `end`, in UTF-16 code units. */
export interface PersonalData {
  kind: PersonalDataKind;
  start: number;
  end: number;
}

// Each pattern is linear: no part that repeats holds another that does.
const EMAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;
// Ten digits in groups of 3, 3 and 4; area code and exchange begin with 2 to 9 (North American Numbering Plan).
const TELEPHONE =
  /(?<![\d-])(?:\+?1[\s.\u2010-\u2013-]?)?(?:\([2-9]\d\d\)|[2-9]\d\d)[\s.\u2010-\u2013-]{0,2}[2-9]\d\d[\s.\u2010-\u2013-]?\d{4}(?![\d-])/gu;
// Outside North America: a country's code, then groups of digits.
const INTERNATIONAL = /\+\d{1,3}(?:[\s.\u2010-\u2013-]?\(?\d{1,4}\)?){3,6}(?!\d)/gu;
const NINE_DIGITS = /(?<![\d-])\d{3}([\s.\u2010-\u2013-]?)\d{3}\1\d{3}(?![\d-])/gu;

const PATTERNS = [
  ['email', EMAIL],
  ['telephone', TELEPHONE],
  ['telephone', INTERNATIONAL],
  ['social-insurance-number', NINE_DIGITS],
] as const;

/**
 * Finds what looks like an e-mail address, a North American telephone number or a social insurance number, in the
 * order of the text. It warns, and proves nothing: what it finds may be sent anyway.
 */
export function findPersonalData(text: string): PersonalData[] {
  return PATTERNS.flatMap(([kind, pattern]) =>
    [...text.matchAll(pattern)].map(({ index: start, 0: passage }) => ({
      kind,
      start,
      end: start + passage.length,
    })),
  )
    .filter(
      ({ kind, start, end }) => kind !== 'social-insurance-number' || passesLuhn(text.slice(start, end)),
    )
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ start }, index, all) => !all.slice(0, index).some((other) => start < other.end));
}

/** Luhn's check (ISO/IEC 7812-1, annex B). Canada issues no number that begins with 8. */
function passesLuhn(passage: string): boolean {
  const digits = passage.replace(/\D/g, '');
  if (digits.startsWith('8')) return false;
  let sum = 0;
  for (const [index, character] of [...digits].entries()) {
    const digit = Number(character) * (index % 2 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}
