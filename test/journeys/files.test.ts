import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import type { Definition } from '../../stories/support/definitions.js';
import { setStage, type Stage, visit } from './harness.js';

/** A survey whose first page asks for a file, and the second for a word. */
const depot = (definition: Definition) =>
  ({
    ...definition,
    activities: [
      {
        id: 'depot',
        kind: 'survey',
        title: { fr: 'Dépôt', en: 'Files' },
        pages: [
          {
            id: 'pieces',
            title: { fr: 'Vos pièces', en: 'Your documents' },
            questions: [
              {
                id: 'piece',
                type: 'file',
                label: { fr: 'Votre pièce', en: 'Your document' },
                accept: ['txt'],
                maxFiles: 2,
                maxSize: 1,
                required: true,
              },
            ],
          },
          {
            id: 'suite',
            title: { fr: 'La suite', en: 'What follows' },
            questions: [
              {
                id: 'mot',
                type: 'short-text',
                label: { fr: 'Un mot', en: 'A word' },
                maxLength: 50,
              },
            ],
          },
        ],
      },
    ],
  }) as Definition;

describe('a file that is chosen while there is no network', () => {
  let stage: Stage;
  before(async () => (stage = await setStage()));
  after(() => stage.close());

  const responses = (slug: string) =>
    stage.rows<{ piece: string; mot: string }>(
      `select answers->'piece'->0->>'name' piece, answers->>'mot' mot from response
       where consultation_id = (select id from consultation where slug = '${slug}')`,
    );

  it('waits over a reload and goes by itself, whatever page of the survey is shown', async () => {
    const slug = await stage.consultation(depot);
    const citizen = await stage.citizen();
    const network = await watched(citizen);
    const page = await visit(citizen, stage.ministry, slug, ['cq-survey']);
    network.cut = true;
    await choose(page);
    await page.getByText('Il est gardé jusqu’à la fermeture de cet onglet').first().waitFor();
    await page.getByRole('button', { name: 'Continuer', exact: true }).click();
    await page.getByRole('textbox', { name: 'Un mot' }).fill('Déneiger');
    await page.reload();
    assert.equal(await page.getByRole('textbox', { name: 'Un mot' }).inputValue(), 'Déneiger');
    await network.tried();
    network.cut = false;
    await online(page);
    await network.sent(1);
    await page.getByRole('button', { name: 'Continuer', exact: true }).click();
    await page.getByRole('button', { name: 'Envoyer mes réponses' }).click();
    await page.getByText('Merci, vos réponses sont reçues.').waitFor();
    assert.equal(network.files, 1);
    assert.deepEqual(await kept(page), []);
    assert.deepEqual(await responses(slug), [{ piece: 'note.txt', mot: 'Déneiger' }]);
    await citizen.close();
  });

  it('goes at the next visit with the response that names it, once', async () => {
    const slug = await stage.consultation(depot);
    const citizen = await stage.citizen();
    const network = await watched(citizen);
    const page = await visit(citizen, stage.ministry, slug, ['cq-survey']);
    network.cut = true;
    await choose(page);
    await send(page);
    await page.getByText('Enregistré sur cet appareil').first().waitFor();
    await page.close();
    network.cut = false;
    const next = await visit(citizen, stage.ministry, slug, ['cq-survey']);
    await next.getByText('Vous avez déjà répondu à ce sondage.').waitFor();
    assert.equal(network.files, 1);
    assert.deepEqual(await kept(next), []);
    assert.deepEqual(await responses(slug), [{ piece: 'note.txt', mot: 'Déneiger' }]);
    await citizen.close();
  });

  it('goes once from two tabs that hold the same draft, and both say that it arrived', async () => {
    const slug = await stage.consultation(depot);
    const citizen = await stage.citizen();
    const network = await watched(citizen);
    const first = await visit(citizen, stage.ministry, slug, ['cq-survey']);
    network.cut = true;
    await choose(first);
    await first.getByRole('checkbox', { name: /Garder mes réponses/ }).check();
    await first.getByText('Il est gardé sur cet appareil').first().waitFor();
    const second = await visit(citizen, stage.ministry, slug, ['cq-survey']);
    await second.getByText('Il est gardé sur cet appareil').first().waitFor();
    network.cut = false;
    await Promise.all([first, second].map(online));
    await Promise.all([first, second].map((page) => page.getByText('Reçu', { exact: true }).waitFor()));
    assert.equal(network.files, 1);
    assert.deepEqual(await kept(first), []);
    await citizen.close();
  });

  it('can be read by nobody who comes after on the same device, unless one asked for it to be kept there', async () => {
    const slug = await stage.consultation(depot);
    const citizen = await stage.citizen();
    const network = await watched(citizen);
    const page = await visit(citizen, stage.ministry, slug, ['cq-survey']);
    network.cut = true;
    await choose(page);
    await page.getByText('Il est gardé jusqu’à la fermeture de cet onglet').first().waitFor();
    await page.close();
    network.cut = false;
    const next = await visit(citizen, stage.ministry, slug, ['cq-survey']);
    await choose(next, 'autre.txt');
    await next.getByText('Reçu', { exact: true }).waitFor();
    assert.equal(network.files, 1, 'the other alone');
    assert.deepEqual(await kept(next), [['box', 'id', 'addedAt', 'nonce', 'sealed'].sort().join()]);
    await citizen.close();
  });

  it('is erased with the answers, and never sent, when one begins anew', async () => {
    const slug = await stage.consultation(depot);
    const citizen = await stage.citizen();
    const network = await watched(citizen);
    const page = await visit(citizen, stage.ministry, slug, ['cq-survey']);
    network.cut = true;
    await choose(page);
    await page.getByRole('checkbox', { name: /Garder mes réponses/ }).check();
    await page.getByText('Il est gardé sur cet appareil').first().waitFor();
    await page.reload();
    await page.getByText('Ce fichier attend le réseau').first().waitFor();
    await page.getByRole('button', { name: 'Recommencer' }).click();
    while ((await kept(page)).length > 0);
    network.cut = false;
    await online(page);
    await choose(page, 'autre.txt');
    await page.getByText('Reçu', { exact: true }).waitFor();
    assert.equal(network.files, 1, 'the other alone');
    await citizen.close();
  });

  it('is erased unsent once the draft that names it has expired', async () => {
    const slug = await stage.consultation(depot);
    const citizen = await stage.citizen();
    const network = await watched(citizen);
    const page = await visit(citizen, stage.ministry, slug, ['cq-survey']);
    network.cut = true;
    await choose(page);
    await page.getByRole('checkbox', { name: /Garder mes réponses/ }).check();
    await page.getByText('Il est gardé sur cet appareil').first().waitFor();
    await page.evaluate(age, 8 * 24 * 3_600_000);
    await page.close();
    network.cut = false;
    const next = await visit(citizen, stage.ministry, slug, ['cq-survey']);
    while ((await kept(next)).length > 0);
    assert.equal(network.files, 0);
    assert.equal(await next.getByText('note.txt').count(), 0);
    await citizen.close();
  });

  it('stays on its page, and counts as an answer, until what sends files can be had', async () => {
    const slug = await stage.consultation(depot);
    const citizen = await stage.citizen();
    const network = await watched(citizen);
    let gone = true;
    await citizen.route('**/uploads.js', (route) =>
      gone ? route.abort('internetdisconnected') : route.fallback(),
    );
    const page = await visit(citizen, stage.ministry, slug, ['cq-survey']);
    await choose(page);
    await page.getByText('ne fermez pas cette page').first().waitFor();
    await send(page);
    await page.getByText('La connexion au service est interrompue').first().waitFor();
    gone = false;
    await online(page);
    await network.sent(1);
    await page.getByRole('button', { name: 'Envoyer mes réponses' }).click();
    await page.getByText('Merci, vos réponses sont reçues.').waitFor();
    assert.deepEqual(await responses(slug), [{ piece: 'note.txt', mot: 'Déneiger' }]);
    await citizen.close();
  });

  it('is told of with the words of the answers where the survey closes before the network is back', async () => {
    const slug = await stage.consultation(depot);
    const citizen = await stage.citizen();
    const network = await watched(citizen);
    const page = await visit(citizen, stage.ministry, slug, ['cq-survey']);
    network.cut = true;
    await choose(page);
    await send(page);
    await page.getByText('Enregistré sur cet appareil').first().waitFor();
    await stage.change(slug, (definition) => ({
      ...definition,
      opensAt: '2025-01-01T00:00:00Z',
      closesAt: '2025-02-01T00:00:00Z',
    }));
    network.cut = false;
    await online(page);
    await page.getByText('N’a pas pu être accepté').waitFor();
    await page.getByText('Mes réponses', { exact: true }).click();
    assert.equal(await page.getByText('Déneiger').first().isVisible(), true);
    await page.getByRole('button', { name: 'Retirer de cet appareil' }).click();
    while ((await kept(page)).length > 0);
    assert.deepEqual(await responses(slug), []);
    await citizen.close();
  });
});

/** What a citizen's browser writes, and whether that gets through. */
async function watched(citizen: BrowserContext) {
  let [tries, wake] = [0, () => {}];
  const network = {
    cut: false,
    /** How many times a file was taken. */
    files: 0,
    /** Waits for a write that does not get through. */
    async tried() {
      const before = tries;
      while (tries === before) await new Promise<void>((resolve) => (wake = resolve));
    },
    async sent(count: number) {
      while (network.files < count) await new Promise<void>((resolve) => (wake = resolve));
    },
  };
  await citizen.route(/\/activities\/depot\//, (route) => {
    if (!network.cut || route.request().method() !== 'PUT') return route.fallback();
    tries += 1;
    wake();
    return route.abort('internetdisconnected');
  });
  citizen.on('response', (response) => {
    const request = response.request();
    if (!response.ok() || request.method() !== 'PUT' || !request.url().includes('/files/')) return;
    network.files += 1;
    wake();
  });
  return network;
}

async function choose(page: Page, name = 'note.txt'): Promise<void> {
  const buffer = Buffer.from('Une piste déneigée.');
  await page.getByLabel('Votre pièce').setInputFiles({ name, mimeType: 'text/plain', buffer });
}

async function send(page: Page): Promise<void> {
  await page.getByText('note.txt (', { exact: false }).first().waitFor();
  await page.getByRole('button', { name: 'Continuer', exact: true }).click();
  await page.getByRole('textbox', { name: 'Un mot' }).fill('Déneiger');
  await page.getByRole('button', { name: 'Continuer', exact: true }).click();
  await page.getByRole('button', { name: 'Envoyer mes réponses' }).click();
}

/** Runs in the page: makes its draft, and the files that wait, older by so many milliseconds. */
function age(by: number): Promise<void> {
  for (const [name, text] of Object.entries<string>(localStorage)) {
    if (!name.startsWith('cq-draft:')) continue;
    const draft = JSON.parse(text) as { savedAt: number };
    localStorage.setItem(name, JSON.stringify({ ...draft, savedAt: draft.savedAt - by }));
  }
  return new Promise((resolve) => {
    const opening = indexedDB.open('consultation-quebec-files');
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('files', 'readwrite');
      const store = transaction.objectStore('files');
      store.openCursor().onsuccess = ({ target }) => {
        const cursor = (target as IDBRequest<IDBCursorWithValue | null>).result;
        if (!cursor) return;
        const file = cursor.value as { addedAt: number };
        cursor.update({ ...file, addedAt: file.addedAt - by });
        cursor.continue();
      };
      transaction.oncomplete = () => {
        opening.result.close();
        resolve();
      };
    };
  });
}

const online = (page: Page) => page.evaluate(() => dispatchEvent(new Event('online')));

/** What the browser keeps of files: of each, what can be told. */
function kept(page: Page): Promise<string[]> {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        const opening = indexedDB.open('consultation-quebec-files');
        opening.onsuccess = () => {
          const database = opening.result;
          const asked = database.transaction('files').objectStore('files').getAll();
          asked.onsuccess = () => {
            database.close();
            resolve(asked.result.map((one: object) => Object.keys(one).sort().join()));
          };
        };
      }),
  );
}
