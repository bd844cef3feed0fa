import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Workplace } from './harness.js';

const { version } = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../package.json', import.meta.url)), 'utf8'),
) as { version: string };
const integrity = (
  JSON.parse(
    readFileSync(
      fileURLToPath(new URL(`../../dist/embed/${version}/integrity.json`, import.meta.url)),
      'utf8',
    ),
  ) as Record<string, string>
)['loader.js']!;

interface HostPage {
  script?: string;
  body?: string;
  policy?: string;
}

describe('cq doctor', () => {
  let place: Workplace;
  let platform = '';
  const pages: Record<string, HostPage> = {};
  const host = createServer((request, response) => {
    const page = pages[request.url ?? ''];
    if (!page) return void response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      ...(page.policy && { 'content-security-policy': page.policy }),
    });
    response.end(
      `<!doctype html><html lang="fr"><head><title>Ministère</title>${
        page.script ?? `<script async crossorigin src="${platform}/embed/1.js"></script>`
      }</head><body>${page.body ?? '<cq-survey consultation="plan-velo"></cq-survey>'}</body></html>`,
    );
  });
  let origin = '';

  before(async () => {
    place = await Workplace.open();
    await place.serve();
    await place.fill();
    platform = `http://localhost:${place.port}`;
    host.listen(0, '127.0.0.1');
    await once(host, 'listening');
    origin = `http://localhost:${(host.address() as AddressInfo).port}`;
    await place.cq(['body', 'add', 'exemple', '--name-fr', 'Ministère de l’Exemple', '--origin', origin]);
  });
  after(async () => {
    host.close();
    await place.close();
  });

  const examine = (page: HostPage, on = origin) => {
    pages['/page'] = page;
    return place.cq(['doctor', '--page', `${on}/page`]);
  };
  const strict = (more: { script?: string; connect?: string; types?: string } = {}) =>
    `default-src 'none'; script-src ${more.script ?? platform}; connect-src ${more.connect ?? platform}; style-src 'none'; require-trusted-types-for 'script'; trusted-types ${more.types ?? "lit-html cq-loader 'allow-duplicates'"}`;

  it('finds nothing wrong with the snippet of the documentation, plain, pinned and under a strict policy', async () => {
    const pinned = `<script async crossorigin integrity="${integrity}" src="${platform}/embed/${version}/loader.js"></script>`;
    for (const page of [{}, { policy: strict() }, { script: pinned, policy: strict() }]) {
      const { code, out } = await examine(page);
      assert.match(out, /✓ works: <cq-survey consultation="plan-velo"> works\./);
      assert.match(out, new RegExp(`✓ version: Version ${version}, the current one`));
      assert.equal(code, 0, out);
    }
  });

  const WRONG: [name: string, page: () => HostPage, finding: RegExp][] = [
    ['no loader', () => ({ script: '' }), /✗ no-loader/],
    ['no element', () => ({ body: '<p>Bonjour</p>' }), /✗ no-element/],
    ['no consultation', () => ({ body: '<cq-survey></cq-survey>' }), /✗ no-consultation/],
    [
      'an unknown consultation',
      () => ({ body: '<cq-survey consultation="nulle-part"></cq-survey>' }),
      /✗ unknown-consultation/,
    ],
    [
      'an unknown activity',
      () => ({ body: '<cq-survey consultation="plan-velo" activity="autre"></cq-survey>' }),
      /✗ unknown-activity: <cq-survey .*activity="autre">: .*has no such activity. It has: activity="sondage" \(<cq-survey>\)/,
    ],
    [
      'an activity of another kind',
      () => ({ body: '<cq-survey consultation="plan-velo" activity="idees"></cq-survey>' }),
      /✗ unknown-activity: .*of the kind “ideas”; the element that shows it is <cq-idea-vote>\./,
    ],
    [
      'the address of another server',
      () => ({ body: `<cq-survey consultation="plan-velo" api="${origin}"></cq-survey>` }),
      /✗ error: <cq-survey consultation="plan-velo" api="http[^"]+"> says: [\s\S]*<cq-survey> offline .*HTTP 404/,
    ],
    [
      'a script that the policy stops',
      () => ({ policy: strict({ script: "'self'" }) }),
      /✗ policy: .*script-src-elem does not allow it \(script-src 'self'\)\. Add http:/,
    ],
    [
      'a loader without the nonce that the policy asks for',
      () => ({ policy: strict({ script: "'nonce-YWJj'" }) }),
      /✗ policy: .*Give the script the nonce/,
    ],
    [
      'a loader that is not there',
      () => ({ script: `<script async crossorigin src="${platform}/embed/9.js"></script>` }),
      /✗ request-failed: .*\/embed\/9\.js: /,
    ],
    [
      'an element that is none of ours',
      () => ({ body: '<cq-sondage consultation="plan-velo"></cq-sondage>' }),
      /✗ unknown-element: <cq-sondage /,
    ],
    [
      'a sandboxed frame that has no origin',
      () => ({
        script: '',
        body: `<iframe sandbox="allow-scripts" srcdoc='<script async crossorigin src="${platform}/embed/1.js"></script><cq-survey consultation="plan-velo"></cq-survey>'></iframe>`,
      }),
      /✗ opaque-origin: .*allow-same-origin/,
    ],
    [
      'requests that the policy stops',
      () => ({ policy: strict({ connect: "'none'" }) }),
      /✗ policy: .*connect-src/,
    ],
    [
      'a trusted type that is not named',
      () => ({ policy: strict({ types: 'lit-html' }) }),
      /✗ policy: .*trusted-types lit-html cq-loader 'allow-duplicates'/,
    ],
    [
      'a loader whose hash is another',
      () => ({
        script: `<script async crossorigin integrity="sha384-${'A'.repeat(64)}" src="${platform}/embed/${version}/loader.js"></script>`,
      }),
      /✗ integrity: .*loader\.js is not the file/,
    ],
    [
      'a pinned loader without its hash',
      () => ({ script: `<script async crossorigin src="${platform}/embed/${version}/loader.js"></script>` }),
      /✗ no-integrity/,
    ],
    [
      'the loader twice',
      () => ({ script: `<script async crossorigin src="${platform}/embed/1.js"></script>`.repeat(2) }),
      /✗ included-twice/,
    ],
  ];
  for (const [name, page, finding] of WRONG) {
    it(`tells of ${name}, and ends with 1`, async () => {
      const { code, out } = await examine(page());
      assert.match(out, finding);
      assert.equal(code, 1);
    });
  }

  it('names the site that is to be registered', async () => {
    const { code, out } = await examine({}, origin.replace('localhost', '127.0.0.1'));
    assert.match(out, /✗ origin-not-registered: .*cq body add … --origin http:\/\/127\.0\.0\.1:/);
    assert.equal(code, 1);
  });

  it('tells that the platform’s own page may not stand in a site that is not registered', async () => {
    const framed = {
      script: '',
      body: `<iframe src="${platform}/frame/plan-velo/sondage?lang=fr"></iframe>`,
    };
    assert.equal((await examine(framed)).code, 0);
    const { code, out } = await examine(framed, origin.replace('localhost', '127.0.0.1'));
    assert.match(out, /✗ frame-refused: .*cq body add … --origin http:\/\/127\.0\.0\.1:/);
    assert.equal(code, 1);
  });

  it('tells that a version was withdrawn, and why', async () => {
    await place.cq(['release', 'withdraw', version, '--reason', 'Faille']);
    const { code, out } = await examine({});
    assert.match(out, /✗ withdrawn: Version .* was withdrawn: Faille/);
    assert.equal(code, 1);
    await place.cq(['release', 'restore', version]);
  });

  it('tells that the platform has switched a widget off, until it is on again', async () => {
    await place.cq(['widget', 'off', 'survey', '--reason', 'Panne']);
    const { code, out } = await examine({});
    assert.match(out, /✗ switched-off: <cq-survey .*: Panne/);
    assert.match(out, /· told: Consultation Québec: <cq-survey> is switched off: Panne/);
    assert.equal(code, 1);
    await place.cq(['widget', 'on', 'survey']);
    assert.equal((await examine({})).code, 0);
    assert.equal((await place.cq(['widget', 'on', 'survey'])).code, 1);
    assert.equal((await place.cq(['widget', 'off', 'tout', '--reason', 'Panne'])).code, 2);
  });

  it('tells of a page that is not there, and of an address that is none', async () => {
    assert.equal((await place.cq(['doctor', '--page', `${origin}/nulle-part`])).code, 1);
    const { code, err } = await place.cq(['doctor', '--page', 'exemple']);
    assert.equal(code, 2);
    assert.match(err, /begins with http:\/\/ or https:\/\//);
  });

  it('leaves nothing in the temporary folder, where the first browser that it is told of is not there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cq-doctor-'));
    pages['/page'] = {};
    const words = ['doctor', '--page', `${origin}/page`];
    const { code } = await place.cq(words, { TMPDIR: folder, CQ_BROWSER: join(folder, 'none') });
    assert.equal(code, 0);
    assert.deepEqual(await readdir(folder), []);
    await rm(folder, { recursive: true });
  });

  it('says that the browser runs without its sandbox, where it does', async () => {
    const { out } = await examine({});
    assert.equal(/^· no-sandbox: /m.test(out), process.getuid?.() === 0);
  });
});
