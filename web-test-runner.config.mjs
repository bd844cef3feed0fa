import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { accessibilityTree } from './scripts/accessibility.mjs';
import { findBrowser } from './scripts/browser.mjs';
import { clock } from './scripts/clock.mjs';
import { fingers } from './scripts/fingers.mjs';
import { tiles } from './scripts/tiles.mjs';

/** A closing line that says how many passed. */
const counts = {
  async reportTestFileResults() {},
  onTestRunFinished({ sessions }) {
    let [passed, failed] = [0, 0];
    const visit = (suite) => {
      for (const test of suite?.tests ?? []) test.passed ? passed++ : failed++;
      for (const inner of suite?.suites ?? []) visit(inner);
    };
    for (const session of sessions) {
      visit(session.testResults);
      if (!session.passed && failed === 0) failed++;
    }
    console.log(`${passed} passed, ${failed} failed`);
  },
};

/** The embedded database's files are bytes, and the server would send them as text. */
const asBytes = async (context, next) => {
  if (!/\/pglite\/dist\/.+\.(data|wasm)$/.test(context.path)) return next();
  context.type = context.path.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream';
  context.body = await readFile(fileURLToPath(new URL(`.${context.path}`, import.meta.url)));
};

export default {
  files: process.env.CQ_FILES ?? 'test/{widgets,client,embed}/**/*.browser.ts',
  nodeResolve: { exportConditions: ['production', 'default'], browser: true },
  middleware: [asBytes, tiles],
  concurrency: 2,
  testsFinishTimeout: 180_000,
  testFramework: { config: { timeout: 15_000 } },
  browsers: [
    playwrightLauncher({
      product: 'chromium',
      launchOptions: {
        executablePath: await findBrowser(),
        args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
      },
    }),
  ],
  plugins: [
    accessibilityTree,
    clock,
    fingers,
    esbuildPlugin({
      ts: true,
      json: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('./tsconfig.json', import.meta.url)),
    }),
  ],
  reporters: [defaultReporter({ reportTestProgress: false }), counts],
};
