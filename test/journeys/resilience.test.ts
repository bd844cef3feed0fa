import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { setStage, type Stage, visit } from './harness.js';

describe('nothing is lost, and nothing is stored twice', () => {
  let stage: Stage;
  before(async () => (stage = await setStage()));
  after(() => stage.close());

  const comments = (slug: string) =>
    stage.rows<{ body: string }>(
      `select body from comment where consultation_id = (select id from consultation where slug = '${slug}') order by accepted_at`,
    );

  it('keeps a comment while the network is cut between the click and the answer, and sends it once', async () => {
    const slug = await stage.consultation();
    const citizen = await stage.citizen();
    const page = await visit(citizen, stage.ministry, slug, ['cq-comment-thread']);
    // The server stores it, and the answer never arrives.
    let cut = true;
    await page.route('**/comments/*', async (route) => {
      if (!cut || route.request().method() !== 'PUT') return route.fallback();
      await route.fetch();
      await route.abort('connectionreset');
    });
    await write(page, 'Écrit pendant la coupure.');
    await page.getByText('Enregistré sur cet appareil').first().waitFor();
    cut = false;
    // It tries again by itself.
    await page.getByText('Enregistré sur cet appareil').first().waitFor({ state: 'hidden' });
    await everythingSent(page);
    assert.deepEqual(await comments(slug), [{ body: 'Écrit pendant la coupure.' }]);
    await citizen.close();
  });

  it('says that it is offline while the network is gone before the rest of the widget came, and tries again', async () => {
    const slug = await stage.consultation();
    const citizen = await stage.citizen();
    let cut = true;
    await citizen.route('**/participation.js', (route) =>
      cut ? route.abort('internetdisconnected') : route.fallback(),
    );
    const page = await visit(citizen, stage.ministry, slug, ['cq-comment-thread']);
    await toWrite(page).click();
    await page.getByText('La connexion au service est interrompue').first().waitFor();
    cut = false;
    await write(page, 'Le réseau s’était arrêté tôt.');
    await page.getByText('Votre commentaire est publié.').waitFor({ state: 'attached' });
    assert.equal(await page.getByText('La connexion au service est interrompue').count(), 0);
    assert.deepEqual(await comments(slug), [{ body: 'Le réseau s’était arrêté tôt.' }]);
    await citizen.close();
  });

  it('speaks French, and says so, on an English page whose words cannot be had', async () => {
    const slug = await stage.consultation();
    const citizen = await stage.citizen();
    await citizen.route('**/en.js', (route) => route.abort('internetdisconnected'));
    const page = await visit(citizen, stage.ministry, slug, ['cq-comment-thread'], 'en');
    await toWrite(page).waitFor();
    assert.equal(await page.locator('cq-comment-thread .widget').getAttribute('lang'), 'fr');
    await citizen.close();
  });

  it('sends what it kept at the next visit', async () => {
    const slug = await stage.consultation();
    const citizen = await stage.citizen();
    const page = await visit(citizen, stage.ministry, slug, ['cq-comment-thread']);
    await toWrite(page).waitFor();
    await page.route('**/comments/*', (route) =>
      route.request().method() === 'PUT' ? route.abort('internetdisconnected') : route.fallback(),
    );
    await write(page, 'À la prochaine visite.');
    await page.getByText('Enregistré sur cet appareil').first().waitFor();
    await page.close();
    const next = await visit(citizen, stage.ministry, slug, ['cq-comment-thread']);
    await next.getByText('À la prochaine visite.').first().waitFor();
    await everythingSent(next);
    assert.deepEqual(await comments(slug), [{ body: 'À la prochaine visite.' }]);
    await citizen.close();
  });

  it('stores a submission once when the server is killed in the middle of it and started again', async () => {
    const slug = await stage.consultation();
    const citizen = await stage.citizen();
    const page = await visit(citizen, stage.ministry, slug, ['cq-comment-thread']);
    await begin(page, 'Avant la panne.');
    const [request] = await Promise.all([
      page.waitForRequest((one) => one.method() === 'PUT'),
      page.getByRole('button', { name: 'Publier' }).click(),
    ]);
    await stage.kill();
    assert.match(request.url(), /comments/);
    await stage.start();
    await everythingSent(page);
    assert.deepEqual(await comments(slug), [{ body: 'Avant la panne.' }]);
    await citizen.close();
  });

  it('sends one outbox from two tabs once', async () => {
    const slug = await stage.consultation();
    const citizen = await stage.citizen();
    const first = await visit(citizen, stage.ministry, slug, ['cq-comment-thread']);
    await toWrite(first).waitFor();
    let cut = true;
    await citizen.route('**/comments/*', (route) =>
      cut && route.request().method() === 'PUT' ? route.abort('internetdisconnected') : route.fallback(),
    );
    await write(first, 'Deux onglets.');
    await first.getByText('Enregistré sur cet appareil').first().waitFor();
    const second = await visit(citizen, stage.ministry, slug, ['cq-comment-thread']);
    await second.getByText('Enregistré sur cet appareil').first().waitFor();
    const sent: string[] = [];
    citizen.on('response', (response) => {
      if (response.request().method() === 'PUT' && response.ok()) sent.push(response.url());
    });
    cut = false;
    await Promise.all([first, second].map((page) => page.evaluate(() => dispatchEvent(new Event('online')))));
    await Promise.all([first, second].map((page) => everythingSent(page)));
    assert.equal(sent.length, 1);
    assert.deepEqual(await comments(slug), [{ body: 'Deux onglets.' }]);
    await citizen.close();
  });

  it('takes a write from the last of five open tabs', async () => {
    const slug = await stage.consultation();
    const citizen = await stage.citizen();
    const pages: Page[] = [];
    for (let tab = 0; tab < 5; tab++)
      pages.push(await visit(citizen, stage.ministry, slug, ['cq-comment-thread']));
    for (const page of pages) await toWrite(page).waitFor();
    await write(pages[4]!, 'Du cinquième onglet.');
    await pages[4]!.getByRole('article', { name: 'Vous' }).waitFor();
    assert.deepEqual(await comments(slug), [{ body: 'Du cinquième onglet.' }]);
    await citizen.close();
  });

  it('lets a first vote’s late retry undo nothing of the second', async () => {
    const slug = await stage.consultation();
    const citizen = await stage.citizen();
    const page = await visit(citizen, stage.ministry, slug, ['cq-comment-thread']);
    await write(page, 'À voter.');
    const article = page.getByRole('article', { name: 'Vous' });
    const [first] = await Promise.all([
      page.waitForRequest((one) => one.url().endsWith('/ballot')),
      article.getByRole('button', { name: /^Utile/ }).click(),
    ]);
    await article.getByRole('button', { name: /^Utile/, pressed: true }).waitFor();
    await Promise.all([
      page.waitForResponse(
        (one) => one.url().endsWith('/ballot') && one.request().postData() !== first.postData(),
      ),
      article.getByRole('button', { name: /^Pas utile/ }).click(),
    ]);
    const late = await fetch(first.url(), {
      method: 'PUT',
      headers: { ...first.headers(), authorization: first.headers().authorization! },
      body: first.postData(),
    });
    assert.equal(late.status, 409);
    const ballots = await stage.rows(
      `select choice from ballot where consultation_id = (select id from consultation where slug = '${slug}')`,
    );
    assert.deepEqual(ballots, [{ choice: 'down' }]);
    await citizen.close();
  });

  it('shows in each tab the vote that was changed in the other, so that a click takes back what one sees', async () => {
    const slug = await stage.consultation();
    const [author, citizen] = [await stage.citizen(), await stage.citizen()];
    const theirs = await visit(author, stage.ministry, slug, ['cq-comment-thread']);
    await write(theirs, 'À voter.');
    await theirs.getByRole('article', { name: 'Vous' }).waitFor();
    await author.close();
    const one = await visit(citizen, stage.ministry, slug, ['cq-comment-thread']);
    const other = await visit(citizen, stage.ministry, slug, ['cq-comment-thread']);
    const vote = (tab: Page, name: RegExp, pressed?: boolean) =>
      tab.getByRole('article').getByRole('button', { name, ...(pressed && { pressed }) });
    await vote(one, /^Utile/).waitFor();
    await vote(other, /^Utile/).click();
    await vote(one, /^Utile 1/, true).waitFor();
    await vote(one, /^Pas utile/).click();
    await vote(other, /^Pas utile 1/, true).waitFor();
    assert.equal(await vote(other, /^Utile/, true).count(), 0);
    await vote(other, /^Pas utile/).click();
    await vote(one, /^Pas utile 0/).waitFor();
    await everythingSent(one);
    const ballots = await stage.rows(
      `select choice from ballot where consultation_id = (select id from consultation where slug = '${slug}')`,
    );
    assert.deepEqual(ballots, [{ choice: null }]);
    await citizen.close();
  });

  it('shows a text that was refused for good, so that it can be copied', async () => {
    const slug = await stage.consultation();
    const citizen = await stage.citizen();
    const page = await visit(citizen, stage.ministry, slug, ['cq-comment-thread']);
    await begin(page, 'Trop tard ?');
    await stage.change(slug, (definition) => ({
      ...definition,
      opensAt: '2025-01-01T00:00:00Z',
      closesAt: '2025-02-01T00:00:00Z',
    }));
    await page.getByRole('button', { name: 'Publier' }).click();
    await page.getByText('N’a pas pu être accepté').waitFor();
    assert.equal(await page.getByText('Trop tard ?').first().isVisible(), true);
    assert.deepEqual(await comments(slug), []);
    await page.reload();
    await page.getByText('La participation est terminée depuis').waitFor();
    assert.equal(await toWrite(page).count(), 0);
    await citizen.close();
  });

  it('sends citizens of a site that nobody registered to the platform, and stores nothing from it', async () => {
    const slug = await stage.consultation();
    const citizen = await stage.citizen();
    const page = await visit(citizen, stage.stranger, slug, ['cq-comment-thread']);
    const link = page.getByRole('link', { name: 'Participer sur la plateforme de consultation' });
    assert.equal(await link.getAttribute('href'), `${stage.platform}/c/${slug}`);
    const status = await page.evaluate(
      async ([platform, consultation]) => {
        const answer = await fetch(
          `${platform}/v1/consultations/${consultation}/activities/discussion/comments/${crypto.randomUUID()}`,
          {
            method: 'PUT',
            headers: { 'content-type': 'application/json', authorization: `Bearer ${'A'.repeat(43)}` },
            body: JSON.stringify({ body: 'D’ailleurs' }),
          },
        );
        return [answer.status, ((await answer.json()) as { code: string }).code];
      },
      [stage.platform, slug],
    );
    assert.deepEqual(status, [403, 'origin-not-allowed']);
    assert.deepEqual(await comments(slug), []);
    await citizen.close();
  });
});

async function write(page: Page, body: string): Promise<void> {
  await begin(page, body);
  await page.getByRole('button', { name: 'Publier' }).click();
}

/** Opens the form and fills it. */
async function begin(page: Page, body: string): Promise<void> {
  await toWrite(page).click();
  await page.getByRole('textbox', { name: /Votre commentaire/ }).fill(body);
}

function toWrite(page: Page): Locator {
  return page.getByRole('button', { name: 'Écrire un commentaire' });
}

/** Waits until nothing waits on the device any more. */
async function everythingSent(page: Page): Promise<void> {
  while ((await page.evaluate(countWaiting)) > 0);
}

/** Runs in the page: how much the outbox holds. */
function countWaiting(): Promise<number> {
  return new Promise((resolve) => {
    const opening = indexedDB.open('consultation-quebec');
    opening.onsuccess = () => {
      const database = opening.result;
      const counting = database.transaction('outbox').objectStore('outbox').count();
      counting.onsuccess = () => {
        database.close();
        resolve(counting.result);
      };
    };
  });
}
