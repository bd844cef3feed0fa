import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('../../', import.meta.url));
const planted = fileURLToPath(new URL('./planted/', import.meta.url));

/** The rules that each planted file breaks. */
const broken = new Map<string, string[]>();

interface Report {
  summary: { violations: { from: string; rule: { name: string } }[] };
}

before(() => {
  const { stdout } = spawnSync(
    process.execPath,
    [
      `${home}node_modules/dependency-cruiser/bin/dependency-cruise.mjs`,
      '--config',
      `${home}.dependency-cruiser.cjs`,
      '--output-type',
      'json',
      'src',
    ],
    { cwd: planted, encoding: 'utf8', maxBuffer: 1e8 },
  );
  for (const { from, rule } of (JSON.parse(stdout) as Report).summary.violations) {
    broken.set(from, [...(broken.get(from) ?? []), rule.name]);
  }
});

const PLANTED: [file: string, rule: string][] = [
  ['src/domain/imports-client.ts', 'domain-imports-only-its-own'],
  ['src/contract/imports-domain.ts', 'contract-imports-only-its-own'],
  ['src/client/imports-backend.ts', 'client-imports-only-its-own'],
  ['src/client/imports-contract-value.ts', 'contract-types-only'],
  ['src/client/imports-zod.ts', 'no-zod-in-the-browser'],
  ['src/widgets/one/imports-two.ts', 'no-element-imports-another'],
  ['src/widgets/one/imports-node.ts', 'no-node-outside'],
  ['src/backend/comments/routes.ts', 'sql-in-stores'],
  ['src/backend/comments/routes.ts', 'no-feature-imports-another'],
  ['src/backend/http/node.ts', 'no-node-outside'],
  ['src/domain/cycle-a.ts', 'no-cycles'],
];

for (const [file, rule] of PLANTED) {
  test(`${rule} refuses ${file}`, () =>
    assert.ok(broken.get(file)?.includes(rule), String(broken.get(file))));
}

test('what keeps to the directions is left alone', () => {
  assert.equal(broken.get('src/domain/good.ts'), undefined);
});
