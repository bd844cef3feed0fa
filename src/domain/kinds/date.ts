import { ofText } from '../common-kinds.js';
import { isDate } from '../dates.js';
import { addKind } from '../kinds.js';
import { dayIn } from '../months.js';

addKind(
  'date',
  ofText(({ min, max }, day) => {
    // «90» is 1990 for one, and 2090 for another.
    if (/^\d{1,3}-/.test(day)) return { code: 'short-year' };
    if (!isDate(day)) return { code: 'not-a-date' };
    if (min !== undefined && day < min) return { code: 'too-early', limit: min };
    return max !== undefined && day > max ? { code: 'too-late', limit: max } : undefined;
  }, dayIn),
);
