/** What a release's files must hash to, so that a page runs nothing else: SHA-384, as the `integrity` attribute has it. */
import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The base64 of a file's SHA-384. */
export function hashOf(file) {
  return createHash('sha384').update(readFileSync(file)).digest('base64');
}

/** What the loader does not load: itself, and what only the platform's own pages have. */
const OUTSIDE = ['loader.js', 'own-contributions.js', 'builder.js', 'frame.js'];

/** What only some need: whoever asks for one has its hash, the loader has not. */
const isPart = (name) => /^(survey|thread)-/.test(name) || ['uploads', 'unusual', 'proof'].includes(name);

const modulesIn = (folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.js') && !OUTSIDE.includes(name))
    .map((name) => name.slice(0, -3));

/** Where a file of the embed has the hashes of the parts that it may ask for: those whose names begin so, and what they need. */
const PARTS = /["'`]__CQ_PARTS:([\w-]+)__["'`]/g;

/** Writes what the loader must know of each part where the files that ask for parts have their place for it. */
export function sealParts(folder) {
  const parts = Object.entries(filesOf(folder, isPart, isPart));
  const beginning = (start) => {
    const asked = parts.filter(([name]) => name.startsWith(start));
    const needed = asked.flatMap(([, [, ...needs]]) => needs);
    return Object.fromEntries(parts.filter(([name]) => name.startsWith(start) || needed.includes(name)));
  };
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.js'))) {
    const code = readFileSync(join(folder, name), 'utf8');
    if (code.search(PARTS) >= 0)
      writeFileSync(
        join(folder, name),
        code.replace(PARTS, (_, start) => JSON.stringify(beginning(start))),
      );
  }
}

/**
 * What the loader knows of a release's modules: the hash of each, and what it needs beside the core. A module that
 * needs a part, whose hash the loader has not, is an error: no page could show it.
 */
export function loaderFiles(folder) {
  const files = filesOf(folder);
  for (const [name, [, ...needs]] of Object.entries(files)) {
    const part = needs.find((need) => !(need in files));
    if (part)
      throw new Error(
        `${name}.js needs ${part}.js, whose hash the loader has not. What they have in common belongs to a group of vite.config.ts that comes first.`,
      );
  }
  return files;
}

function filesOf(folder, which = (name) => !isPart(name), needed = () => true) {
  const needs = needsOf(folder);
  return Object.fromEntries(
    modulesIn(folder)
      .filter(which)
      .map((name) => [name, [hashOf(join(folder, `${name}.js`)), ...(needs[name] ?? []).filter(needed)]]),
  );
}

/** What `name` imports, directly or not, in the order in which it runs; the core is everywhere and goes without saying. */
function importsOf(folder, name, before = []) {
  const code = readFileSync(join(folder, `${name}.js`), 'utf8');
  // A dynamic import has a parenthesis.
  const names = [...code.matchAll(/\b(?:import|from)\s*["'`]\.\/([\w-]+)\.js["'`]/g)].map(
    (match) => match[1],
  );
  return names
    .filter((one) => one !== 'core')
    .reduce((all, one) => (all.includes(one) ? all : [...importsOf(folder, one, all), one]), before);
}

/** What each module needs beside the core, where it needs anything. */
export function needsOf(folder) {
  const needs = modulesIn(folder).map((name) => [name, importsOf(folder, name)]);
  return Object.fromEntries(needs.filter(([name, names]) => name !== 'core' && names.length > 0));
}

/** Writes down every file's integrity and what it needs, and the loader that moves with its major version. */
export function publish(folder, moving) {
  copyFileSync(join(folder, 'loader.js'), moving);
  const names = readdirSync(folder).filter((name) => name.endsWith('.js'));
  const integrity = Object.fromEntries(names.map((name) => [name, `sha384-${hashOf(join(folder, name))}`]));
  writeFileSync(join(folder, 'integrity.json'), `${JSON.stringify(integrity, null, 2)}\n`);
  writeFileSync(join(folder, 'needs.json'), `${JSON.stringify(needsOf(folder), null, 2)}\n`);
}
