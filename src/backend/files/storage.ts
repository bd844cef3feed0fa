import type { Bytes } from '../digests.js';

/** Where the bytes of files are kept. A key is `plan-velo/3b1f…`: lower-case letters, digits, hyphens and one slash. */
export interface FileStorage {
  /** Resolves once the bytes are safe; what was under the key is replaced, whole or not at all. */
  put(key: string, bytes: Bytes): Promise<void>;
  /** Undefined where nothing is under the key. */
  get(key: string): Promise<Bytes | undefined>;
  /** Also resolves where nothing is under the key. */
  delete(key: string): Promise<void>;
}

/** Examines a file's bytes. Rejects where it could not: the file then waits, and is given to nobody. */
export type ScanFile = (bytes: Bytes) => Promise<'clean' | 'refused'>;

/** The key of a file's bytes. */
export const keyOf = (slug: string, id: string) => `${slug}/${id}`;

/** Files in memory: for stories and tests. */
export function memoryFiles(): FileStorage & { readonly files: Map<string, Bytes> } {
  const files = new Map<string, Bytes>();
  return {
    files,
    async put(key, bytes) {
      files.set(key, bytes.slice());
    },
    get: async (key) => files.get(key),
    async delete(key) {
      files.delete(key);
    },
  };
}
