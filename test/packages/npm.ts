import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The project's folder. */
export const home = fileURLToPath(new URL('../../', import.meta.url));

/** Where `npm run build:packages` leaves a package. */
export const built = (name: string) => join(home, 'dist', 'packages', name);

/** Runs npm, or a command that npm installed, in a folder; rejects with all that it said. */
export async function npm(
  folder: string,
  words: string[],
  env: Record<string, string> = {},
  command = 'npm',
): Promise<string> {
  const windows = process.platform === 'win32';
  try {
    const { stdout } = await promisify(execFile)(command, words, {
      cwd: folder,
      env: { ...process.env, ...env },
      shell: windows,
      maxBuffer: 16 * 1024 * 1024,
    });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${words.join(' ')}\n${stdout}${stderr}`, { cause: error });
  }
}

/** Packs a package as it would be published, and gives the tarball. */
export async function pack(name: string): Promise<string> {
  const to = await emptyFolder();
  await npm(built(name), ['pack', '--silent', '--pack-destination', to]);
  const [tarball] = await readdir(to);
  return join(to, tarball!);
}

const folders: string[] = [];

export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cq-package-'));
  folders.push(folder);
  return folder;
}

/** Takes away every folder that this process made. */
export async function clear(): Promise<void> {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
}

/** A copy of a project of `consumers/`, with what its lock file says and the tarballs installed. */
export async function project(name: string, tarballs: string[] = []): Promise<string> {
  const folder = await emptyFolder();
  await cp(join(home, 'test', 'packages', 'consumers', name), folder, { recursive: true });
  await npm(folder, ['ci', '--no-audit', '--no-fund', '--prefer-offline']);
  if (tarballs.length > 0)
    await npm(folder, ['install', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', ...tarballs]);
  return folder;
}
