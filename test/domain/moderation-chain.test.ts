import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ModerationRecord } from '../../src/contract/moderation.js';
import {
  type BrokenLink,
  ChainCheck,
  commitmentTo,
  NOTHING_BEFORE,
  seal,
  type Unsealed,
} from '../../src/domain/moderation-chain.js';

const sha256 = async (bytes: Uint8Array<ArrayBuffer>) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

async function chain(length: number): Promise<ModerationRecord[]> {
  const records: ModerationRecord[] = [];
  for (let seq = 1; seq <= length; seq++) {
    const unsealed: Unsealed = {
      seq,
      id: crypto.randomUUID(),
      at: `2026-06-0${seq}T12:00:00.000Z`,
      action: 'hide',
      kind: 'comment',
      contribution: crypto.randomUUID(),
      reason: 'spam',
      role: 'moderator',
      bulk: null,
      waited: 60 * seq,
      text: null,
      words: null,
      who: null,
      previous: records.at(-1)?.hash ?? NOTHING_BEFORE,
    };
    records.push(await seal('plan-velo', unsealed, sha256));
  }
  return records;
}

async function check(records: ModerationRecord[]): Promise<BrokenLink | undefined> {
  const links = new ChainCheck('plan-velo', sha256);
  for (const record of records) {
    const broken = await links.add(record);
    if (broken) return broken;
  }
  return undefined;
}

describe('a chain of decisions', () => {
  it('holds as it was made', async () => assert.equal(await check(await chain(5)), undefined));

  it('breaks where a field of a record was changed, whichever it is', async () => {
    const records = await chain(3);
    for (const field of Object.keys(records[1]!) as (keyof ModerationRecord)[]) {
      if (field === 'hash') continue;
      const changed = records.map((record, index) => (index === 1 ? { ...record, [field]: '?' } : record));
      assert.deepEqual((await check(changed))?.code, 'changed', field);
    }
  });

  it('breaks where a record was taken out, put in, or sealed anew', async () => {
    const records = await chain(4);
    assert.deepEqual(await check([records[0]!, ...records.slice(2)]), { seq: 3, code: 'not-linked' });
    assert.deepEqual(await check(records.toReversed()), { seq: 4, code: 'not-linked' });
    const { hash: _, ...second } = records[1]!;
    const forged = await seal('plan-velo', { ...second, reason: 'other' }, sha256);
    assert.deepEqual(await check([records[0]!, forged, ...records.slice(2)]), { seq: 3, code: 'not-linked' });
  });

  it('commits to a text that nobody finds without the salt', async () => {
    const [one, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    assert.notEqual(await commitmentTo('Non', one, sha256), await commitmentTo('Non', other, sha256));
    assert.equal(await commitmentTo('Non', one, sha256), await commitmentTo('Non', one, sha256));
  });
});
