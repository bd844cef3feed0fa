import { BROWSERS } from './browsers.js';
import type { Check } from './check.js';
import type { Stage } from './harness.js';
import { type HostPage, PAGES, POLICY_PAGES, type Parts } from './pages.js';
import { WIDGETS, type WidgetName } from './paths.js';
import { until, visit } from './visit.js';

const CSP = 'content-security-policy';

/** A page’s policy for one widget, with names for what differs from one platform or release to the next. */
export function policyIn(page: HostPage, parts: Parts): string {
  let policy = page.headers!(parts)[CSP]!.replaceAll(parts.platform, 'https://consultation.example');
  for (const [file, hash] of Object.entries(parts.integrity)) policy = policy.replace(hash, `<${file}.js>`);
  return policy.replace(/'nonce-[^']+'/, "'nonce-<of the answer>'");
}

/** The policies that are told to ministries: of the pages where every widget passed. */
export const policyPages = (): HostPage[] => PAGES.filter(({ name }) => POLICY_PAGES.includes(name));

/** A policy with one of its words left out, for each of them in turn but `later`. Only what allows something counts. */
function shorter(policy: string, later: readonly string[]): string[] {
  const allowed = policy
    .split(' ')
    .filter((word) => /^(http:|'sha384|'nonce|'strict|lit-html|cq-loader|'allow)/.test(word));
  const words = [...new Set(allowed.map((word) => word.replace(/;$/, '')))];
  return words
    .filter((word) => !later.includes(word))
    .flatMap((word) =>
      // The platform is named twice: for scripts and for requests.
      policy
        .split(word)
        .slice(1)
        .map((_, index) => {
          let seen = 0;
          return policy.replaceAll(word, (found) => (seen++ === index ? '' : found));
        }),
    );
}

/** That the policies which pages pass with are the smallest: with any word less, the browser reports a violation. */
export const POLICY_CHECKS: readonly Check[] = policyPages().flatMap((page) =>
  WIDGETS.map((widget): Check => ({
    name: `<${widget}> needs each word of the ${page.name}`,
    browsers: BROWSERS.slice(0, 1),
    run: (stage) => needsEach(stage, page, widget),
  })),
);

async function needsEach(stage: Stage, page: HostPage, widget: WidgetName): Promise<void> {
  const consultation = await stage.platform.consultation();
  const made = stage.parts(page, widget, consultation.slug);
  // A visit that stops at the first view has no use for these.
  const later = made.later.map((file) => `'${made.integrity[file]}'`);
  for (const policy of shorter(page.headers!(made)[CSP]!, later)) {
    const less: HostPage = { ...page, name: policy, headers: () => ({ [CSP]: policy }) };
    stage.serve(less);
    const { faults, close } = await visit(
      stage.browsers.Chromium!,
      stage.address(less, widget, consultation),
      { origins: stage.origins },
    );
    await until(`violation of ${policy}`, async () =>
      faults.some((fault) => fault.startsWith('VIOLATION')),
    ).finally(close);
  }
}
