import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const PLACES = [
  process.env.CQ_BROWSER,
  process.env.CHROME_PATH,
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/microsoft-edge',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Installs packages by apt, where this process may: whether it did. */
function installed(...packages) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  console.log(`Installing ${packages.join(' and ')}.`);
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
  execFileSync('apt-get', ['install', '-y', '-qq', ...packages], { stdio: 'inherit' });
  return true;
}

/** A Chrome, Chromium or Edge that is there; else the test driver's own; else apt's, where it may install. */
export async function findBrowser() {
  const there = PLACES.find((place) => place && existsSync(place));
  if (there) return there;
  const { chromium } = await import('playwright-core');
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  console.log('No browser found: installing one.');
  spawnSync('npx', ['playwright-core', 'install', 'chromium'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  if (installed('chromium')) return '/usr/bin/chromium';
  throw new Error('No browser: install Chrome or Chromium, or set CQ_BROWSER to one.');
}

const FIREFOXES = [
  process.env.CQ_FIREFOX,
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/snap/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

/** A Firefox that is there; else apt's, where it may install. */
export function findFirefox() {
  const there = FIREFOXES.find((place) => place && existsSync(place));
  if (there) return there;
  if (installed('firefox-esr')) return '/usr/bin/firefox-esr';
  throw new Error('No Firefox: install it, or set CQ_FIREFOX to one.');
}

const WEBKITS = [
  process.env.CQ_WEBKIT,
  ...['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/libexec'].flatMap(
    (folder) =>
      ['webkit2gtk-4.1', 'webkit2gtk-4.0', 'webkitgtk-6.0'].map((name) => `${folder}/${name}/MiniBrowser`),
  ),
];

/** WebKitGTK's small browser, its driver and a display to show it on, where they are; else apt's, where it may install. */
export function findWebKit() {
  const there = () => {
    const browser = WEBKITS.find((place) => place && existsSync(place));
    const driver = existsSync('/usr/bin/WebKitWebDriver') && '/usr/bin/WebKitWebDriver';
    const display = process.env.DISPLAY || existsSync('/usr/bin/Xvfb');
    return browser && driver && display ? { browser, driver } : undefined;
  };
  const found = there() ?? (installed('webkit2gtk-driver', 'xvfb') ? there() : undefined);
  if (found) return found;
  throw new Error('No WebKit: install webkit2gtk-driver and xvfb, or set CQ_WEBKIT to a MiniBrowser.');
}
