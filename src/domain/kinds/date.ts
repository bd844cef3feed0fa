import { ofText } from '../common-kinds.js';
import { isDate } from '../dates.js';
import { addKind } from '../kinds.js';
import { dayIn } from '../months.js';

addKind(
  'date',
  ofText(({ min, max }, day) => {
    if (!isDate(day)) return { code: 'not-a-date' };
    if (min !== undefined && day < min) return { code: 'too-early', limit: min };
    return max !== undefined && day > max ? { code: 'too-late', limit: max } : undefined;
  }, dayIn),
);
