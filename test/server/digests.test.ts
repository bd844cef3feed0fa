import assert from 'node:assert/strict';
import { it } from 'node:test';
import { webDigests } from '../../src/backend/digests.js';
import { nodeDigests } from '../../src/server/digests.js';

it('gives the same digests in Node’s way and in every browser’s', async () => {
  const [key, text] = ['une clé', 'Des mots à résumer.'].map((words) => new TextEncoder().encode(words));
  assert.deepEqual(await nodeDigests.sha256(text!), await webDigests.sha256(text!));
  assert.deepEqual(await nodeDigests.hmac(key!, text!), await webDigests.hmac(key!, text!));
});
