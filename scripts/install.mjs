import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publish, sealParts } from './seal.mjs';

/** The project's folder. */
export const home = fileURLToPath(new URL('../', import.meta.url));

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node 20.19 or later is needed; this is ${process.versions.node}.`);
  process.exit(1);
}

/** Runs a command of the project; ends this process with its code where it fails. */
export function run(command, words, options = {}) {
  const { status } = spawnSync(command, words, {
    cwd: home,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    ...options,
  });
  if (status !== 0) process.exit(status ?? 1);
}

const hashOf = (...texts) =>
  texts.reduce((hash, text) => hash.update(text), createHash('sha256')).digest('hex');

/** Whether `file` holds `hash`. */
const stamped = (file, hash) => existsSync(file) && readFileSync(file, 'utf8') === hash;

/** Installs from the lock file, unless what is there came from the same one. */
export function install() {
  const stamp = join(home, 'node_modules', '.cq-installed');
  const hash = hashOf(readFileSync(join(home, 'package-lock.json')), process.version);
  if (stamped(stamp, hash)) return;
  console.log('Installing…');
  run('npm', ['ci', '--no-audit', '--no-fund']);
  writeFileSync(stamp, hash);
}

function filesUnder(folder) {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? filesUnder(path) : [path];
    });
}

/** Builds what is missing or older than its source. */
export function build() {
  const stamp = join(home, 'dist', '.cq-built');
  const sources = [
    ...filesUnder(join(home, 'src')),
    ...[
      'package-lock.json',
      'package.json',
      'vite.config.ts',
      'tsconfig.json',
      'scripts/seal.mjs',
      'scripts/catalogue.mjs',
      'docs/versions.md',
      'docs/versions.en.md',
    ].map((name) => join(home, name)),
  ];
  const hash = hashOf(...sources.flatMap((file) => [file.slice(home.length), readFileSync(file)]));
  if (stamped(stamp, hash)) return;
  console.log('Building…');
  const vite = join(home, 'node_modules', 'vite', 'bin', 'vite.js');
  const make = (mode) => run(process.execPath, [vite, 'build', '--mode', mode, '--logLevel', 'warn']);
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  // The snippet builder offers what the manifest says of the widgets.
  const analyzer = join(home, 'node_modules', '@custom-elements-manifest', 'analyzer', 'cem.js');
  run(process.execPath, [analyzer, 'analyze', '--quiet']);
  const release = join(home, 'dist', 'embed', version);
  make('embed');
  sealParts(release);
  make('loader');
  publish(release, join(home, 'dist', 'embed', `${version.split('.')[0]}.js`));
  make('server');
  writeFileSync(stamp, hash);
}
