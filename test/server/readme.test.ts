import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findPostgres, startPostgres } from '../../scripts/postgres.mjs';
import { Workplace } from './harness.js';

const home = fileURLToPath(new URL('../../', import.meta.url));
const readme = readFileSync(join(home, 'README.md'), 'utf8');
const byHand = readFileSync(join(home, 'docs/by-hand.md'), 'utf8');
const { scripts } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

/** Every line of a document's shell blocks. */
const commandsIn = (document: string) =>
  [...document.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block]) => block!.trim().split('\n'));
const commands = commandsIn(readme);

/** The words of a command as a shell splits them: only double quotes occur. */
const words = (command: string) =>
  [...command.matchAll(/(?:"[^"]*"|[^\s"])+/g)].map(([word]) => word.replaceAll('"', ''));

const EXAMPLE = 'postgres://cq@db.internal/cq';

describe('the README', () => {
  let place: Workplace;
  let postgres: Awaited<ReturnType<typeof startPostgres>> | undefined;
  before(async () => {
    place = await Workplace.open();
    postgres = findPostgres() ? await startPostgres() : undefined;
  });
  after(async () => {
    await place.close();
    await postgres?.stop();
  });

  it('names only scripts that there are', () => {
    const named = [...readme.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name!);
    assert.ok(named.length > 10);
    for (const name of named) assert.ok(scripts[name], name);
  });

  it('names only files that there are', () => {
    for (const [, file] of readme.matchAll(/\]\(([\w./-]+)\)/g))
      assert.ok(existsSync(join(home, file!)), file);
  });

  it('gives verbs that work as they stand, one after the other', async () => {
    const verbs = commands.filter(
      (command) => command.startsWith('npm run cq -- ') && !command.includes(EXAMPLE),
    );
    assert.ok(verbs.length >= 6);
    for (const command of verbs) {
      const own = words(command)
        .slice(4)
        .map((word) => (word.startsWith('demo/') ? join(home, word) : word));
      const { code, out, err } = await place.cq(own);
      assert.equal(code, 0, `${command}\n${out}${err}`);
    }
  });

  it('leads to a script by hand whose verbs make its consultation', async () => {
    const verbs = commandsIn(byHand).filter((command) => command.startsWith('npm run cq -- '));
    assert.equal(verbs.length, 4);
    for (const command of verbs) {
      const own = words(command)
        .slice(4)
        .map((word) => (word.startsWith('demo/') ? join(home, word) : word));
      const { code, out, err } = await place.cq(own);
      assert.equal(code, 0, `${command}\n${out}${err}`);
    }
  });

  it('moves to PostgreSQL, and drills its backup, as it says', async (context) => {
    if (!postgres) return context.diagnostic('PostgreSQL’s programs are not here');
    const { url } = postgres;
    for (const command of commands.filter((one) => one.includes(EXAMPLE) && one.includes('npm run cq'))) {
      const own = words(command.slice(command.indexOf('-- ') + 3)).map((word) => word.replace(EXAMPLE, url));
      const env: Record<string, string> = command.startsWith('DATABASE_URL=') ? { DATABASE_URL: url } : {};
      const { code, out, err } = await place.cq(own, env);
      assert.equal(code, 0, `${command}\n${out}${err}`);
    }
    for (const command of commands.filter((one) => /^pg_(dump|restore)/.test(one))) {
      const [program, ...own] = words(command).map((word) => word.replace('$DATABASE_URL', url));
      await promisify(execFile)(program!, own, { cwd: place.folder });
    }
    const { out } = await place.cq(['export', 'republique-numerique', '--to', 'after'], {
      DATABASE_URL: url,
    });
    assert.match(out, /ideas.*417 rows/);
  });
});
