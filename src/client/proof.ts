/** A proof of work: a file of its own, which is asked for only where the backend asks for a proof. */
import { sha256 } from '@noble/hashes/sha2.js';
import type { ProofChallenge } from '../contract/proof.js';
import { asJson } from '../domain/json.js';

/** How long the page is kept from its own work at a time, in milliseconds: half of what a frame has. */
const SLICE = 8;

/**
 * What solves a challenge, for the `cq-proof` header: all of it with the number that was found, as JSON in base64.
 * Undefined where it has no solution. The digests are not the browser's own: those answer later, each time, which makes
 * ten thousand of them take fifteen times as long.
 */
export async function prove(challenge: ProofChallenge): Promise<string | undefined> {
  const text = new TextEncoder();
  const wanted = bytesOf(challenge.challenge);
  for (let number = 0; number <= challenge.maxnumber;) {
    const end = performance.now() + SLICE;
    // The clock is looked at after each: it costs a fiftieth of a digest, and the first ones take very long.
    for (; number <= challenge.maxnumber && performance.now() < end; number++) {
      const found = sha256(text.encode(challenge.salt + number));
      if (found.every((byte, index) => byte === wanted[index])) return btoa(asJson({ ...challenge, number }));
    }
    await afterOthers();
  }
  return undefined;
}

function bytesOf(hex: string): number[] {
  return (hex.match(/../g) ?? []).map((byte) => parseInt(byte, 16));
}

/** Once what waits has been done: a timer would wait four milliseconds more each time, and a second in a hidden tab. */
function afterOthers(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
