import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { freePort } from '../ports.js';
import { answers } from '../server/harness.js';
import { clear, emptyFolder, home, npm, pack } from './npm.js';

describe('the platform’s package, installed into an empty folder', () => {
  let folder: string;
  let tarball: string;
  let port: number;
  before(async () => {
    [folder, tarball, port] = await Promise.all([emptyFolder(), pack('platform'), freePort()]);
    await cp(join(home, 'test', 'packages', 'consumers', 'platform'), folder, { recursive: true });
    await npm(folder, ['install', '--no-audit', '--no-fund', '--prefer-offline', tarball]);
  });
  after(clear);

  it('has none of what only a browser needs', async () => {
    const names = await npm(folder, ['ls', '--all', '--parseable']);
    assert.match(names, /node_modules.kysely/);
    assert.doesNotMatch(names, /node_modules.(@lit|lit)\b/);
  });

  it('has the command line', async () => {
    assert.match(await npm(folder, ['cq', '--help'], {}, 'npx'), /Usage: cq \[options\] \[command\]/);
    assert.match(await npm(folder, ['cq', 'schema'], {}, 'npx'), /"activities"/);
  });

  it('serves the platform, and the files that pages include', async () => {
    const { origin, end } = await running('serve');
    for (const path of ['/', '/embed/1.js', '/embed/versions.json', '/schemas/consultation.json'])
      assert.equal((await fetch(`${origin}${path}`)).status, 200, path);
    const [{ version }] = (await (await fetch(`${origin}/embed/versions.json`)).json()) as [
      { version: string },
    ];
    assert.equal((await fetch(`${origin}/embed/${version}/survey.js`)).status, 200);
    await end();
  });

  it('serves the demonstration', async () => {
    const { origin, end } = await running('demo', 'Ctrl-C');
    assert.match(await (await fetch(`${origin}/`)).text(), /c\/republique-numerique/);
    await end();
  });

  it('gives programs the backend as a function, with its types', async () => {
    await npm(
      folder,
      [join(home, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', folder],
      {},
      process.execPath,
    );
    assert.equal(await npm(folder, ['built/main.js'], {}, process.execPath), '200 current\n');
  });

  /** Runs a verb that serves, by npx, until it answers, and until it has said `word`. */
  async function running(verb: string, word?: string) {
    const origin = `http://localhost:${port}`;
    const env: NodeJS.ProcessEnv = { ...process.env, PORT: String(port), DATA_DIR: join(folder, verb) };
    for (const name of ['DATABASE_URL', 'PUBLIC_URL', 'TRUSTED_PROXIES']) delete env[name];
    // A group of its own: npx does not pass signals on.
    const child = spawn('npx', ['cq', verb], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    const ended = once(child, 'close');
    let over = false;
    void ended.then(() => (over = true));
    if (word)
      for await (const line of createInterface({ input: child.stdout })) if (line.includes(word)) break;
    child.stdout.resume();
    while (!over && !(await answers(`${origin}/readyz`)));
    assert.equal(over, false, `cq ${verb} ended`);
    return {
      origin,
      end: async () => {
        process.kill(-child.pid!, 'SIGTERM');
        await ended;
      },
    };
  }
});
