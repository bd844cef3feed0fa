import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Answer } from '../site.js';

const home = fileURLToPath(new URL('.', import.meta.url));
const packages = join(home, 'node_modules');

/** Where sites find the style sheets of others, by the last part of their address. */
export const SHEETS = {
  dsfr: '/sheets/@gouvfr/dsfr/dist/dsfr.min.css',
  uswds: '/sheets/@uswds/uswds/dist/css/uswds.min.css',
  govuk: '/sheets/govuk-frontend/dist/govuk/govuk-frontend.min.css',
  canada: '/sheets/@gcds-core/css-shortcuts/dist/gcds-css-shortcuts.min.css',
  bootstrap3: '/sheets/bootstrap-3/dist/css/bootstrap.min.css',
  bootstrap3Theme: '/sheets/bootstrap-3/dist/css/bootstrap-theme.min.css',
  bootstrap5: '/sheets/bootstrap/dist/css/bootstrap.min.css',
  preflight: '/sheets/tailwindcss/preflight.css',
  wordpress: '/sheets/wordpress/style.css',
} as const;

/** Debian’s package of the last WordPress theme whose look is a sheet rather than what PHP makes of `theme.json`. */
const THEME = 'wordpress-theme-twentytwentyone';
const THEME_FOLDER = 'usr/share/wordpress/wp-content/themes/twentytwentyone';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
};

/** Installs the style sheets from their lock file, unless what is there came from the same one. */
export function installSheets(): void {
  const stamp = join(packages, '.cq-installed');
  const hash = createHash('sha256')
    .update(readFileSync(join(home, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  console.log('Installing the style sheets of other sites…');
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: home,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('The style sheets of other sites could not be installed.');
  writeFileSync(stamp, hash);
}

/** A file of somebody’s style sheets, with the pictures and fonts that it names. */
export async function sheet(path: string): Promise<Answer> {
  const within = normalize(`/${path.split('?')[0]}`);
  const file = within.startsWith('/wordpress/')
    ? join(themeFolder(), within.slice('/wordpress/'.length))
    : join(packages, within);
  const body = await readFile(file).catch(() => undefined);
  if (!body) return { status: 404, body: '' };
  const type = TYPES[extname(file)] ?? 'application/octet-stream';
  return {
    headers: { 'content-type': type, 'cache-control': 'max-age=3600' },
    body: type.startsWith('text/css') ? withoutStrangers(body.toString()) : body,
  };
}

/** Canada’s sheet imports fonts from other hosts: a page of the matrix asks nothing of a stranger. */
function withoutStrangers(css: string): string {
  return css.replace(/@import url\(https:[^)]*\);/g, '').replace(/@font-face\{[^}]*url\(https:[^}]*\}/g, '');
}

/** Where the theme is: on this machine, else beside the packages, as Debian has it. */
function themeFolder(): string {
  const installed = join('/', THEME_FOLDER);
  if (existsSync(installed)) return installed;
  const cache = join(packages, '.cache/wordpress');
  const unpacked = join(cache, THEME_FOLDER);
  if (existsSync(unpacked)) return unpacked;
  if (!existsSync('/usr/bin/apt-get')) throw new Error(`Debian’s package ${THEME} is needed here.`);
  mkdirSync(cache, { recursive: true });
  execFileSync('apt-get', ['download', '-qq', THEME], { cwd: cache, stdio: ['ignore', 'ignore', 'pipe'] });
  const archive = readdirSync(cache).find((name) => name.endsWith('.deb'))!;
  execFileSync('dpkg-deb', ['-x', archive, '.'], { cwd: cache });
  return unpacked;
}
