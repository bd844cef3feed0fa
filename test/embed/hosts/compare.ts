import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { BROWSERS, type BrowserName } from '../browsers.js';
import type { Check } from '../check.js';
import { openOn, type Stage } from '../harness.js';
import { type HostPage, PAGES } from '../pages.js';
import { WIDGETS, type WidgetName } from '../paths.js';
import { Person } from '../person.js';
import type { Consultation } from '../platform.js';
import { visit } from '../visit.js';
import { type Look, look, OPENED, type Place, settle } from './picture.js';
import { STYLED_PAGES, type StyledPage } from './pages.js';

/** How many pixels may differ visibly (pixelmatch’s own threshold): none, since both pictures are one browser’s, of one run, at one place. */
const TOLERANCE = 0;

/** A widget narrower than this is of no use to anybody, in px; the narrowest page here has a column of 280. */
const LEAST = 260;

/** Wide enough for a desktop’s layout, high enough for the whole widget: nothing scrolls. */
export const WINDOW = { width: 1280, height: 2600 };

const kept = fileURLToPath(new URL('../../../dist/pictures/differences/', import.meta.url));

/** The pages whose sheets or places could change what a widget looks like. */
const LOOKED_AT: readonly StyledPage[] = PAGES.filter(
  (page) => STYLED_PAGES.includes(page) || /in a (table cell|<dialog>|closed <details>)$/.test(page.name),
);

/**
 * That a widget looks the same, and is computed the same, on a page with somebody’s style sheet and on a plain one: each
 * page in one browser or the other, or in each.
 */
export const lookChecks = (all: boolean): Check[] =>
  LOOKED_AT.map((page, index) => ({
    name: `widgets look as on a plain page: ${page.name}`,
    browsers: all ? BROWSERS : [BROWSERS[index % BROWSERS.length]!],
    async run(stage, browser) {
      const consultation = await stage.platform.consultation();
      const faults: string[] = [];
      for (const widget of WIDGETS) {
        const hosted = await looks(stage, browser, page, widget, consultation);
        const places = hosted.map(({ place }) => place);
        const plain = await looks(stage, browser, plainFor(page), widget, consultation, {
          places,
          zoom: page.like?.zoom ?? 1,
        });
        for (const [index, state] of ['first', 'opened'].entries()) {
          const { width } = hosted[index]!.place;
          if (width < LEAST) faults.push(`<${widget}> ${state}: only ${width} px wide`);
          const fault = await compare(
            hosted[index]!,
            plain[index]!,
            `${page.name} ${browser} ${widget} ${state}`,
          );
          if (fault) faults.push(`<${widget}> ${state}: ${fault}`);
        }
      }
      if (faults.length > 0) throw new Error(faults.join('\n'));
    },
  }));

/** A page without any style sheet, but for what is meant to come through. */
function plainFor({ like }: StyledPage): HostPage {
  return {
    name: 'plain',
    expects: 'writes',
    ...(like?.device && { device: like.device }),
    markup: ({ snippet, widget }) => ({
      head: `<style>${like?.css ?? ''}</style>${snippet}`,
      body: `<div id="place" style="position: absolute">${widget}</div>`,
    }),
  };
}

/** Puts a plain page’s widget where it stands on another: text is drawn differently at a fraction of a pixel. */
async function standAt({ frame }: Person, { x, y, width }: Place, zoom: number): Promise<void> {
  await frame.evaluate(
    (left, top, inline) =>
      Object.assign(document.getElementById('place')!.style, { left, top, width: inline }),
    ...([x, y, width].map((pixels) => `${pixels / zoom}px`) as [string, string, string]),
  );
}

/** How a widget looks on a page: its first view, and with its forms open. */
async function looks(
  stage: Stage,
  browser: BrowserName,
  page: HostPage,
  widget: WidgetName,
  consultation: Consultation,
  stand?: { places: readonly Place[]; zoom: number },
): Promise<Look[]> {
  stage.serve(page);
  const { browser: own, before } = await stage.browserFor(page, browser);
  const visiting = await visit(own, stage.address(page, widget, consultation), {
    origins: stage.origins,
    before: async (one) => {
      await one.setViewport(WINDOW);
      await before?.(one);
    },
  });
  try {
    const person = await Person.meet(visiting.page, widget);
    await openOn(visiting.page, page);
    await settle(person);
    const looks: Look[] = [];
    for (const [index, open] of [undefined, OPENED[widget]].entries()) {
      await open?.(person);
      if (stand) await standAt(person, stand.places[index]!, stand.zoom);
      looks.push(await look(person));
    }
    return looks;
  } finally {
    await visiting.close();
  }
}

/** What differs, in words; both pictures and their difference are then kept for a person to see. */
async function compare(hosted: Look, plain: Look, name: string): Promise<string | undefined> {
  const faults = differencesOf(hosted.styles, plain.styles);
  const pixels = await pixelsBetween(hosted.png, plain.png, name);
  if (pixels === undefined || pixels > TOLERANCE) {
    faults.unshift(
      pixels === undefined
        ? `${sizeOf(hosted.place)} rather than ${sizeOf(plain.place)}`
        : `${pixels} pixels differ`,
    );
  }
  return faults.length > 0 ? faults.join('\n    ') : undefined;
}

const sizeOf = ({ width, height }: Place) => `${width} × ${height} px`;

/** How many pixels differ visibly; nothing where the sizes do. */
async function pixelsBetween(one: Uint8Array, other: Uint8Array, name: string): Promise<number | undefined> {
  const [a, b] = [PNG.sync.read(Buffer.from(one)), PNG.sync.read(Buffer.from(other))];
  const same = a.width === b.width && a.height === b.height;
  const difference = same ? new PNG({ width: a.width, height: a.height }) : undefined;
  const pixels = difference && pixelmatch(a.data, b.data, difference.data, a.width, a.height);
  if (pixels === undefined || pixels > TOLERANCE) {
    const file = (what: string) => join(kept, `${name.replace(/[^\p{L}\d-]+/gu, '-')}.${what}.png`);
    await mkdir(kept, { recursive: true });
    await writeFile(file('host'), one);
    await writeFile(file('plain'), other);
    if (difference) await writeFile(file('difference'), PNG.sync.write(difference));
  }
  return pixels;
}

/** The first few properties that the page’s rules have changed, and where. */
function differencesOf(hosted: Look['styles'], plain: Look['styles']): string[] {
  const found: string[] = [];
  for (const [path, properties] of Object.entries(plain)) {
    const there = hosted[path];
    if (!there) {
      found.push(`no ${path}`);
      continue;
    }
    for (const [property, value] of Object.entries(properties)) {
      if (there[property] === value) continue;
      found.push(`${path} { ${property}: ${there[property]} } rather than ${value}`);
    }
  }
  return found.length > 6 ? [...found.slice(0, 6), `and ${found.length - 6} more`] : found;
}
