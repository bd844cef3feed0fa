import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { wordlist as french } from '@scure/bip39/wordlists/french.js';
import { MAX_DRAFT } from '../contract/limits.js';
import type { DraftParked, Erased, ParkedDraft } from '../contract/drafts.js';
import type { Language } from '../contract/text.js';
import type { Answer } from './client.js';
import { asJson } from '../domain/json.js';
import { unaccented } from '../domain/text-rules.js';
import { Http } from './http.js';
import { base64Url } from './keys.js';

/**
 * What a draft's code and link both say: 88 random bits in base64url. Guesses at the server are few a minute; but
 * whoever stole its database could guess at home, so the code alone must be more than anybody can try: eight words of
 * 2,048 are.
 */
const SECRET_BYTES = 11;
const WORDS = 8;

/**
 * The lists of BIP 39: 2,048 common words each, chosen so that the first four letters tell them apart. So a plural, an
 * accent or a slip at a word's end does no harm.
 */
const LISTS: Record<Language, readonly string[]> = { fr: french, en: english };

/** A draft that another device left, opened here. */
export interface FoundDraft<Value> extends DraftParked {
  value: Value;
}

/** Why a draft could not be had, as distinct from what the network or the backend says. */
export type ParkingAnswer<Value> = Answer<Value> | { ok: false; problem: { code: 'unreadable'; title: '' } };

/** A secret of its own for a draft. */
export function newSecret(): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
}

/** The secret in words of a language: «abeille cuivre dompter …». */
export function codeOf(secret: string, language: Language): string {
  const bits = [...fromText(secret)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const places = bits.match(/.{11}/g)!.map((place) => parseInt(place, 2));
  return places.map((place) => LISTS[language][place]!.normalize('NFC')).join(' ');
}

/** The secrets that a code may stand for: none where it is no code. In either language, the likelier first. */
export function secretsOf(code: string): string[] {
  const words = unaccented(code)
    .split(/[^a-z]+/)
    .filter(Boolean);
  if (words.length !== WORDS) return [];
  return Object.values(LISTS)
    .map((list) => {
      const known = new Map(
        list.map((word, place) => [start(unaccented(word)), { place, word: unaccented(word) }]),
      );
      const found = words.map((word) => known.get(start(word)));
      const exact = found.filter((one, index) => one?.word === words[index]).length;
      return { found, exact };
    })
    .sort((one, other) => other.exact - one.exact)
    .flatMap(({ found }) => {
      if (found.includes(undefined)) return [];
      const bits = found.map((one) => one!.place.toString(2).padStart(11, '0')).join('');
      return [base64Url(Uint8Array.from(bits.match(/.{8}/g)!, (byte) => parseInt(byte, 2)))];
    });
}

const start = (word: string) => word.slice(0, 4);

/**
 * What a server keeps of a draft that waits. From the secret come three values that tell nothing of each other
 * (HKDF-SHA-256, RFC 5869): where the draft waits, what opens it, and what replaces or erases it. The first and the last
 * are sent; the key never is.
 */
export class Parking {
  private readonly http: Http;

  constructor(
    api: string,
    private readonly slug: string,
    private readonly activity: string,
  ) {
    this.http = new Http(api);
  }

  /**
   * Seals a draft and leaves it, in place of what waits there under the same secret: of the version `replaced` alone,
   * where it is known. `precondition-failed` where another device has left one since, or it is erased.
   */
  async park(secret: string, value: unknown, replaced?: DraftParked): Promise<Answer<DraftParked>> {
    const { path, key, owner } = await this.derive(secret);
    // Its length would tell how much was written: whole kilobytes tell less.
    const text = asJson(value);
    const plain = new TextEncoder().encode(text);
    const padded = new Uint8Array(Math.ceil(plain.length / 1024) * 1024).fill(0x20);
    padded.set(plain);
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, padded);
    const content = new Uint8Array(nonce.length + sealed.byteLength);
    content.set(nonce);
    content.set(new Uint8Array(sealed), nonce.length);
    if (content.length > MAX_DRAFT)
      return { ok: false, problem: { type: 'about:blank', code: 'too-large', title: '', status: 413 } };
    return this.http.ask(path, {
      method: 'PUT',
      body: asJson({ content: base64Url(content) }),
      credentials: 'omit',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${owner}`,
        ...ifMatch(replaced),
      },
    });
  }

  /** Fetches a draft and opens it; `not-found` where none waits under the secret. */
  async find<Value>(secret: string): Promise<ParkingAnswer<FoundDraft<Value>>> {
    const { path, key } = await this.derive(secret);
    const answer = await this.http.ask<ParkedDraft>(path, { credentials: 'omit', cache: 'no-store' });
    if (!answer.ok) return answer;
    const { content, ...parked } = answer.value;
    try {
      const bytes = fromText(content);
      const opened = await crypto.subtle.decrypt(
        { name: 'AES-GCM', iv: bytes.subarray(0, 12) },
        key,
        bytes.subarray(12),
      );
      return { ok: true, value: { ...parked, value: JSON.parse(new TextDecoder().decode(opened)) as Value } };
    } catch {
      // Somebody altered it on its way, or on the server: what cannot be vouched for is not shown.
      return { ok: false, problem: { code: 'unreadable', title: '' } };
    }
  }

  /**
   * Erases what waits: of the version `known` alone, where it is given. `precondition-failed` where another device has
   * left one since.
   */
  async erase(secret: string, known?: DraftParked): Promise<Answer<Erased>> {
    const { path, owner } = await this.derive(secret);
    return this.http.ask(path, {
      method: 'DELETE',
      credentials: 'omit',
      headers: { authorization: `Bearer ${owner}`, ...ifMatch(known) },
    });
  }

  private async derive(secret: string): Promise<{ path: string; key: CryptoKey; owner: string }> {
    const { slug, activity } = this;
    const material = await crypto.subtle.importKey('raw', fromText(secret), 'HKDF', false, [
      'deriveBits',
      'deriveKey',
    ]);
    const from = (label: string) => ({
      name: 'HKDF',
      hash: 'SHA-256',
      salt: encode(`consultation-quebec/draft/1/${slug}/${activity}`),
      info: encode(label),
    });
    const [id, owner, key] = await Promise.all([
      crypto.subtle.deriveBits(from('where'), material, 128),
      crypto.subtle.deriveBits(from('whose'), material, 256),
      crypto.subtle.deriveKey(from('what'), material, { name: 'AES-GCM', length: 256 }, false, [
        'encrypt',
        'decrypt',
      ]),
    ]);
    const path = `v1/consultations/${slug}/activities/${activity}/drafts/${base64Url(new Uint8Array(id))}`;
    return { path, key, owner: base64Url(new Uint8Array(owner)) };
  }
}

const ifMatch = (version: DraftParked | undefined) => version && { 'if-match': `"${version.savedAt}"` };

const encode = (text: string) => new TextEncoder().encode(text);

function fromText(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
