import assert from 'node:assert/strict';
import type { Stage } from './harness.js';
import type { HostPage } from './pages.js';
import { alteredPage } from './tamper.js';
import { until } from './visit.js';
import type { WebKit } from './webkit.js';
import { WebKitVisit } from './webkit-visit.js';

/** One thing that is true of the embed in WebKit, beside its short paths. */
export interface WebKitCheck {
  name: string;
  run(stage: Stage, webkit: WebKit): Promise<void>;
}

/** What differs in WebKit enough to be tried there too. */
export const WEBKIT_CHECKS: readonly WebKitCheck[] = [
  ...(['loader', 'core', 'survey'] as const).map((file) => ({
    name: `an altered ${file}.js never runs`,
    run: (stage: Stage, webkit: WebKit) =>
      meetAltered(stage, webkit, file, 'pinned', async (visit) => {
        await until(`refusal of ${file}.js`, () => isRefused(visit, file));
        assert.equal(await isMarked(visit), false, 'the added statement ran');
      }),
  })),
  {
    name: 'an altered loader runs where the snippet has no integrity, so that these tests can fail',
    run: (stage, webkit) =>
      meetAltered(stage, webkit, 'loader', undefined, (visit) =>
        until('mark of the altered file', () => isMarked(visit)).then(() => {}),
      ),
  },
  {
    name: 'a violation is reported, so that paths without any mean something',
    async run(stage, webkit) {
      const page: HostPage = {
        name: 'policy without the platform',
        expects: 'writes',
        headers: () => ({ 'content-security-policy': `default-src 'none'` }),
      };
      stage.serve(page);
      const consultation = await stage.platform.consultation();
      const visit = await WebKitVisit.to(webkit, stage.address(page, 'cq-survey', consultation), 'cq-survey');
      await until('report', async () =>
        stage.violations(consultation.slug).some((words) => words.startsWith('VIOLATION script-src')),
      ).finally(() => visit.close());
    },
  },
];

/** Notes which scripts the browser would not run: its console is out of reach. */
const NOTING = `<script>document.addEventListener('error', ({ target }) => {
  if (target.src) document.documentElement.dataset.refused = target.src;
}, true);</script>`;

/** The browser would not run the file, and the page shows its own content. */
function isRefused({ driver }: WebKitVisit, file: string): Promise<boolean> {
  return driver.executeScript<boolean>((name: string) => {
    const widget = document.querySelector('cq-survey')!;
    const refused = document.documentElement.dataset.refused?.endsWith(`/${name}.js`);
    return refused && widget.shadowRoot === null && widget.querySelector('a')!.checkVisibility();
  }, file);
}

function isMarked({ driver }: WebKitVisit): Promise<boolean> {
  return driver.executeScript<boolean>(() => document.documentElement.hasAttribute('data-tampered'));
}

/** Opens a page whose platform is reached through somebody who alters a file. */
async function meetAltered(
  stage: Stage,
  webkit: WebKit,
  file: string,
  snippet: 'pinned' | undefined,
  look: (visit: WebKitVisit) => Promise<void>,
): Promise<void> {
  const { page, close } = await alteredPage(stage, { file, snippet, head: NOTING });
  try {
    const address = stage.address(page, 'cq-survey', await stage.platform.consultation());
    const visit = await WebKitVisit.to(webkit, address, 'cq-survey');
    await look(visit).finally(() => visit.close());
  } finally {
    close();
  }
}
