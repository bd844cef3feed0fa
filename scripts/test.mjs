/**
 * `npm test`: installs, builds, and runs everything: on the embedded database, and on PostgreSQL where there is one.
 * `--require-all` fails where PostgreSQL or PSPP is missing.
 */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, home, install } from './install.mjs';

install();
build();
const { findBrowser } = await import('./browser.mjs');
const { findPostgres, startPostgres } = await import('./postgres.mjs');

const requireAll = process.argv.includes('--require-all');
const only = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const CQ_BROWSER = await findBrowser();
const postgres = process.env.DATABASE_URL ? undefined : findPostgres() && (await startPostgres());
const databaseUrl = process.env.DATABASE_URL ?? postgres?.url;
if (!databaseUrl && requireAll) {
  console.error('PostgreSQL is required here, and its server programs are missing.');
  process.exit(1);
}

const totals = { passed: 0, failed: 0 };
const onPglite = { TEST_DATABASE: 'pglite' };
const onPostgres = databaseUrl && { TEST_DATABASE: 'postgres', TEST_DATABASE_URL: databaseUrl };

try {
  await nodeTests('rules', ['test/contract', 'test/domain', 'test/client', 'test/lint'], onPglite, 2);
  await nodeTests('backend, embedded database', ['test/backend'], onPglite, 2);
  if (onPostgres) await nodeTests('backend, PostgreSQL', ['test/backend'], onPostgres, 2);
  await nodeTests(
    'server',
    ['test/server'],
    { ...onPglite, ...(databaseUrl ? { TEST_DATABASE_URL: databaseUrl } : {}) },
    1,
  );
  await browserTests();
  await nodeTests('journeys, embedded database', ['test/journeys'], onPglite, 1);
  if (onPostgres) await nodeTests('journeys, PostgreSQL', ['test/journeys'], onPostgres, 1);
} finally {
  await postgres?.stop();
}

console.log(`\nBrowser: ${CQ_BROWSER}`);
console.log(`Databases: embedded${databaseUrl ? ', PostgreSQL' : ' only (no PostgreSQL here)'}`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed > 0 ? 1 : 0);

async function nodeTests(name, folders, environment, concurrency) {
  if (only.length > 0 && !only.some((word) => name.includes(word))) return;
  const files = folders.flatMap((folder) => testsUnder(join(home, folder)));
  if (files.length === 0) return;
  const words = [
    '--import',
    'tsx',
    '--test',
    `--test-concurrency=${concurrency}`,
    '--test-reporter=spec',
    // A test that failed may leave a connection open: the run goes on all the same.
    '--test-force-exit',
    // One that hangs is a failure, not a night’s wait.
    '--test-timeout=600000',
    ...files,
  ];
  const env = { ...process.env, CQ_BROWSER, ...environment };
  if (requireAll) env.CQ_REQUIRE_ALL = 'yes';
  delete env.DATABASE_URL;
  // A suite inside another test runner's process would report to it.
  delete env.NODE_TEST_CONTEXT;
  const { code, said } = await running(name, process.execPath, words, env);
  count(said, /^. pass (\d+)$/m, /^. fail (\d+)$/m, code);
}

async function browserTests() {
  if (only.length > 0 && !only.some((word) => 'elements'.includes(word))) return;
  const runner = join(home, 'node_modules', '@web', 'test-runner', 'dist', 'bin.js');
  const { code, said } = await running('elements', process.execPath, [runner], {
    ...process.env,
    CQ_BROWSER,
  });
  count(said, /(\d+) passed, \d+ failed(?!.*\d+ passed)/s, /\d+ passed, (\d+) failed(?!.*\d+ passed)/s, code);
}

function count(said, passed, failed, code) {
  const number = (pattern) => Number(pattern.exec(said)?.[1] ?? 0);
  totals.passed += number(passed);
  totals.failed += Math.max(number(failed), code === 0 ? 0 : 1);
}

async function running(name, command, words, env) {
  console.log(`\n— ${name}`);
  const began = Date.now();
  const child = spawn(command, words, { cwd: home, env, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk) => {
    process.stdout.write(chunk);
    said += chunk;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  console.log(`— ${name}: ${Math.round((Date.now() - began) / 1000)} s`);
  return { code, said: said.replace(/\u001b\[[0-9;]*m/g, '') };
}

function testsUnder(folder) {
  try {
    return readdirSync(folder, { recursive: true })
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => join(folder, file))
      .sort();
  } catch {
    return [];
  }
}
