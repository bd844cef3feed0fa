import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort } from '../test/ports.js';
import { definitionFor } from '../stories/support/definitions.js';
import contributions from '../stories/support/contributions.json' with { type: 'json' };

const main = fileURLToPath(new URL('../dist/server/main.js', import.meta.url));
const run = promisify(execFile);

export const CONSULTATION = 'mesure';

/** The built server in a process of its own, with one consultation and real contributions; ended by `close`. */
export async function platformForBench(environment: Record<string, string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'cq-bench-'));
  const port = await freePort();
  const env = {
    ...process.env,
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: join(folder, 'data'),
    LOG_LEVEL: 'error',
    ...environment,
  };
  const cq = (...words: string[]) => run(process.execPath, [main, ...words], { env });
  const file = async (name: string, rows: unknown[]) => {
    await writeFile(join(folder, name), rows.map((row) => JSON.stringify(row)).join('\n'));
    return join(folder, name);
  };
  await cq('migrate');
  await cq(
    'body',
    'add',
    'exemple',
    '--name-fr',
    'Ministère de l’Exemple',
    '--origin',
    'https://ministere.exemple.test',
  );
  await cq('apply', await file('consultation.json', [definitionFor(CONSULTATION)]));
  const into = ['--consultation', CONSULTATION, '--activity'];
  await cq('import', await file('ideas.ndjson', contributions.ideas), ...into, 'idees');
  await cq('import', await file('comments.ndjson', contributions.comments), ...into, 'discussion');
  const server = spawn(process.execPath, [main, 'serve'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const origin = `http://127.0.0.1:${port}`;
  while (
    !(await fetch(`${origin}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    ))
  ) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    port,
    origin,
    consultation: CONSULTATION,
    cq,
    async close() {
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
