import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { setStage, type Stage } from './harness.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

/** A site whose one page and policy a test writes. On 127.0.0.1, so that a browser takes it for another site. */
class Site {
  static async open(): Promise<Site> {
    const site = new Site();
    site.server.listen(0, '127.0.0.1');
    await once(site.server, 'listening');
    return site;
  }

  html = '';
  headers: Record<string, string> = {};
  files: Record<string, [type: string, body: string]> = {};
  private readonly server: Server = createServer((request, response) => {
    const file = this.files[request.url ?? ''];
    response.writeHead(
      200,
      file ? { 'content-type': file[0] } : { 'content-type': 'text/html', ...this.headers },
    );
    response.end(file ? file[1] : `<!doctype html><html lang="fr"><title>Site</title>${this.html}</html>`);
  });

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

declare global {
  interface Window {
    axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
  }
}

describe('the snippet builder', () => {
  let stage: Stage;
  let site: Site;
  let stranger: Site;
  let slug: string;
  before(async () => {
    stage = await setStage();
    [site, stranger] = [await Site.open(), await Site.open()];
    await stage.cq('body', 'add', 'exemple', '--name-fr', 'Ministère de l’Exemple', '--origin', site.origin);
    slug = await stage.consultation();
  });
  after(async () => {
    site.close();
    stranger.close();
    await stage.close();
  });

  /** Opens an address, and gathers what the console has to complain of. */
  const visit = async (citizen: BrowserContext, address: string) => {
    const page = await citizen.newPage();
    const trouble: string[] = [];
    page.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
    page.on('pageerror', (error) => trouble.push(error.message));
    await page.goto(address);
    return { page, trouble };
  };
  const open = (citizen: BrowserContext, path = '/embed') => visit(citizen, stage.platform + path);
  const part = (page: Page, name: string) => page.locator(`#snippet-${name}`);
  const preview = (page: Page) => page.frameLocator('#preview iframe');
  const updated = (page: Page) => page.getByRole('status').getByText('sont à jour').waitFor();

  it('shows the widget as it is chosen, and keeps what was chosen in the address', async () => {
    const citizen = await stage.citizen();
    const { page, trouble } = await open(citizen);
    await preview(page).getByRole('heading', { name: 'Vos déplacements à vélo' }).waitFor();
    await page.getByLabel('Widget', { exact: true }).selectOption('idees');
    await preview(page).getByRole('button', { name: 'Proposer une idée' }).waitFor();
    await part(page, 'body').getByText('<cq-idea-vote ').waitFor();
    await page.getByLabel('Langue du widget').selectOption('en');
    await preview(page).getByRole('button', { name: 'Propose an idea' }).waitFor();
    await page.getByLabel('Liens et boutons', { exact: true }).fill('#7a1f3d');
    await page.getByLabel('Liens et boutons', { exact: true }).press('Tab');
    await part(page, 'css').getByText('--cq-primary: #7a1f3d;').waitFor();
    await page.getByLabel('Colonne étroite').check();
    const widget = preview(page).locator('cq-idea-vote');
    await widget.and(preview(page).locator('main > div > *')).waitFor();
    await preview(page).getByRole('button', { name: 'Propose an idea' }).waitFor();
    const look = await widget.evaluate((element) => ({
      primary: getComputedStyle(element).getPropertyValue('--cq-primary').trim(),
      width: element.getBoundingClientRect().width,
    }));
    assert.deepEqual(look, { primary: '#7a1f3d', width: 280 });

    await page.reload();
    await part(page, 'css').getByText('--cq-primary: #7a1f3d;').waitFor();
    assert.equal(await page.getByLabel('Colonne étroite').isChecked(), true);
    assert.deepEqual(trouble, []);
    await citizen.close();
  });

  it('works by its button where no script runs', async () => {
    const citizen = await stage.browser.newContext({ javaScriptEnabled: false });
    const { page } = await open(citizen);
    await page.getByLabel('Widget', { exact: true }).selectOption('discussion');
    await page.getByRole('radio', { name: 'Version courante' }).check();
    await page.getByRole('button', { name: 'Mettre à jour' }).click();
    await part(page, 'body').getByText('<cq-comment-thread ').waitFor();
    assert.match((await part(page, 'head').textContent())!, /\/embed\/1\.js/);
    assert.equal(await page.getByRole('button', { name: 'Copier' }).count(), 0);
    await citizen.close();
  });

  it('refuses a value that is no CSS, beside its field, and leaves the snippet as it was', async () => {
    const citizen = await stage.citizen();
    const { page } = await open(citizen);
    const field = page.getByLabel('Texte', { exact: true });
    await field.fill('bleuâtre');
    await field.press('Tab');
    await page.getByText('Cette couleur n’est pas valide').waitFor();
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    await field.fill('#777');
    await field.press('Tab');
    await page.getByText('Le contraste entre le texte et le fond est de 4,5 pour 1').waitFor();
    await part(page, 'css').getByText('--cq-text: #777;').waitFor();
    assert.equal(await field.getAttribute('aria-invalid'), 'false');
    await citizen.close();
  });

  it('copies by the keyboard, and says so', async () => {
    const citizen = await stage.citizen();
    await citizen.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: stage.platform });
    const { page } = await open(citizen);
    const name = 'Dans l’élément head de la page';
    await page.getByRole('button', { name: `Copier\u00a0: ${name}` }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText(`Copié\u00a0: ${name}`).waitFor();
    assert.equal(
      await page.evaluate(() => navigator.clipboard.readText()),
      await part(page, 'head').textContent(),
    );
    await citizen.close();
  });

  it('gives a snippet that works on a registered site under the policy that it gives and nothing else', async () => {
    for (const way of ['pinned', 'moving']) {
      const citizen = await stage.citizen();
      const { page: builder } = await open(
        citizen,
        `/embed?consultation=${slug}&activity=page&way=${way}&primary=%237a1f3d`,
      );
      const [head, body, css, policy] = await Promise.all(
        ['head', 'body', 'css', 'policy'].map(async (name) => (await part(builder, name).textContent())!),
      );
      site.files = { '/site.css': ['text/css', css!] };
      site.html = `<head>${head}<link rel="stylesheet" href="/site.css"></head><body>${body}</body>`;
      site.headers = { 'content-security-policy': `default-src 'none'; style-src 'self'; ${policy}` };
      const { page, trouble } = await visit(citizen, site.origin);
      await page.getByRole('button', { name: 'Oui' }).click();
      await page.getByRole('button', { name: 'Terminer sans préciser' }).click();
      await page.getByRole('heading', { name: /^Merci/ }).waitFor();
      assert.equal(
        await page
          .locator('cq-feedback-prompt')
          .evaluate((one) => getComputedStyle(one).getPropertyValue('--cq-primary')),
        '#7a1f3d',
      );
      assert.deepEqual(trouble, [], way);
      await citizen.close();
    }
  });

  it('gives a frame that takes a vote on another site, at its content’s height', async () => {
    const citizen = await stage.citizen();
    const { page: builder } = await open(citizen, `/embed?consultation=${slug}&activity=idees&way=frame`);
    const [body, policy, script] = await Promise.all(
      ['body', 'policy', 'script'].map(async (name) => (await part(builder, name).textContent())!),
    );
    site.files = { '/height.js': ['text/javascript', script!] };
    site.html = `<head><script async src="/height.js"></script></head><body><h1>Site</h1>${body}</body>`;
    site.headers = {
      'content-security-policy': `default-src 'none'; script-src 'self'; ${policy}`,
      'referrer-policy': 'no-referrer',
    };
    const { page, trouble } = await visit(citizen, site.origin);
    const frame = page.frameLocator('iframe');
    await frame.getByRole('button', { name: 'Proposer une idée' }).click();
    await frame.getByRole('textbox', { name: /Titre de votre idée/ }).fill('Un vestiaire par quartier');
    await frame.getByRole('textbox', { name: /^Votre idée/ }).fill('Pour se changer en arrivant.');
    await frame.getByRole('button', { name: 'Proposer mon idée' }).click();
    const idea = frame.getByRole('article', { name: 'Un vestiaire par quartier' });
    await idea.getByRole('button', { name: /^Pour/ }).click();
    await idea.getByRole('button', { name: 'Pour 1', pressed: true }).waitFor();
    // The frame is as tall as what is in it, and nothing scrolls inside.
    await page.waitForFunction(async () => {
      const { height } = document.querySelector('iframe')!;
      return height !== '700';
    });
    const inside = page.frames().find((one) => one.url().includes('/frame/'))!;
    await inside.waitForFunction(() => document.documentElement.scrollHeight <= innerHeight);
    assert.deepEqual(trouble, []);
    await citizen.close();
  });

  it('tells a frame’s height to the page around alone', async () => {
    const citizen = await stage.citizen();
    const page = await citizen.newPage();
    site.files = {
      '/told.js': [
        'text/javascript',
        `addEventListener('message', ({ origin, data }) => { document.title = origin + ' ' + JSON.stringify(Object.keys(data)) })`,
      ],
    };
    site.headers = {};
    site.html = `<script src="/told.js"></script><iframe src="${stage.platform}/frame/${slug}/page"></iframe>`;
    const errors: string[] = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(site.origin);
    await page.waitForFunction(
      (platform) => document.title === `${platform} ["type","height"]`,
      stage.platform,
    );
    // The platform is registered too, and was not addressed: a browser would have said so.
    assert.deepEqual(
      errors.filter((line) => line.includes('postMessage')),
      [],
    );
    await citizen.close();
  });

  it('refuses to be framed by a site that is not registered', async () => {
    const citizen = await stage.citizen();
    const page = await citizen.newPage();
    stranger.html = `<iframe src="${stage.platform}/frame/${slug}/idees"></iframe>`;
    const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
    await page.goto(stranger.origin);
    await refused;
    assert.equal(await page.frameLocator('iframe').locator('cq-idea-vote').count(), 0);
    await citizen.close();
  });

  it('works for the visit in a frame whose storage is refused, and says what it cannot keep', async () => {
    const citizen = await stage.citizen();
    await citizen.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException('refused', 'SecurityError');
          },
        });
    });
    site.headers = {};
    site.html = `<iframe width="600" height="1200" src="${stage.platform}/frame/${slug}/discussion"></iframe>`;
    const page = await citizen.newPage();
    await page.goto(site.origin);
    const frame = page.frameLocator('iframe');
    const writes = /\/comments\//;
    await frame.getByRole('button', { name: 'Écrire un commentaire' }).click();
    await frame.getByRole('textbox', { name: /Votre commentaire/ }).fill('Depuis un cadre.');
    await frame.getByRole('radio', { name: 'Pour' }).check();
    await page.route(writes, (route) => route.abort());
    await frame.getByRole('button', { name: 'Publier' }).click();
    await frame
      .getByText('Gardez cette page ouverte : cet appareil ne permet pas de le conserver.')
      .first()
      .waitFor();
    await page.unroute(writes);
    await frame.getByRole('button', { name: 'Réessayer maintenant' }).click();
    await frame.locator('article .prose').getByText('Depuis un cadre.').waitFor();
    const stored = await fetch(`${stage.platform}/v1/consultations/${slug}/activities/discussion/comments`);
    assert.match(await stored.text(), /Depuis un cadre\./);
    await citizen.close();
  });

  it('has no violation that axe finds, in light and in dark, in either language', async () => {
    for (const colorScheme of ['light', 'dark'] as const)
      for (const path of ['/embed?primary=x%3B&text=%23777', '/en/embed?way=frame', '/embed/versions']) {
        const citizen = await stage.browser.newContext({ colorScheme, bypassCSP: true });
        const { page } = await open(citizen, path);
        for (const summary of await page.locator('summary').all()) await summary.click();
        await page.evaluate(axe);
        const violations = await page.evaluate(async () => {
          const { violations } = await window.axe.run({ iframes: false });
          return violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`);
        });
        assert.deepEqual(violations, [], `${colorScheme} ${path}`);
        await citizen.close();
      }
  });

  it('fits 320 pixels without scrolling sideways, recipes open, and each preview too', async () => {
    const citizen = await stage.citizen({ width: 320 });
    const { page } = await open(citizen, '/embed?primary=x%3B');
    for (const summary of await page.locator('summary').all()) await summary.click();
    const wide = () => document.documentElement.scrollWidth - innerWidth;
    assert.equal(await page.evaluate(wide), 0);
    await page.goto(`${stage.platform}/embed/versions`);
    assert.equal(await page.evaluate(wide), 0);
    for (const host of ['plain', 'resets', 'dark', 'narrow']) {
      await page.goto(`${stage.platform}/embed/preview?consultation=${slug}&host=${host}`);
      await page.getByRole('radio', { name: 'Oui' }).waitFor();
      assert.equal(await page.evaluate(wide), 0, host);
    }
    await citizen.close();
  });

  it('takes up what was chosen before its script came', async () => {
    const citizen = await stage.citizen();
    const page = await citizen.newPage();
    let come = () => {};
    const waiting = new Promise<void>((resolve) => (come = resolve));
    await page.route('**/builder.js', async (route) => {
      await waiting;
      await route.continue();
    });
    await page.goto(`${stage.platform}/embed`, { waitUntil: 'commit' });
    await page.locator('#activity').selectOption({ index: 1 });
    come();
    await updated(page);
    await part(page, 'body').getByText('<cq-comment-thread ').waitFor();
    await citizen.close();
  });

  it('is reached from the platform’s first page, and walked by the keyboard alone', async () => {
    const citizen = await stage.citizen();
    const { page } = await open(citizen, '/');
    await page.getByRole('link', { name: 'Ajouter un widget à votre site' }).click();
    await page.getByLabel('Consultation', { exact: true }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await updated(page);
    // What has the focus keeps it while the rest is drawn again.
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'activity');
    await part(page, 'body').getByText('<cq-comment-thread ').waitFor();
    const seen = new Set<string>();
    for (let at = 0; at < 60 && !seen.has('Versions'); at++) {
      await page.keyboard.press('Tab');
      const name = await page.evaluate(
        () => document.activeElement?.id || document.activeElement?.textContent?.trim(),
      );
      if (name) seen.add(name);
      if (name === 'Politique des versions') break;
    }
    for (const name of [
      'page',
      'lang',
      'way-pinned',
      'primary',
      'scheme',
      'host-plain',
      'Mettre à jour',
      'Copier',
      'WordPress',
      'Politique des versions',
    ])
      assert.ok(seen.has(name), `${name} in ${[...seen].join(', ')}`);
    await citizen.close();
  });
});
