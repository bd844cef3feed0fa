import type { Participant } from './participant.js';

/** The participant's key, made now where there was none. */
export function ensureKey(who: Participant): string {
  if (!who.key) who.keep({ key: newKey(), start: who.start });
  return who.key!;
}

function newKey(): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(32)));
}

/** Bytes as text for addresses and headers (RFC 4648, section 5), without padding. */
export function base64Url(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
