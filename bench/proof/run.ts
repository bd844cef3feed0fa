/**
 * What a proof of work costs the page that makes it: the longest task of the main thread in which digests are made, the
 * longest of all others from «Publier» to the shown comment, and how long that took; processor slowed four times,
 * nothing of it warm. A task's time is the thread's own: what else runs on the machine meanwhile is not the page's.
 *
 *   npm run bench:proof             nine visits, medians, and the worst
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { median, openBrowser, SLOWER } from '../page/measure.js';
import { platformForBench } from '../platform.js';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '9' } } });
/** What no task may take, in milliseconds. */
const AIM = 50;

/** One event of Chromium's trace format, times in microseconds. */
interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  tdur?: number;
  args: { name?: string; data?: Record<string, unknown> };
}

const platform = await platformForBench({ PROOF_OF_WORK_FROM: '0' });
const host = createServer((_, answer) =>
  answer.setHeader('content-type', 'text/html').end(
    `<!doctype html><html lang="fr"><title>Mesure</title><script async src="${platform.origin}/embed/1.js"></script>
<cq-comment-thread consultation="${platform.consultation}"></cq-comment-thread>`,
  ),
);
await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
const hostOrigin = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
await platform.cq('body', 'add', 'exemple', '--name-fr', 'Ministère de l’Exemple', '--origin', hostOrigin);

const browser = await openBrowser();
const visits: { proof: number[]; others: number[]; took: number }[] = [];
try {
  for (let run = 0; run < Number(values.runs); run++) visits.push(await visit(run));
} finally {
  await browser.close();
  host.close();
  await platform.close();
}
console.log(
  `${values.runs} visits; milliseconds; processor ÷ ${SLOWER}; aim: no task of a proof over ${AIM}`,
);
console.log(
  '              longest of the proof   longest of the others   tasks of the proof   from «Publier» to shown',
);
for (const [name, of] of [
  ['median', median],
  ['worst', (all: number[]) => Math.max(...all)],
] as const)
  console.log(
    name.padEnd(8),
    of(visits.map(({ proof }) => Math.max(...proof)))
      .toFixed(1)
      .padStart(25),
    of(visits.map(({ others }) => Math.max(...others)))
      .toFixed(1)
      .padStart(23),
    of(visits.map(({ proof }) => proof.length))
      .toFixed(0)
      .padStart(20),
    of(visits.map(({ took }) => took))
      .toFixed(0)
      .padStart(25),
  );
process.exit(0);

/** One page, in which somebody comments and is asked for a proof. */
async function visit(run: number) {
  const context = await browser.newContext({ viewport: { width: 412, height: 915 } });
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await page.goto(hostOrigin);
    await page.getByRole('button', { name: 'Écrire un commentaire' }).click();
    await page.getByRole('textbox', { name: 'Votre commentaire' }).fill(`Déneigez les pistes ${run}.`);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await browser.startTracing(page, {
      categories: ['toplevel', 'devtools.timeline', 'v8', 'blink.user_timing'],
    });
    const took = await page.evaluate(publish);
    const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as { traceEvents: TraceEvent[] };
    return { ...tasksIn(traceEvents), took };
  } finally {
    await context.close();
  }
}

/**
 * Runs in the page, where nobody asks it anything meanwhile: presses «Publier», and waits for the comment. The marks say
 * in the trace from when to when.
 */
function publish(): Promise<number> {
  const root = document.querySelector('cq-comment-thread')!.shadowRoot!;
  const button = [...root.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Publier')!;
  return new Promise((resolve) => {
    new MutationObserver((_, observer) => {
      if (root.querySelector('form.compose')) return;
      observer.disconnect();
      performance.mark('cq-stored');
      setTimeout(() => resolve(performance.measure('cq-took', 'cq-begun', 'cq-stored').duration), 500);
    }).observe(root, { childList: true, subtree: true });
    setTimeout(() => {
      performance.mark('cq-begun');
      button.click();
    }, 500);
  });
}

/** How long each task of the main thread took between the marks: those in which digests were made, and the others. */
function tasksIn(events: TraceEvent[]): Record<'proof' | 'others', number[]> {
  const begun = events.find(({ name }) => name === 'cq-begun')!;
  const stored = events.find(({ name }) => name === 'cq-stored')!;
  const main = events.filter(({ pid, tid, ph }) => pid === begun.pid && tid === begun.tid && ph === 'X');
  const endOf = ({ ts, dur = 0 }: TraceEvent) => ts + dur;
  const proves = main.filter(({ args }) => /\/proof\.js$/.test(String(args.data?.url)));
  const found: Record<'proof' | 'others', number[]> = { proof: [], others: [] };
  for (const task of main) {
    if (!task.name.endsWith('RunTask') || endOf(task) < begun.ts || task.ts > stored.ts) continue;
    const ofProof = proves.some(({ ts }) => ts >= task.ts && ts <= endOf(task));
    found[ofProof ? 'proof' : 'others'].push((task.tdur ?? task.dur ?? 0) / 1000);
  }
  return found;
}
