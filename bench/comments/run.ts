/**
 * A thread of comments beside a hand-written floor, on the same PostgreSQL, in the same run: posts and first-page reads a
 * second at 1, 16 and 64 connections, with 1,000 and 100,000 comments stored; then a thread where everybody votes on one
 * comment beside one where the votes are spread. Rows and counts are checked at the end of each.
 *
 *   npm run bench:comments                    4 seconds of each
 *   npm run bench:comments -- --seconds 2
 *
 * The floor is bench/server/floor.ts: node:http and pg, one statement a request, the same SQL. The server waits for no
 * disk (fsync off), so that the ratio shows our own work and not the disk's. First pages are read in two ways: as citizens
 * read them, given again within a second where nobody has written (`read`), and each from the database (`uncached`, by
 * addresses that no two requests share).
 */
import { parseArgs } from 'node:util';
import { Bench, CONSULTATION_ROOT, HEADER, type Operation, STORED, uuid } from '../server/bench.js';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '4' } } });
const seconds = Number(values.seconds);
const comments = `${CONSULTATION_ROOT}/activities/discussion/comments`;
const BODIES = [
  'Oui, et d’abord près des écoles : les enfants s’y rendent à pied ou à vélo, et les voitures y roulent trop vite.',
  'Je crains que les commerces de la rue principale ne perdent leurs places de stationnement, l’hiver surtout.',
];

const post: Operation = {
  name: 'post',
  table: 'comment',
  request: () => ({
    method: 'PUT',
    path: `${comments}/${uuid()}`,
    body: { body: BODIES[Math.random() < 0.5 ? 0 : 1], alignment: 'for' },
  }),
};
const read: Operation = { name: 'read', table: '', request: () => ({ method: 'GET', path: comments }) };
let page = 0;
const uncached: Operation = {
  name: 'uncached',
  table: '',
  request: () => ({ method: 'GET', path: `${comments}?x=${(page += 1)}` }),
};
const voteOn = (name: string, pick: (items: string[]) => string): Operation => ({
  name,
  table: 'ballot',
  request: (items) => ({
    method: 'PUT',
    path: `${comments}/${pick(items)}/ballot`,
    body: { choice: 'up', turn: 1 },
  }),
});
const spread = voteOn('votes, spread', (items) => items[Math.floor(Math.random() * items.length)]!);
const hot = voteOn('votes, hot', ([one]) => one!);

console.log(`${seconds} s of each; ours ÷ floor; milliseconds`);
console.log(HEADER);
for (const stored of STORED) {
  const bench = await Bench.start(stored, seconds);
  for (const operation of [uncached, read, post]) await bench.compare(operation);
  const [apart, together] = [await bench.ours(spread, 64), await bench.ours(hot, 64)];
  console.log(
    `  votes a second at 64 connections: ${apart.toFixed(0)} spread, ${together.toFixed(0)} on one comment: ${(apart / together).toFixed(2)} times`,
  );
  await bench.check();
  await bench.stop();
}
process.exit(0);
