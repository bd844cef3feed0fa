/**
 * `npm run check:translations`: every text has its English, the exchange file is up to date, and so is what is made of
 * it. Works on copies of what is in git, which stays as it is.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { home } from './install.mjs';

const FILES = ['src/locales/en.xlf', 'src/locales/generated/en.ts'].map((file) => join(home, file));
const before = FILES.map((file) => readFileSync(file, 'utf8'));

const localize = (verb) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(home, 'node_modules/@lit/localize-tools/bin/lit-localize.js'), verb],
    { cwd: home, encoding: 'utf8' },
  );
  return { failed: status !== 0, said: stdout + stderr };
};

const extracted = localize('extract');
const built = localize('build');
const after = FILES.map((file) => readFileSync(file, 'utf8'));
FILES.forEach((file, index) => writeFileSync(file, before[index]));

const problems = [];
if (extracted.failed || built.failed) problems.push(extracted.said + built.said);
// A missing translation is only a warning to the tool: French would show on an English page.
if (/warning|missing/i.test(built.said)) problems.push(built.said);
if (after[0].includes('<trans-unit') && /<trans-unit(?:(?!<target>)[\s\S])*?<\/trans-unit>/.test(after[0])) {
  problems.push('Some texts have no <target> in src/locales/en.xlf.');
}
const ids = (text) =>
  [...text.matchAll(/<trans-unit id="([^"]+)"/g)]
    .map(([, id]) => id)
    .sort()
    .join();
if (ids(before[0]) !== ids(after[0]))
  problems.push('src/locales/en.xlf is not up to date: npm run translations');
if (before[1] !== after[1])
  problems.push('src/locales/generated/en.ts is not up to date: npm run translations');

for (const problem of problems) console.error(problem);
console.log(
  problems.length > 0
    ? 'Translations: not complete.'
    : `Translations: ${ids(after[0]).split(',').length} texts, complete.`,
);
process.exit(problems.length > 0 ? 1 : 0);
