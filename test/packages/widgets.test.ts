import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { setStage, type Stage } from './stage.js';

const RECEIPT = /^(\w+) ([0-9a-f-]{36}) (\d+)$/;

describe('the widgets’ package, installed, built and used', () => {
  let stage: Stage;
  before(async () => (stage = await setStage(['vite', 'webpack', 'react', 'vue'])));
  after(() => stage.close());
  const given: Record<string, string[]> = { response: [], comment: [], feedback: [] };

  it('answers a survey in English on a page that Vite built', async () => {
    const { page, folder, troubles } = await stage.open('vite');
    await page.getByRole('radio', { name: 'Yes' }).check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('radio', { name: '4', exact: true }).check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'You', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Send my answers' }).click();
    await page.getByRole('heading', { name: 'Thank you, your answers have been received.' }).waitFor();
    given.response!.push(...(await receiptsOn(page, ['response'])));
    assert.deepEqual(troubles, []);

    // Only what was imported is there, and English comes by itself.
    const [imported, other] = await page.evaluate(() =>
      ['cq-survey', 'cq-idea-vote'].map((name) => !!customElements.get(name)),
    );
    assert.deepEqual([imported, other], [true, false]);
    const files = await readdir(join(folder, 'dist', 'assets'));
    const [english] = await filesWith('Send my answers', join(folder, 'dist', 'assets'), files);
    const entries = (await readFile(join(folder, 'dist', 'index.html'), 'utf8')).match(/assets\/[^"]+\.js/g);
    assert.equal(entries!.includes(`assets/${english}`), false);
  });

  it('writes a comment, beside ideas, on a page that webpack built', async () => {
    const { page, folder, troubles } = await stage.open('webpack');
    await page.getByRole('button', { name: 'Proposer une idée' }).waitFor();
    await page.getByRole('button', { name: 'Écrire un commentaire' }).click();
    await page.getByRole('textbox', { name: /Votre commentaire/ }).fill('Près des écoles d’abord.');
    await page.getByRole('radio', { name: 'Pour' }).check();
    await page.getByRole('button', { name: 'Publier' }).click();
    await page
      .getByRole('article', { name: 'Vous' })
      .getByText('Près des écoles d’abord.', { exact: true })
      .waitFor();
    given.comment!.push(...(await receiptsOn(page, ['comment'])));
    assert.deepEqual(troubles, []);

    // webpack writes the path of a file on the machine that builds where a module asks for its own address.
    const dist = join(folder, 'dist');
    assert.deepEqual(await filesWith('file://', dist, await readdir(dist)), []);
  });

  it('hears what a feedback prompt fires in React 19, and survives being taken away and put back', async () => {
    const { page, troubles } = await stage.open('react');
    await page.locator('cq-feedback-prompt.prompt[data-ready]').waitFor();
    await page.getByRole('button', { name: 'Enlever' }).click();
    await page.getByRole('button', { name: 'Remettre' }).click();
    given.feedback!.push(...(await sayUseful(page)));
    assert.deepEqual(troubles, []);
  });

  it('hears what a feedback prompt fires in Vue 3', async () => {
    const { page, troubles } = await stage.open('vue');
    given.feedback!.push(...(await sayUseful(page)));
    assert.deepEqual(troubles, []);
  });

  it('has left what every receipt says on the platform', async () => {
    for (const [table, ids] of Object.entries(given)) {
      assert.ok(ids.length > 0, table);
      assert.deepEqual((await stage.idsIn(table)).sort(), ids.sort());
    }
  });
});

async function sayUseful(page: Page): Promise<string[]> {
  await page.getByRole('button', { name: 'Oui' }).click();
  await page.getByRole('textbox').fill('Tout y est.');
  await page.getByRole('button', { name: 'Envoyer', exact: true }).click();
  await page.getByRole('heading', { name: /^Merci/ }).waitFor();
  const [click, details] = await receiptsOn(page, ['feedback', 'feedback']);
  assert.equal(click, details);
  return [click!];
}

/** The ids of the receipts that the page’s own script heard of. */
async function receiptsOn(page: Page, kinds: string[]): Promise<string[]> {
  const output = page.locator('output');
  await output
    .filter({ hasText: new RegExp(kinds.map((kind) => `${kind} [^ ]+ \\d+`).join('\\s+')) })
    .waitFor();
  const lines = (await output.textContent())!.trim().split('\n');
  assert.deepEqual(
    lines.map((line) => RECEIPT.exec(line)?.[1]),
    kinds,
  );
  return lines.map((line) => RECEIPT.exec(line)![2]!);
}

async function filesWith(words: string, folder: string, names: string[]): Promise<string[]> {
  const found = await Promise.all(
    names.map(async (name) => (await readFile(join(folder, name), 'utf8')).includes(words)),
  );
  return names.filter((_, index) => found[index]);
}
