import { open, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** What a file is made of, piece by piece: whoever writes it sets the pace. */
export type Pieces = AsyncIterable<string | Uint8Array>;

/**
 * Writes a file that its owner alone may read (mode 0600), whatever was there before. It has its name once it is whole:
 * where it cannot be, nothing is left.
 */
export async function writePrivately(path: string, pieces: Pieces): Promise<void> {
  const part = `${path}.part`;
  await rm(part, { force: true });
  // `wx`: a link that someone put there is not followed.
  const file = await open(part, 'wx', 0o600);
  try {
    await pipeline(pieces, file.createWriteStream());
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
