import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { quebecDate } from '../../src/domain/french-date.js';

describe('a French date', () => {
  const written = (instant: string, options: Intl.DateTimeFormatOptions) =>
    quebecDate(
      new Intl.DateTimeFormat('fr-CA', { timeZone: 'America/Toronto', ...options }).format(new Date(instant)),
    );

  it('says the first of the month as people do, and no other day', () => {
    const days = ['2026-05-01', '2026-05-11', '2026-05-21', '2026-05-31'];
    assert.deepEqual(
      days.map((day) => written(`${day}T12:00:00Z`, { dateStyle: 'long' })),
      ['1er\u00a0mai 2026', '11\u00a0mai 2026', '21\u00a0mai 2026', '31\u00a0mai 2026'],
    );
  });

  it('writes hours without a zero before or after, and never breaks them over two lines', () => {
    const at = { dateStyle: 'long', timeStyle: 'short' } as const;
    assert.deepEqual(
      ['2026-05-11T13:00:00Z', '2026-05-11T04:05:00Z', '2026-12-11T19:30:00Z'].map((instant) =>
        written(instant, at),
      ),
      [
        '11\u00a0mai 2026 à 9\u00a0h',
        '11\u00a0mai 2026 à 0\u00a0h\u00a005',
        '11\u00a0décembre 2026 à 14\u00a0h\u00a030',
      ],
    );
  });
});
