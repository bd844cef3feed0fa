/** `npm run check:manifest`: the custom-elements manifest says all that the elements have, and nothing else. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { home } from './install.mjs';
import { findDrift } from './packages/drift.mjs';
import { realityOf } from './packages/reality.mjs';
import { ELEMENTS, sourceOf } from './packages/elements.mjs';

const manifest = JSON.parse(readFileSync(join(home, 'custom-elements.json'), 'utf8'));
const drift = findDrift(manifest, realityOf(ELEMENTS.map((name) => join(home, sourceOf(name)))));
for (const line of drift) console.error(line);
console.log(
  drift.length > 0
    ? 'Manifest: not true to the sources.'
    : `Manifest: ${ELEMENTS.length} elements, complete.`,
);
process.exit(drift.length > 0 ? 1 : 0);
