/** What a part's asking carries: whoever brought the core here puts into `ready` when the part may be imported. */
export interface PartAsked {
  name: string;
  /** Where the part is: a page may hold two releases. */
  folder: string;
  /** What the loader has not of files that may be asked for: the base64 of each one’s SHA-384, and what else it needs. */
  files?: PartFiles | undefined;
  ready?: Promise<void>;
}

/** By name: a file's hash, and the files that it needs beside those that are there. */
export type PartFiles = Record<string, readonly [hash: string, ...needs: string[]]>;

/** How the core asks the loader to verify a part before it is imported. */
export const PART_EVENT = 'cq-part';

/**
 * Imports a part that no first view waits for. The loader that brought the core verifies it first, and what it imports
 * in turn; where there is none (a bundle of the page's own, a test), parts come as everything else there does.
 */
export async function part<Module>(
  name: string,
  load: () => Promise<Module>,
  files?: PartFiles,
): Promise<Module> {
  const detail: PartAsked = { name, folder: import.meta.url.replace(/[^/]*$/, ''), files };
  document.dispatchEvent(new CustomEvent(PART_EVENT, { detail }));
  try {
    await detail.ready;
  } catch (why) {
    // Which file, for the page's developer: the citizen is told that it cannot be had.
    console.error(why);
    throw why;
  }
  return load();
}

/** Whether the citizen asks for little traffic: parts then wait until somebody takes part, and no stream is opened. */
export function savesData(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData || matchMedia('(prefers-reduced-data: reduce)').matches;
}
