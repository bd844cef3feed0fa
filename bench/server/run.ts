/**
 * Requests a second beside a hand-written floor, on the same PostgreSQL, in the same run: each write and the first-view
 * read, at 1, 16 and 64 connections, with 1,000 and 100,000 comments stored; then rows and counts are checked.
 *
 *   npm run bench                     4 seconds of each
 *   npm run bench -- --seconds 10
 *
 * The server waits for no disk (fsync off), so that the ratio shows our own work and not the disk's.
 */
import { parseArgs } from 'node:util';
import { Bench, CONSULTATION_ROOT as root, HEADER, type Operation, STORED, uuid } from './bench.js';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '4' } } });
const seconds = Number(values.seconds);

const OPERATIONS: Operation[] = [
  { name: 'first view', table: '', request: () => ({ method: 'GET', path: `${root}/view?kind=comments` }) },
  {
    name: 'comment',
    table: 'comment',
    request: () => ({
      method: 'PUT',
      path: `${root}/activities/discussion/comments/${uuid()}`,
      body: { body: 'Oui, et d’abord près des écoles.', alignment: 'for' },
    }),
  },
  {
    name: 'idea ballot',
    table: 'ballot',
    request: (ideas) => ({
      method: 'PUT',
      path: `${root}/activities/idees/ideas/${ideas[Math.floor(Math.random() * ideas.length)]!}/ballot`,
      body: { choice: 'for', turn: 1 },
    }),
  },
  {
    name: 'response',
    table: 'response',
    request: () => ({
      method: 'PUT',
      path: `${root}/activities/sondage/responses/${uuid()}`,
      body: { answers: { velo: true, motifs: ['travail'], satisfaction: 4 }, definition: 1 },
    }),
  },
  {
    name: 'feedback',
    table: 'feedback',
    request: () => ({
      method: 'PUT',
      path: `${root}/activities/page/feedback/${uuid()}`,
      body: { verdict: 'yes', page: 'https://ministere.exemple.test/permis' },
    }),
  },
];

console.log(`${seconds} s of each; ours ÷ floor; milliseconds`);
console.log(HEADER);
for (const stored of STORED) {
  const bench = await Bench.start(stored, seconds);
  for (const operation of OPERATIONS) await bench.compare(operation);
  await bench.check();
  await bench.stop();
}
process.exit(0);
