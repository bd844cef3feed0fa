import { format } from 'prettier';
import type { Language } from '../../../src/contract/text.js';
import { FEATURES, oldest } from './browsers.js';
import { SLUG } from './example.js';
import { listed, quoted, rowOf } from './phrases.js';
import { ACTIVITIES, SCRIPTS } from './scripts.js';
import { type Guide, GUIDES } from './guide.js';
import { KEPT, SENT } from './words.js';

type Name = keyof typeof SCRIPTS;

/** The platform that `npm start` opens, where people try. */
const PLATFORM = 'http://localhost:3000';

/** What people follow by hand, in one language, as Markdown. */
export function documentIn(language: Language): Promise<string> {
  const guide = GUIDES[language];
  const parts = [
    `# ${guide.title}`,
    guide.lead,
    guide.other,
    guide.how,
    `## ${guide.browsersTitle}`,
    browsers(guide),
    `## ${guide.pageTitle}`,
    guide.page(SLUG, PLATFORM),
    `## ${guide.keysTitle}`,
    guide.keysLead,
    table(guide.keys[0]!, guide.keys.slice(1)),
    `## ${guide.readingTitle}`,
    guide.reading,
    ...(Object.keys(SCRIPTS) as Name[]).map((name) => widgetPart(name, language)),
    `## ${guide.afterTitle}`,
    guide.after,
  ];
  return format(parts.join('\n\n'), { parser: 'markdown', printWidth: 110 });
}

function browsers(guide: Guide): string {
  const { chrome, firefox, safari } = oldest();
  const words = (number: number) => guide.decimal(number);
  const rows = guide.pairs.map(([browser, family, reader]) => [
    browser,
    words({ chrome, firefox, safari }[family]),
    reader,
  ]);
  const needs = FEATURES.map((one) => [
    `\`${one.name}\``,
    words(one.chrome),
    words(one.firefox),
    words(one.safari),
  ]);
  return [
    guide.browsersLead,
    table(guide.browsersHead, rows),
    guide.featuresLead,
    table(guide.featuresHead, needs),
    guide.tested,
  ].join('\n\n');
}

function widgetPart(name: Name, language: Language): string {
  const guide = GUIDES[language];
  const { path, offline } = SCRIPTS[name];
  const address = `${PLATFORM}/frame/${SLUG}/${ACTIVITIES[name]}?lang=${language}`;
  const steps = (rows: typeof path) =>
    table(
      guide.stepHead,
      rows.map((step, index) => rowOf(step, index, language)),
    );
  const extras = guide.extras.map(({ what, heard }) => [
    what,
    typeof heard === 'string' ? heard : listed(path, heard, language),
    '',
  ]);
  return [
    `## ${guide.widget[name]}`,
    guide.address(address),
    table(guide.whoHead, [guide.whoHead.map(() => '')]),
    `### ${guide.pathTitle}`,
    steps(path),
    `### ${guide.offlineTitle}`,
    guide.offlineLead(quoted(KEPT[language], language), quoted(SENT[language], language)),
    steps(offline),
    `### ${guide.extrasTitle}`,
    table(guide.extraHead, extras),
  ].join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
