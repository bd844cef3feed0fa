/**
 * `npm run by-hand`: whether what people follow by hand is what the tests walk. `-- --write` writes it: the two pages in
 * `docs/`, and the consultation in `demo/by-hand/`.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesByHand } from './files.js';

const write = process.argv.includes('--write');
const home = (file: string) => fileURLToPath(new URL(`../../../${file}`, import.meta.url));

let old = 0;
for (const [file, text] of Object.entries(await filesByHand())) {
  if ((await readFile(home(file), 'utf8').catch(() => '')) === text) continue;
  old += 1;
  if (write) {
    await mkdir(dirname(home(file)), { recursive: true });
    await writeFile(home(file), text);
  }
  console.log(`${write ? 'Written' : 'Not up to date'}: ${file}`);
}
if (old > 0 && !write) console.log('Write them again: npm run by-hand -- --write');
process.exit(old > 0 && !write ? 1 : 0);
