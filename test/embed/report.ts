import { format } from 'prettier';
import { KEEPING_THE_PLACE } from './around/loading.js';
import { WALKERS, type Walker } from './browsers.js';
import type { Stage } from './harness.js';
import { type HostPage, PAGES } from './pages.js';
import { type WidgetName, WIDGETS } from './paths.js';
import { policyIn, policyPages } from './policies.js';

/** One path of the matrix: a widget on a page in a browser. */
export interface Cell {
  page: HostPage;
  browser: Walker;
  widget: WidgetName;
}

/** What came of it: what went wrong, in words, or nothing. */
export type Results = Map<string, string | undefined>;

export const cellName = ({ page, browser, widget }: Cell): string => `${page.name}, ${browser}, <${widget}>`;

const short = (widget: WidgetName) => widget.replace('cq-', '');

/** Pages × browsers × widgets, as a table in Markdown. */
export function tableOf(results: Results): string {
  const heads = WALKERS.flatMap((browser) => WIDGETS.map((widget) => `${browser} ${short(widget)}`));
  const rows = PAGES.map((page) => tableRow(page, results));
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const columns = ['page', 'the widget there', ...heads];
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

function tableRow(page: HostPage, results: Results): string[] {
  const marks = WALKERS.flatMap((browser) =>
    WIDGETS.map((widget) => markOf(results, cellName({ page, browser, widget }))),
  );
  return [page.name.replaceAll('<', '&lt;'), page.expects, ...marks];
}

function markOf(results: Results, name: string): string {
  if (!results.has(name)) return '·';
  return results.get(name) === undefined ? '✓' : '✗';
}

/** The document that stands in `docs/`: the table, and the policies of the pages that passed. */
export async function documentFor(stage: Stage, results: Results): Promise<string> {
  const passed = policyPages().filter((page) => !tableRow(page, results).includes('✗'));
  const policies = passed.map((page) => {
    const each = WIDGETS.map((widget) => {
      const policy = policyIn(page, stage.parts(page, widget, 'consultation'));
      return `\`<${widget}>\`\n\n\`\`\`\n${policy.replaceAll('; ', ';\n')}\n\`\`\``;
    });
    const same = new Set(each.map((text) => text.slice(text.indexOf('\n')))).size === 1;
    const shown = same ? each[0]!.replace(/^.*\n/, 'All four:\n') : each.join('\n\n');
    return `### ${page.name[0]!.toUpperCase()}${page.name.slice(1)}\n\n${shown}`;
  });
  return format(
    `# Pages that hold the widgets

Written by \`npm run test:embed -- --all --write\`. On each page each widget's whole path is walked with the keyboard, against the real platform, and what the platform then holds is compared with what was given. A violation of the page's policy, an error or a warning in the console, or a request to a host other than the page's and the platform's fails it. WebKit walks a short path: one act, and what the platform then holds. Its driver shows neither console nor network: violations are reported to the page's own site, errors are heard from when the page has loaded, and requests are those that the page itself can list; it drives no page whose scripts add to every object, and reports announced files under a policy of hashes, which it runs all the same. ✓ walked, ✗ failed, · not walked.

${tableOf(results)}

## The smallest policy that each widget needs

Read from the pages above: with any word of it left out, Chromium reports a violation (\`npm run test:embed\` leaves out each in turn). \`https://consultation.example\` stands for the platform, \`<core.js>\` for that file's hash in the release's \`integrity.json\`. Where the page or the widget is in English, a list of hashes needs \`<en.js>\` too. A survey needs the parts of its own questions too (here those of a date), a comment thread those that follow its first view: \`cq doctor\` names what is missing.

${policies.join('\n\n')}

## Nothing moves while a page loads

With this in the host's style sheet what follows a widget stays where it is, on a page 1,280 px wide and with the consultation of these pages; give more to longer first pages and lists.

\`\`\`css
${WIDGETS.map((widget) => `${widget} { display: block; min-block-size: ${KEEPING_THE_PLACE[widget]}; }`).join('\n')}
\`\`\`
`,
    { parser: 'markdown', printWidth: 110 },
  );
}

/** The same document whatever came of the paths: what must be written again only when pages or policies change. */
export function structureOf(document: string): string {
  return document.replace(/[✓✗·]/g, '·').replace(/[ -]{2,}/g, ' ');
}
