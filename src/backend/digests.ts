export type Bytes = Uint8Array<ArrayBuffer>;

/** SHA-256, plain and keyed. Where it runs may have a faster way than the one of every browser. */
export interface Digests {
  sha256(bytes: Bytes): Bytes | Promise<Bytes>;
  /** HMAC-SHA-256 (RFC 2104). */
  hmac(key: Bytes, bytes: Bytes): Bytes | Promise<Bytes>;
}

/** What every browser and Node has. Each digest goes through another thread: some 50 µs of waiting and scheduling. */
export const webDigests: Digests = {
  async sha256(bytes) {
    return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  },
  async hmac(key, bytes) {
    const algorithm = { name: 'HMAC', hash: 'SHA-256' };
    const imported = await crypto.subtle.importKey('raw', key, algorithm, false, ['sign']);
    return new Uint8Array(await crypto.subtle.sign('HMAC', imported, bytes));
  },
};
