/**
 * A number that people can read over the telephone, «0123 4567 8901»: eleven digits from the first 36 bits of a
 * response's identifier, and a check digit (ISO/IEC 7064, MOD 11,10) that finds a digit misheard and most that are
 * swapped. The identifier stays what names the response: among 100,000 of one survey, it takes luck of one in fourteen
 * for two to have the same number, which their dates then tell apart.
 */
export function receiptNumber(id: string): string {
  const digits = String(parseInt(id.replaceAll('-', '').slice(0, 9), 16)).padStart(11, '0');
  return (digits + checkDigit(digits)).replace(/\d{4}(?=\d)/g, '$& ');
}

function checkDigit(digits: string): string {
  let rest = 10;
  for (const digit of digits) rest = (((rest + Number(digit)) % 10 || 10) * 2) % 11;
  return String((11 - rest) % 10);
}
