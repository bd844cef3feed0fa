import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { phaseOf } from '../../src/domain/hours.js';

describe('hours', () => {
  const hours = { opensAt: '2026-01-15T09:00:00-05:00', closesAt: '2026-06-15T23:59:00-04:00' };
  const at = (instant: string) => phaseOf(hours, new Date(instant));

  it('opens at the opening instant, whatever the offset it is written in', () => {
    assert.equal(at('2026-01-15T13:59:59.999Z'), 'before');
    assert.equal(at('2026-01-15T14:00:00.000Z'), 'open');
    assert.equal(at('2026-01-15T15:00:00+01:00'), 'open');
  });

  it('is closed from the closing instant on', () => {
    assert.equal(at('2026-06-16T03:58:59.999Z'), 'open');
    assert.equal(at('2026-06-16T03:59:00.000Z'), 'closed');
  });

  it('reads instants as well as their ISO text', () => {
    const instants = { opensAt: new Date(hours.opensAt), closesAt: new Date(hours.closesAt) };
    assert.equal(phaseOf(instants, new Date('2026-03-01T00:00:00Z')), 'open');
  });
});
