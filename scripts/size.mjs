/**
 * `npm run size`: what each file of the embed weighs, gzipped, beside its limit; and beside the exact bytes in git, so
 * that a size that changes is a change that is read. `-- --update` writes them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, home, install } from './install.mjs';

install();
build();

/** In bytes: 1 kB is 1,000. */
const LIMITS = {
  'loader.js': 2000,
  'core.js': 13_000,
  'feedback-prompt.js': 3000,
  'idea-vote.js': 6000,
  'comment-thread.js': 6000,
  'survey.js': 9000,
  // What two of them share, and what the browser asks for once the first view is there.
  'list.js': 1280,
  'forms.js': 2920,
  'participation.js': 10_800,
  'own-contributions.js': 5200,
  // The platform's own pages.
  'builder.js': 1500,
  'frame.js': 500,
  'en.js': 13_500,
  // What only some surveys need, or only some of those who answer them.
  'survey-end.js': 9000,
  'survey-shared.js': 1800,
  'survey-logic.js': 4100,
  'survey-date.js': 1500,
  'survey-fields.js': 5500,
  'survey-choices.js': 2500,
  'survey-matrix.js': 2500,
  'survey-ranking.js': 4200,
  'survey-group.js': 3000,
  'survey-place.js': 4820,
  'survey-file.js': 4200,
  'uploads.js': 3300,
  // What makes the proof that the backend asks for near its limits.
  'proof.js': 3000,
  // What those need who look around in a thread; asked for after its first view.
  'thread-reading.js': 5100,
  'thread-rules.js': 1100,
  'thread-written.js': 1500,
  'unusual.js': 200,
  // What those need who take part in one.
  'thread-participation.js': 9000,
  // What makes copies of a response that was sent.
  'survey-copy.js': 1800,
  // Two lists of 2,048 words are most of it; fetched by whoever goes on on another device.
  'survey-parking.js': 19_500,
};

/** Over its budget, and known to be: its exact bytes are held all the same. Take the line out when it fits. */
const KNOWN = new Set(['core.js']);

const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
const kept = join(home, 'sizes.json');
const fileOf = (name) => join(home, 'dist', 'embed', version, name);
const sizes = Object.fromEntries(
  Object.keys(LIMITS).map((name) => [name, gzipSync(readFileSync(fileOf(name)), { level: 9 }).length]),
);

if (process.argv.includes('--update')) writeFileSync(kept, `${JSON.stringify(sizes, null, 2)}\n`);
const before = JSON.parse(readFileSync(kept, 'utf8'));
let failed = 0;
for (const [name, limit] of Object.entries(LIMITS)) {
  const over = sizes[name] > limit;
  const changed = sizes[name] !== before[name];
  if ((over && !KNOWN.has(name)) || changed) failed++;
  const remark = `${over ? '  OVER ITS LIMIT' : ''}${changed ? `  was ${before[name]}: npm run size -- --update` : ''}`;
  console.log(
    `${name.padEnd(20)} ${String(sizes[name]).padStart(6)} of ${String(limit).padStart(8)} bytes${remark}`,
  );
}
process.exit(failed > 0 ? 1 : 0);
