import { checkStep, enterChosen, listed, ofText, readStep, trimmed, YES } from '../common-kinds.js';
import { addKind, WRONG_TYPE } from '../kinds.js';
import { isStorable } from '../text-rules.js';

/** Ten digits as in North America, or `+` and up to fifteen (ITU-T E.164); an extension may follow. */
const TELEPHONE = /^(?:(?:\+?1)?[2-9]\d\d[2-9]\d{6}|\+[2-9]\d{6,14})(?:(?:poste|ext|x)\d{1,6})?$/i;
/** Canada Post: no D, F, I, O, Q or U, and no W or Z in front. */
const POSTAL_CODE = /^[abceghj-nprstvxy]\d[abceghj-nprstv-z] ?\d[abceghj-nprstv-z]\d$/i;
const POSTAL_AREA = /^[abceghj-nprstvxy]\d[abceghj-nprstv-z]$/i;

addKind(
  'telephone',
  ofText(
    (_, number) =>
      number.length <= 40 && TELEPHONE.test(number.replace(/[\s().\u2010-\u2013-]/g, ''))
        ? undefined
        : { code: 'not-a-telephone' },
    trimmed,
  ),
);
addKind(
  'postal-code',
  ofText(
    ({ part }, code) =>
      (part === 'area' ? POSTAL_AREA : POSTAL_CODE).test(code)
        ? undefined
        : { code: part === 'area' ? 'not-a-postal-area' : 'not-a-postal-code' },
    (text) => {
      const code = text.replace(/[\s-]/g, '').toUpperCase();
      return (
        (code.length === 6 ? `${code.slice(0, 3)} ${code.slice(3)}` : text.trim().toUpperCase()) || undefined
      );
    },
  ),
);
addKind(
  'web-address',
  ofText(
    (_, address) => (isWebAddress(address) ? undefined : { code: 'not-an-address' }),
    (text) => {
      const address = text.trim();
      return (/^[^\s/:@]+\.[^\s:@]+$/.test(address) ? `https://${address}` : address) || undefined;
    },
  ),
);
addKind(
  'time',
  ofText(({ min, max }, time) => {
    if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return { code: 'not-a-time' };
    if (min !== undefined && time < min) return { code: 'too-early', limit: min };
    return max !== undefined && time > max ? { code: 'too-late', limit: max } : undefined;
  }, timeIn),
);

addKind('consent', {
  read: (_, { chosen: [chosen] = [] }) => (chosen === undefined ? undefined : true),
  enter: (_, answer) => ({ chosen: answer === true ? [YES] : [] }),
  check: (_, answer) => (answer === true ? [] : [WRONG_TYPE]),
});

addKind('recommendation', {
  read: readStep,
  enter: enterChosen,
  check: (_, value) => listed(checkStep(0, 10, value)),
});

function isWebAddress(text: string): boolean {
  if (text.length > 2000 || !isStorable(text)) return false;
  try {
    const { protocol, hostname, username, password } = new URL(text);
    return /^https?:$/.test(protocol) && /[^.]\.[^.]/.test(hostname) && !username && !password;
  } catch {
    return false;
  }
}

/** A time of day as people write it (`14 h 30`, `14:30`, `9 h`, `2:30 pm`), as `14:30`. What is none stays text. */
function timeIn(text: string): string | undefined {
  const written = text.trim().toLowerCase();
  const parts = /^(\d{1,2})\s*(?:(?:h|:|heures?)\s*(\d{2})?)?\s*(?:min)?\s*([ap])?\.?(?:m\.?)?$/.exec(
    written,
  );
  if (!parts) return written || undefined;
  const [, hours = '', minutes = '00', half] = parts;
  const hour = half ? (Number(hours) % 12) + (half === 'p' ? 12 : 0) : Number(hours);
  return Number(hours) > (half ? 12 : 23) || Number(minutes) > 59
    ? written
    : `${String(hour).padStart(2, '0')}:${minutes}`;
}
