/** What a passage looks like. */
export type PersonalDataKind =
  | 'email'
  | 'telephone'
  | 'social-insurance-number'
  | 'health-insurance-number'
  | 'street-address'
  | 'postal-code';

/** A passage of a text that looks like personal information: from `start` to before `end`, in UTF-16 code units. */
export interface PersonalData {
  kind: PersonalDataKind;
  start: number;
  end: number;
}

// Each pattern is linear: what repeats is bounded, and no part that repeats holds another that does.
const EMAIL =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;
// Ten digits in groups of 3, 3 and 4; area code and exchange begin with 2 to 9 (North American Numbering Plan).
const TELEPHONE =
  /(?<![\d-])(?:\+?1[\s.\u2010-\u2013-]?)?(?:\([2-9]\d\d\)|[2-9]\d\d)[\s.\u2010-\u2013-]{0,2}[2-9]\d\d[\s.\u2010-\u2013-]?\d{4}(?![\d-])/gu;
// Outside North America: a country's code, then groups of digits.
const INTERNATIONAL = /\+\d[\d\s.()\u2010-\u2013-]{6,22}\d(?!\d)/gu;
const NINE_DIGITS = /(?<![\d-])\d{3}([\s.\u2010-\u2013-]?)\d{3}\1\d{3}(?![\d-])/gu;
// Three letters of the family name and one of the first name, a date of birth in six digits, and two more: as the Régie
// de l’assurance maladie du Québec prints it, in groups of four; or grouped otherwise.
const HEALTH = /(?<![\p{L}\p{N}])[A-Za-z]{4}(?:[\s-]?\d\d){4}(?![\p{L}\p{N}])/gu;
// As Canada Post writes it, and in small letters.
const POSTAL =
  /(?<![\p{L}\p{N}])(?:[ABCEGHJ-NPRSTVXY]\d[A-Z][\s-]?\d[A-Z]\d|[abceghj-nprstvxy]\d[a-z][\s-]?\d[a-z]\d)(?![\p{L}\p{N}])/gu;
const BOX =
  /(?<![\p{L}\p{N}])(?:[Cc]\.\s?[Pp]\.|[Cc]ase\s[Pp]ostale|P\.?\s?O\.?\sBox)\s\d{1,6}(?![\p{L}\p{N}])/gu;

const CIVIC = String.raw`(?<![\p{L}\p{N}.,$€/-]|\d[\s\u202f])\d{1,5}(?:[ -]?(?:[A-Ha-h]|bis|ter|1/2|½))?(?:\s?[-–]\s?\d{1,5})?`;
const OF = String.raw`(?:(?:de\sla|de\sl['’]|du|des|de|d['’]|la|le|les|aux?|of\sthe)\s?)?`;
// «St. Jean», «J. Roy»: another dot ends the sentence.
const DOT = String.raw`(?:(?<=(?<![\p{L}])\p{Lu}\p{Ll}{0,2})\.)?`;
const NAME = String.raw`(?=\p{Lu}[\p{L}'’.-])\p{Lu}(?:[\p{L}'’-]|\.(?=\p{L})){0,40}${DOT}`;
const MORE = String.raw`(?:\s${NAME}){0,3}`;
const INSIDE = String.raw`(?:,?\s(?:[Aa]pp(?:t|artement)?|[Aa]pt|[Aa]partment|[Uu]nit|[Ss]uite|[Bb]ureau|[Ll]ocal)\.?\s?#?\d{1,5}[A-Za-z]?(?!\p{L}))?`;
// «12 rue et demie»: no street is called so.
const SMALL = 'est|et|ou|où|à|au|en|par|pour|qui|que|sont|sur|sans|avec|dans|plus|pas|entre|vers';
// A type that is nothing else is followed by any name; one that is also a common word, by a name with a capital.
const FRENCH = new RegExp(
  String.raw`${CIVIC},?\s(?:(?:[Rr]ue|[Bb]oulevard|[Bb]oul\.|[Bb]lvd\.?|[Aa]venue|[Aa]v\.|[Cc]hemin|[Cc]h\.)\s${OF}(?!(?:${SMALL})(?!\p{L}))[\p{L}\d](?:[\p{L}\d'’-]|\.(?=[\p{L}\d])){0,40}${DOT}|(?:[Rr]ang|[Rr]oute|[Rr]te|[Pp]lace|[Cc]ôte|[Mm]ontée|[Ii]mpasse|[Aa]llée|[Cc]roissant|[Cc]our|[Cc]ercle|[Cc]arré|[Tt]errasse|[Qq]uai|[Pp]romenade|[Rr]uelle|[Ss]quare)\.?\s${OF}(?:${NAME}|\d{1,3}(?!\d)))${MORE}${INSIDE}`,
  'gu',
);
// «123, 4e Avenue», «1200, 1re Rue».
const NUMBERED = new RegExp(
  String.raw`${CIVIC},?\s\d{1,3}(?:e|re|er|ème|th|st|nd|rd)\s(?:[Rr]ue|[Aa]venue|[Aa]v\.|[Rr]ang|[Ss]treet|[Ss]t\.|[Aa]ve\.?)(?!\p{L})${INSIDE}`,
  'gu',
);
const ENGLISH = new RegExp(
  String.raw`${CIVIC}\s(?:[NSEW]\.?\s)?(?:\p{Lu}[\p{L}'’.-]{1,30}\s){1,3}(?:(?:[Ss]treet|[Rr]oad|[Aa]venue|[Bb]oulevard|[Dd]rive|Crescent|Lane|Court|Place|Way|Terrace|Highway|Parkway)(?!\p{L})|(?:St|Rd|Ave|Blvd|Dr|Cres|Ln|Crt|Pl|Hwy)(?:\.|(?!\p{L})))(?:\s(?:North|South|East|West|[NSEW])(?!\p{L}))?${INSIDE}`,
  'gu',
);

const PATTERNS: readonly (readonly [
  PersonalDataKind,
  RegExp,
  ((passage: string, around: Around) => boolean)?,
])[] = [
  ['email', EMAIL],
  ['telephone', TELEPHONE],
  ['telephone', INTERNATIONAL, isTelephone],
  [
    'social-insurance-number',
    NINE_DIGITS,
    (passage, around) => passesLuhn(passage) && !isAmount(passage, around),
  ],
  ['health-insurance-number', HEALTH, bearsDate],
  ['street-address', FRENCH, isAddress],
  ['street-address', NUMBERED, isAddress],
  ['street-address', ENGLISH, isAddress],
  ['street-address', BOX],
  ['postal-code', POSTAL],
];

/** What stands just before and just after a passage. */
interface Around {
  before: string;
  after: string;
}

/** What looks like personal information has a digit or the sign of an address, which most texts have not. */
const MAY_BE_PERSONAL = /[@\p{N}]/u;

/** What nobody sees, and parts what it stands in: soft hyphens, zero-width spaces and joiners, marks of byte order. */
const UNSEEN = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;

/** More than any word that tells what a number is. */
const NEAR = 24;

/**
 * Finds what looks like an e-mail address, a telephone number, a social insurance number, a Québec health insurance
 * number, a street address or a postal code, in the order of the text. It warns, and proves nothing: what it finds may
 * be sent anyway.
 */
export function findPersonalData(text: string): PersonalData[] {
  if (!MAY_BE_PERSONAL.test(text)) return [];
  const unseen = [...text.matchAll(UNSEEN)].map(({ index }) => index);
  const inSeen = findInSeen(text.replace(UNSEEN, ''));
  if (unseen.length === 0) return inSeen;
  // Where a place in what is seen stands in the text: each unseen sign before it moves it on by one.
  const inText = (place: number) => {
    let moved = place;
    for (const index of unseen) {
      if (index > moved) break;
      moved += 1;
    }
    return moved;
  };
  return inSeen.map(({ kind, start, end }) => ({ kind, start: inText(start), end: inText(end - 1) + 1 }));
}

function findInSeen(text: string): PersonalData[] {
  const found = PATTERNS.flatMap(([kind, pattern, check]) =>
    [...text.matchAll(pattern)].flatMap(({ index: start, 0: passage }): PersonalData[] => {
      const end = start + passage.length;
      const around = {
        before: text.slice(Math.max(0, start - NEAR), start),
        after: text.slice(end, end + NEAR),
      };
      return !check || check(passage, around) ? [{ kind, start, end }] : [];
    }),
  ).sort((a, b) => a.start - b.start || b.end - a.end);
  let reached = 0;
  return found.filter(({ start, end }) => {
    if (start < reached) return false;
    reached = end;
    return true;
  });
}

/** From 8 to 15 digits (ITU-T E.164), and not an amount: «+20 000 000». */
function isTelephone(passage: string): boolean {
  const digits = passage.replace(/\D/g, '').length;
  return digits >= 8 && digits <= 15 && !/^\+\d{1,3}(?:[\s.]\d{3}){1,2}$/u.test(passage);
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

/** «190 000 000», «131 250 018 $» */
function isAmount(passage: string, { after }: Around): boolean {
  return (
    /000\D?000$/.test(passage) || /^\s?(?:[$€£%]|CAD|euros?|dollars?|hab|personnes|people)/iu.test(after)
  );
}

/**
 * Whether the digits begin with a date of birth: year, month (50 more for a woman) and day, two digits each.
 * https://www.ramq.gouv.qc.ca/fr/citoyens/assurance-maladie/carte
 */
function bearsDate(passage: string): boolean {
  const [year, month, day] = passage.replace(/\D/g, '').match(/\d\d/g)!.map(Number) as [
    number,
    number,
    number,
  ];
  const real = month > 50 ? month - 50 : month;
  // The leap years of both centuries are the same, but for 1900.
  return real >= 1 && real <= 12 && day >= 1 && day <= new Date(2000 + year, real, 0).getDate();
}

const MONTHS =
  'janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|January|February|March|April|May|June|July|August|September|October|November|December';

// What makes of a number something else than that of a house: a road, a bus, an article, a page, a kilometre, a year.
const COUNTED = new RegExp(
  String.raw`(?:^|[^\p{L}])(?:route|autoroute|rte|highway|sortie|exit|ligne|line|autobus|bus|circuit|article|art\.|page|p\.|chapitre|chapter|section|km|kilomètre|tableau|figure|point|phase|zone|lot|loi|bill)s?\s(?:n[o°]\.?\s)?$`,
  'iu',
);
const DATED = new RegExp(
  String.raw`(?:^|[^\p{L}])(?:${MONTHS}|en|in|depuis|since|dès|avant|before|après|after|vers|by|jusqu['’]en|until|l['’]an|année|year|de|from|à|to)\s$`,
  'iu',
);

/** Whether the number is that of a house, as far as what stands before it tells. */
function isAddress(passage: string, { before }: Around): boolean {
  if (COUNTED.test(before)) return false;
  return !/^(?:19|20)\d\d\b/.test(passage) || !DATED.test(before);
}
