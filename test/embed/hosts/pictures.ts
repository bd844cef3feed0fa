/**
 * `npm run pictures`: writes pictures of every page of the matrix with every widget, and of the plain page and a few
 * hosts in both languages, at three widths and in three colour schemes, into `dist/pictures`: `index.html` for a
 * browser, and sheets (`*.png`) that anything opens. For a person to look through.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openOn, setStage, type Stage } from '../harness.js';
import { type Device, type HostPage, PAGES } from '../pages.js';
import { WIDGETS, type WidgetName } from '../paths.js';
import { Person } from '../person.js';
import { until, visit } from '../visit.js';
import { OPENED, settle } from './picture.js';

const folder = fileURLToPath(new URL('../../../dist/pictures', import.meta.url));
const words = process.argv.slice(2);

/** How many pages are open at once. */
const TOGETHER = 4;

interface Shot {
  page: HostPage;
  widget: WidgetName;
  language: 'fr' | 'en';
  width: number;
  scheme: keyof typeof SCHEMES;
  opened: boolean;
}

/** What a device asks for; a page that follows it is dark there. */
const SCHEMES = {
  light: undefined,
  dark: { 'prefers-color-scheme': 'dark' },
  forced: { 'forced-colors': 'active' },
} satisfies Record<string, Device | undefined>;

const PLAIN: HostPage = {
  name: 'plain',
  expects: 'writes',
  markup: ({ snippet, widget }) => ({
    head: `<meta name="color-scheme" content="light dark">${snippet}`,
    body: widget,
  }),
};

/** Pages where every width, language and scheme is looked at. */
const CLOSELY = [PLAIN, ...PAGES.filter(({ name }) => /DSFR|Bootstrap 3|WordPress/.test(name))];

const everyPage = PAGES.filter((page) => !CLOSELY.includes(page)).flatMap((page) =>
  WIDGETS.map((widget): Shot => ({
    page,
    widget,
    language: 'fr',
    width: 1280,
    scheme: 'light',
    opened: true,
  })),
);

const closely = CLOSELY.flatMap((page) =>
  (['light', 'dark', 'forced'] as const).flatMap((scheme) =>
    [320, 768, 1280].flatMap((width) =>
      (['fr', 'en'] as const).flatMap((language) =>
        WIDGETS.flatMap((widget) =>
          // The forms in every combination on the plain page; elsewhere they look alike.
          (page === PLAIN ? [false, true] : [true])
            .filter(() => page === PLAIN || scheme === 'light')
            .map((opened): Shot => ({ page, widget, language, width, scheme, opened })),
        ),
      ),
    ),
  ),
);

const titleOf = ({ page, language, width, scheme }: Shot) =>
  page === PLAIN || CLOSELY.includes(page)
    ? `${page.name}, ${language}, ${width} px, ${scheme}`
    : `${page.name}, ${width} px`;
const fileName = (text: string) => text.replace(/[^\p{L}\d]+/gu, '-').replace(/-$/, '');

await rm(folder, { recursive: true, force: true });
await mkdir(join(folder, 'each'), { recursive: true });
const stage = await setStage(['Chromium']);
try {
  stage.serve(PLAIN);
  const chosen = [...everyPage, ...closely].filter((shot) =>
    words.length === 0 ? true : words.some((word) => titleOf(shot).includes(word)),
  );
  const rows = new Map<string, string[]>();
  const consultation = await stage.platform.consultation();
  const waiting = chosen.map((shot) => {
    const file = `each/${fileName(`${titleOf(shot)} ${shot.widget} ${shot.opened ? 'opened' : 'first'}`)}.png`;
    rows.set(titleOf(shot), [...(rows.get(titleOf(shot)) ?? []), file]);
    return () => take(stage, shot, file, consultation);
  });
  const next = async (): Promise<void> => {
    const work = waiting.shift();
    if (!work) return;
    await work();
    await next();
  };
  await Promise.all(Array.from({ length: TOGETHER }, next));
  const sheets = await writeSheets(stage, rows);
  console.log(`${chosen.length} pictures on ${sheets} sheets: ${join('dist', 'pictures', 'index.html')}`);
} finally {
  await stage.close();
}

type Consultation = Awaited<ReturnType<Stage['platform']['consultation']>>;

async function take(on: Stage, shot: Shot, file: string, consultation: Consultation): Promise<void> {
  const { page, widget, language, width, scheme } = shot;
  const settings = page.device ?? SCHEMES[scheme];
  const { browser, before } = await on.browserFor(
    { ...page, ...(settings && { device: settings }) },
    'Chromium',
  );
  const visiting = await visit(browser, `${on.address(page, widget, consultation)}?lang=${language}`, {
    origins: on.origins,
    before: async (one) => {
      await one.setViewport({ width, height: 900 });
      await before?.(one);
      await page.before?.(one);
    },
  });
  try {
    const person = await Person.meet(visiting.page, widget);
    await openOn(visiting.page, page);
    if (page.expects === 'writes') {
      await settle(person);
      if (shot.opened) await OPENED[widget](person);
    } else {
      await until('way to the platform', () => person.has('[part=not-allowed] a'));
    }
    // A window as high as the page: asked for the whole page, Chromium shifts some that run from right to left.
    const height = await visiting.page.evaluate(() => document.documentElement.scrollHeight);
    await visiting.page.setViewport({ width, height: Math.max(900, height) });
    await visiting.page.screenshot({ path: join(folder, file), captureBeyondViewport: false });
  } catch (error) {
    console.log(`✗ ${file}: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  } finally {
    await visiting.close();
  }
}

/** One HTML page for all, and a picture for each dozen of rows. */
async function writeSheets(on: Stage, rows: ReadonlyMap<string, readonly string[]>): Promise<number> {
  const style = `body { font: 14px sans-serif; background: #888 } figure { display: inline-block; margin: 4px; vertical-align: top }
    img { max-width: 480px; max-height: 900px; display: block; border: 1px solid #f0f } h2 { margin: 12px 4px 4px }`;
  const sections = [...rows].map(
    ([title, files]) =>
      `<section><h2>${title.replaceAll('<', '&lt;')}</h2>${files.map((file) => `<figure><img src="${file}"></figure>`).join('')}</section>`,
  );
  const document = (body: readonly string[]) =>
    `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Pictures</title><style>${style}</style>${body.join('')}</html>`;
  await writeFile(join(folder, 'index.html'), document(sections));
  const page = await on.browsers.Chromium!.newPage();
  await page.setViewport({ width: 2000, height: 800 });
  let sheets = 0;
  for (let at = 0; at < sections.length; at += 3) {
    const name = join(folder, `sheet-${String(++sheets).padStart(3, '0')}`);
    await writeFile(`${name}.html`, document(sections.slice(at, at + 3)));
    await page.goto(`file://${name}.html`);
    await page.screenshot({ path: `${name}.png`, fullPage: true });
    await rm(`${name}.html`);
  }
  return sheets;
}
