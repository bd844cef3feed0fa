/**
 * When each widget's first question or comment is usable, beside a plain HTML page that shows the same:
 * cold cache, 1.6 Mbit/s, 150 ms, processor slowed four times, cross-origin over TLS with delayed sockets.
 *
 *   npm run bench:page            five runs of each, in turn
 *   npm run bench:page -- --runs 9 --only comments
 */
import { parseArgs } from 'node:util';
import type { View } from '../../src/contract/consultation.js';
import { platformForBench } from '../platform.js';
import { slowLine } from './link.js';
import { LINE, measure, median, openBrowser, type Reading, SLOWER } from './measure.js';
import {
  HOST_CSS,
  plainPage,
  snippetIn,
  WAYS,
  WIDGETS,
  widgetPage,
  type Way,
  type WidgetKind,
} from './pages.js';
import { certificate, reverseProxy, site } from './tls.js';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, only: { type: 'string', multiple: true } },
});
const runs = Number(values.runs);
const kinds = (Object.keys(WIDGETS) as WidgetKind[]).filter((kind) => values.only?.includes(kind) ?? true);

const tls = certificate();
const platform = await platformForBench();
const pages: Record<string, { type: string; body: string }> = {
  '/site.css': { type: 'text/css', body: HOST_CSS },
};
const front = await reverseProxy(tls, platform.port);
const host = await site(tls, () => pages);
const [platformLine, hostLine] = await Promise.all([slowLine(front.port, LINE), slowLine(host.port, LINE)]);
const platformOrigin = `https://plateforme.localhost:${platformLine.port}`;
const hostOrigin = `https://ministere.localhost:${hostLine.port}`;

await platform.cq('body', 'add', 'exemple', '--name-fr', 'Ministère de l’Exemple', '--origin', hostOrigin);

for (const kind of kinds) {
  const answer = await fetch(
    `${platform.origin}/v1/consultations/${platform.consultation}/view?kind=${kind}&start=0`,
  );
  const view = (await answer.json()) as View;
  pages[`/${kind}-plain`] = { type: 'text/html', body: plainPage(kind, view) };
  for (const way of WAYS) {
    const asked = new URLSearchParams({
      consultation: platform.consultation,
      activity: view.activity.id,
      way,
    });
    const builder = await (await fetch(`${platform.origin}/embed?${asked.toString()}`)).text();
    const snippet = snippetIn(builder, platformOrigin);
    pages[`/${kind}-${way}`] = { type: 'text/html', body: widgetPage(snippet) };
  }
}

const browser = await openBrowser();
try {
  console.log(
    `${runs} runs of each, in turn; medians; ${LINE.rate / 1e6} Mbit/s, ${LINE.roundTrip} ms, processor ÷ ${SLOWER}`,
  );
  console.log(
    'widget    snippet  plain   widget  ratio   total ratio   kB     script ms   longest task ms, plain',
  );
  for (const kind of kinds) {
    const { element, usable } = WIDGETS[kind];
    const plain: Reading[] = [];
    const widget: Record<Way, Reading[]> = { moving: [], pinned: [] };
    for (let run = 0; run < runs; run++) {
      plain.push(await measure(browser, `${hostOrigin}/${kind}-plain`, '', usable));
      for (const way of WAYS)
        widget[way].push(await measure(browser, `${hostOrigin}/${kind}-${way}`, element, usable));
    }
    for (const way of WAYS) report(kind, way, plain, widget[way]);
  }
} finally {
  await browser.close();
  for (const one of [platformLine, hostLine, front, host]) one.server.close();
  await platform.close();
}
process.exit(0);

function report(kind: string, way: Way, plain: Reading[], widget: Reading[]): void {
  const of = (readings: Reading[], name: keyof Reading) => median(readings.map((reading) => reading[name]));
  const ratio = of(widget, 'afterConnection') / of(plain, 'afterConnection');
  const total = of(widget, 'total') / of(plain, 'total');
  const cells = [
    kind.padEnd(9),
    way.padEnd(7),
    of(plain, 'afterConnection').toFixed(0).padStart(5),
    of(widget, 'afterConnection').toFixed(0).padStart(8),
    `${ratio.toFixed(2)}×`.padStart(7),
    `${total.toFixed(2)}×`.padStart(11),
    (of(widget, 'bytes') / 1000).toFixed(1).padStart(9),
    of(widget, 'script').toFixed(0).padStart(9),
    of(widget, 'longestTask').toFixed(0).padStart(14),
    of(plain, 'longestTask').toFixed(0).padStart(8),
  ];
  console.log(cells.join(' '));
}
