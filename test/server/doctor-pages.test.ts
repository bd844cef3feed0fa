import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import type { Finding } from '../../src/server/doctor/diagnosis.js';
import { findingsOn } from '../../src/server/doctor/doctor.js';
import { openBrowser } from '../../src/server/doctor/visit.js';
import { Workplace } from './harness.js';

interface HostPage {
  head?: string;
  body?: string;
  policy?: string;
  lang?: string;
}

const WIDGET = '<cq-survey consultation="plan-velo"></cq-survey>';

describe('findingsOn', () => {
  let place: Workplace;
  let browser: Browser;
  let platform = '';
  let origin = '';
  let shown: HostPage = {};
  const host = createServer((_, response) => {
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      ...(shown.policy && { 'content-security-policy': shown.policy }),
    });
    response.end(
      `<!doctype html><html lang="${shown.lang ?? 'fr'}"><head><title>Ministère</title>${shown.head ?? snippet()}</head><body><h1>Ministère</h1>${shown.body ?? WIDGET}</body></html>`,
    );
  });
  const snippet = () => `<script async crossorigin src="${platform}/embed/1.js"></script>`;

  before(async () => {
    place = await Workplace.open();
    await place.serve();
    await place.fill();
    platform = place.origin;
    host.listen(0, '127.0.0.1');
    await once(host, 'listening');
    origin = `http://localhost:${(host.address() as AddressInfo).port}`;
    await place.cq(['body', 'add', 'exemple', '--name-fr', 'Ministère de l’Exemple', '--origin', origin]);
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    host.close();
    await place.close();
  });

  const visit = (page: HostPage): Promise<Finding[]> => {
    shown = page;
    return findingsOn(browser, `${origin}/`);
  };
  const told = (findings: readonly Finding[]) => findings.map(({ code, words }) => `${code}: ${words}`);
  const codes = async (page: HostPage) => (await visit(page)).map(({ code }) => code);

  it('reads what a framework sets as properties of the element', async () => {
    const body = `<cq-survey></cq-survey><script>customElements.whenDefined('cq-survey').then(() =>
      Object.assign(document.querySelector('cq-survey'), { consultation: 'plan-velo', activity: 'sondage' }))</script>`;
    const words = '<cq-survey consultation="plan-velo" activity="sondage"> works.';
    assert.deepEqual(told(await visit({ body })).slice(1), [`works: ${words}`]);
  });

  for (const directive of ['frame-src', 'child-src', 'default-src']) {
    it(`says what to write where the page’s ${directive} stops the platform’s frame`, async () => {
      const [only, ...others] = await visit({
        head: '',
        body: `<iframe src="${platform}/frame/plan-velo/sondage?lang=fr"></iframe>`,
        policy: `${directive} 'self'`,
      });
      assert.deepEqual(others, []);
      assert.equal(only?.code, 'policy');
      assert.ok(only.words.endsWith(`Write: frame-src ${platform}/frame/, beside your own.`), only.words);
    });
  }

  for (const css of [
    'display: none !important',
    'visibility: hidden !important',
    'opacity: 0; position: absolute; left: -9999px',
    'position: absolute; left: -9999px',
    'height: 0; overflow: hidden',
    'position: absolute; width: 1px; height: 1px; overflow: hidden',
  ]) {
    it(`calls it a trouble that nobody sees a widget with ${css}`, async () => {
      const found = await codes({ head: `<style>cq-survey { ${css} }</style>${snippet()}` });
      assert.deepEqual(found, ['version', 'hidden']);
    });
  }

  for (const [name, body] of [
    ['closed details', `<details><summary>Avis</summary>${WIDGET}</details>`],
    ['a closed dialog', `<dialog>${WIDGET}</dialog>`],
    ['what is hidden', `<div hidden><p>${WIDGET}</p></div>`],
    ['a tab that is not chosen', `<div style="visibility: hidden">${WIDGET}</div>`],
    ['a panel that is shut', `<div style="height: 0; overflow: hidden"><div>${WIDGET}</div></div>`],
  ] as const) {
    it(`only mentions that a widget stands in ${name}`, async () => {
      const found = await visit({ body });
      assert.deepEqual(
        found.map(({ code, trouble }) => [code, trouble]),
        [
          ['version', false],
          ['works', false],
          ['closed', false],
        ],
      );
    });
  }

  it('says nothing of being closed where the widget is in sight, in open details or with display: contents', async () => {
    const head = `<style>cq-survey { display: contents }</style>${snippet()}`;
    const body = `<details open><summary>Avis</summary>${WIDGET}</details>`;
    for (const page of [
      { head },
      { body },
      { body: `<div style="display: contents">${WIDGET}</div>` },
      { body: `<div style="height: 0">${WIDGET}</div>` },
    ])
      assert.deepEqual(await codes(page), ['version', 'works']);
  });

  it('finds elements in open shadow roots', async () => {
    const [release] = (await (await fetch(`${platform}/embed/versions.json`)).json()) as [
      { version: string },
    ];
    const bundle = `<script type="module" src="${platform}/embed/${release.version}/survey.js"></script>`;
    const inside = WIDGET.replace(' ', ` api="${platform}/" `);
    const body = `<div><template shadowrootmode="open"><section>${inside}</section></template></div>`;
    assert.deepEqual(await codes({ body, head: bundle }), ['works']);
  });

  it('waits for elements and a loader that come some seconds later', async () => {
    const body = `<script>setTimeout(() => {
      document.body.insertAdjacentHTML('beforeend', '${WIDGET}');
      document.head.append(Object.assign(document.createElement('script'), { crossOrigin: '', src: '${platform}/embed/1.js' }));
    }, 2500)</script>`;
    assert.deepEqual(await codes({ head: '', body }), ['version', 'works']);
  });

  it('says that an element which is not closed takes in what follows', async () => {
    const comment = '<!-- <cq-idea-vote> --><script>"<cq-comment-thread>"</script>';
    const prompt = '<cq-feedback-prompt consultation="plan-velo" activity="avis"';
    for (const body of [`${prompt} />${comment}<p>Suite</p>`, `<div>${prompt}>${comment}</div>`]) {
      const found = (await visit({ body })).filter(({ code }) => code === 'not-closed');
      assert.deepEqual(
        found.map(({ trouble }) => trouble),
        [true],
      );
      assert.match(found[0]!.words, /write <cq-feedback-prompt …><\/cq-feedback-prompt>/);
    }
    assert.ok(!(await codes({ body: comment + WIDGET })).includes('not-closed'));
  });

  it('has the hash of a file added to a policy of hashes, and not the platform’s address', async () => {
    const [{ version }] = (await (await fetch(`${platform}/embed/versions.json`)).json()) as [
      { version: string },
    ];
    const folder = `${platform}/embed/${version}/`;
    const integrity = (await (await fetch(`${folder}integrity.json`)).json()) as Record<string, string>;
    const listed = Object.entries(integrity).filter(([file]) => file !== 'en.js');
    const pinned = `<script async crossorigin integrity="${integrity['loader.js']}" src="${folder}loader.js"></script>`;
    const policy = `script-src ${listed.map(([, hash]) => `'${hash}'`).join(' ')}`;
    const found = await visit({ head: pinned, policy, lang: 'en' });
    const words = found.find(({ code }) => code === 'policy')?.words ?? '';
    assert.ok(words.endsWith(`Add the hash of en.js that stands in ${folder}integrity.json.`), words);
  });

  it('tells an activity that is not there, or is of another kind, from other errors', async () => {
    for (const activity of ['autre', 'idees']) {
      const body = `<cq-survey consultation="plan-velo" activity="${activity}"></cq-survey>`;
      assert.ok((await codes({ body })).includes('unknown-activity'));
    }
  });
});
