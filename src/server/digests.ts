import { createHash, createHmac } from 'node:crypto';
import type { Digests } from '../backend/digests.js';

/** Computed where it is asked for: what is hashed here is short, and another thread costs more than the hash. */
export const nodeDigests: Digests = {
  sha256: (bytes) => Uint8Array.from(createHash('sha256').update(bytes).digest()),
  hmac: (key, bytes) => Uint8Array.from(createHmac('sha256', key).update(bytes).digest()),
};
