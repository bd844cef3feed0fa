import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { BlockList } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type Axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { findBrowser } from '../../scripts/browser.mjs';
import { decide } from '../../src/backend/moderation/store.js';
import { memoryFiles } from '../../src/backend/files/storage.js';
import { listen, type Listening } from '../../src/server/http.js';
import { DOCUMENTS } from '../backend/files-made.js';
import { pathsOf, setStage, type Stage } from '../backend/harness.js';
import { freePort } from '../ports.js';
import { platformOf } from './form-platform.js';

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** Goes to a control as a keyboard does: by Tab, until it has the focus. */
async function tabTo(target: Locator): Promise<void> {
  const page = target.page();
  for (let steps = 0; steps < 200; steps++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${String(target)}`);
}

/** Presses a button or follows a link by the keyboard. */
async function press(page: Page, name: string | RegExp, role: 'button' | 'link' = 'button'): Promise<void> {
  await tabTo(page.getByRole(role, { name }).first());
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

async function type(page: Page, name: string | RegExp, text: string): Promise<void> {
  await tabTo(page.getByRole('textbox', { name }));
  await page.keyboard.type(text);
}

const askingForFiles = {
  id: 'sondage',
  kind: 'survey',
  title: { fr: 'Dépôt' },
  pages: [
    {
      id: 'depot',
      title: { fr: 'Votre mémoire' },
      questions: [{ id: 'piece', type: 'file', label: { fr: 'Pièces' }, accept: ['pdf'], maxFiles: 3 }],
    },
  ],
};

describe('the forms in a browser', () => {
  let stage: Stage;
  let served: Listening;
  let browser: Browser;
  before(async () => {
    // The platform is where the browser finds it.
    stage = await setStage({ platformOrigin: undefined, files: memoryFiles() });
    const handler = platformOf(stage, undefined);
    served = await listen(handler, { host: '127.0.0.1', port: await freePort(), trusted: new BlockList() });
    browser = await chromium.launch({
      executablePath: await findBrowser(),
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
  });
  after(async () => {
    await browser.close();
    await served.close();
    await stage.close();
  });

  const pageOf = async (options: BrowserContextOptions): Promise<Page> => {
    const context = await browser.newContext({ locale: 'fr-CA', ...options });
    return context.newPage();
  };

  it('takes a survey response, a comment, a vote and feedback with the keyboard alone and no script', async () => {
    const slug = await stage.consultation();
    await stage.put(pathsOf(slug).idea(), { title: 'Déneiger tôt', body: 'Avant sept heures.' });
    const page = await pageOf({ javaScriptEnabled: false });
    await page.goto(`${served.origin}/c/${slug}`);

    await press(page, 'Répondre au sondage', 'link');
    await press(page, 'Continuer');
    // The focus is on what is to be corrected, and its link leads to the question.
    assert.equal(
      await page.locator('#error-summary').evaluate((one) => one === document.activeElement),
      true,
    );
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const yes = page.getByRole('radio', { name: 'Oui' });
    assert.equal(
      await yes.evaluate((one) => one === document.activeElement || one.id === location.hash.slice(1)),
      true,
    );
    await tabTo(yes);
    await page.keyboard.press('Space');
    await press(page, 'Continuer');
    await tabTo(page.getByRole('checkbox', { name: 'Loisir' }));
    await page.keyboard.press('Space');
    await press(page, 'Continuer');
    await tabTo(page.getByRole('radio', { name: /^1/ }));
    await page.keyboard.press('ArrowRight');
    await type(page, /Longueur/, '3,5');
    // Enter in a field goes on, as the first button does.
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    await press(page, 'Continuer');
    await press(page, 'Envoyer mes réponses');
    assert.match(await page.locator('main').innerText(), /Numéro de confirmation/);
    await Promise.all([page.waitForEvent('load'), page.reload()]);
    assert.equal(await stage.count('response', slug), 1);

    await page.goto(`${served.origin}/c/${slug}`);
    await press(page, 'Lire les idées et voter', 'link');
    await press(page, /^Pour/);
    await page.getByText('Vote enregistré : Pour').waitFor();
    assert.equal(await page.getByRole('button', { name: /^Pour/ }).getAttribute('aria-pressed'), 'true');

    await page.goto(`${served.origin}/c/${slug}`);
    await press(page, 'Donner votre avis sur la page', 'link');
    await press(page, 'Non');
    await type(page, /Vos précisions/, 'Le plan manque.');
    await press(page, 'Envoyer');
    await page.getByText('Le plan manque.').waitFor();

    await page.goto(`${served.origin}/c/${slug}/discussion`);
    await tabTo(page.getByText('Écrire un commentaire'));
    await page.keyboard.press('Enter');
    await type(page, /Votre commentaire/, 'D’accord.\nÀ condition de saler.');
    await press(page, 'Publier');
    await page.getByText('Votre commentaire est publié.').waitFor();
    for (const [table, count] of [
      ['ballot', 1],
      ['feedback', 1],
      ['feedback_version', 1],
      ['comment', 1],
    ] as const)
      assert.equal(await stage.count(table, slug), count, table);
    assert.deepEqual(await page.context().cookies(), []);
    await page.context().close();
  });

  it('takes files with no script, keeps them through an error, and says what is wrong with one', async () => {
    const slug = await stage.consultation((definition) => ({
      ...definition,
      activities: [askingForFiles as (typeof definition.activities)[number]],
    }));
    const page = await pageOf({ javaScriptEnabled: false });
    await page.goto(`${served.origin}/c/${slug}/sondage`);
    const choose = (...names: string[]) =>
      page
        .locator('input[type=file]')
        .setInputFiles(
          names.map((name) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(DOCUMENTS.pdf) })),
        );
    await choose('Été «vu» "1".pdf', 'page.html');
    await press(page, 'Continuer');
    await page
      .getByText(/page\.html – Cette sorte de fichier/)
      .first()
      .waitFor();
    await page.getByText('Été «vu» "1".pdf (1 ko)').waitFor();
    await press(page, 'Continuer');
    await press(page, 'Envoyer mes réponses');
    await page.getByText('Numéro de confirmation').waitFor();
    assert.match(await page.locator('main').innerText(), /Été «vu» "1"\.pdf/);
    assert.equal(await stage.count('response', slug), 1);
    await page.context().close();
  });

  it('stores a comment once when one goes back to its page and sends it again', async () => {
    const slug = await stage.consultation();
    const page = await pageOf({ javaScriptEnabled: false });
    await page.goto(`${served.origin}/c/${slug}/discussion`);
    await page.getByText('Écrire un commentaire').click();
    await page.getByRole('textbox').fill('Une seule fois.');
    await page.getByRole('button', { name: 'Publier' }).click();
    await page.getByText('Votre commentaire est publié.').waitFor();
    await page.goBack();
    await page.getByText('Écrire un commentaire').click();
    await page.getByRole('textbox').fill('Une seule fois.');
    await page.getByRole('button', { name: 'Publier' }).click();
    await page.getByText('peut-être déjà été enregistré').waitFor();
    assert.equal(await stage.count('comment', slug), 1);
    await page.context().close();
  });

  for (const [prefix, width, more, less] of [
    ['', 320, 'Lire la suite', 'Réduire'],
    ['/en', 1280, 'Read more', 'Show less'],
  ] as const)
    it(`folds a long comment with no script, and loses nothing of it to print or search, at ${width} pixels`, async () => {
      const slug = await stage.consultation();
      const id = crypto.randomUUID();
      const body = `${'La piste du canal gèle avant les autres. '.repeat(30)}\n\nVoilà la fin.`;
      await stage.put(pathsOf(slug).comment(), { body: 'Court.\nMais sur deux lignes.' });
      await stage.put(pathsOf(slug).comment(id), { body });
      const page = await pageOf({ javaScriptEnabled: false, viewport: { width, height: 900 } });
      await page.goto(`${served.origin}${prefix}/c/${slug}/discussion`);
      const end = page.getByText('Voilà la fin.');
      const control = page.locator('.fold summary');
      assert.equal(await control.count(), 1, 'a short one stays whole');
      assert.match(await control.innerText(), new RegExp(`^${more}\\s– Participant [0-9a-f]{6}$`));
      assert.equal(await end.isVisible(), false);
      await page.emulateMedia({ media: 'print' });
      assert.deepEqual([await end.isVisible(), await control.isVisible()], [true, false]);
      await page.emulateMedia({ media: 'screen' });
      await tabTo(control);
      await page.keyboard.press('Enter');
      assert.equal(await end.isVisible(), true);
      assert.match(await control.innerText(), new RegExp(`^${less}\\s– Participant`));
      const shown = await page.locator('.item', { has: control }).locator('.prose').allInnerTexts();
      assert.equal(shown.join(' ').replace(/\s+/g, ' '), body.replace(/\s+/g, ' '), 'no dots between');
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
      // What is looked for, and what one came for, is there at once. A search finds what was written a second ago.
      await stage.backend.settled();
      for (const query of ['?q=gèle', `?comment=${id}`]) {
        await page.goto(`${served.origin}${prefix}/c/${slug}/discussion${query}`);
        assert.equal(await end.isVisible(), true, query);
      }
      await page.context().close();
    });

  for (const [name, options] of [
    ['at 320 pixels', { viewport: { width: 320, height: 700 } }],
    ['at 1280 pixels', { viewport: { width: 1280, height: 900 } }],
    ['in the dark', { viewport: { width: 800, height: 900 }, colorScheme: 'dark' }],
    ['with forced colours', { viewport: { width: 800, height: 900 }, forcedColors: 'active' }],
  ] as [string, BrowserContextOptions][]) {
    it(`has no fault that axe finds, no sideways scrolling and no small target ${name}`, async () => {
      const slug = await stage.consultation();
      const filed = await stage.consultation((definition) => ({
        ...definition,
        activities: [askingForFiles as (typeof definition.activities)[number]],
      }));
      const id = crypto.randomUUID();
      await stage.put(pathsOf(slug).comment(id), { body: 'Oui,\nmais bien.', alignment: 'for' });
      const decision = { consultation: slug, id, reason: 'Essai' };
      for (const action of ['hide', 'unhide'] as const)
        await decide(stage.database.db, { ...decision, action }, stage.clock.now);
      await stage.backend.tidy();
      await stage.backend.contributionsChanged(slug);
      await stage.put(pathsOf(slug).idea(), {
        title: 'Séparer',
        body: 'Texte '.repeat(100),
        section: 'hiver',
      });
      const page = await pageOf(options);
      const go = (path: string) => page.goto(`${served.origin}/c/${slug}${path}`);
      const click = (label: string) => page.getByRole('button', { name: label }).first().click();
      const states: [string, () => Promise<unknown>][] = [
        ['consultation', () => go('')],
        ['moderation', () => go('/moderation')],
        ['survey', () => go('/sondage')],
        ['survey-refused', () => click('Continuer')],
        [
          'survey-two',
          async () => (
            await page.getByText('Oui', { exact: true }).click(),
            await click('Continuer'),
            await click('Continuer')
          ),
        ],
        [
          'survey-two-refused',
          async () => (await page.getByLabel(/Longueur/).fill('douze'), await click('Continuer')),
        ],
        [
          'survey-three',
          async () => (
            await page.getByLabel(/Longueur/).fill('12'),
            await page.getByRole('radio', { name: '3' }).check(),
            await click('Continuer')
          ),
        ],
        ['survey-check', () => click('Continuer')],
        ['survey-receipt', () => click('Envoyer mes réponses')],
        ['files', () => page.goto(`${served.origin}/c/${filed}/sondage`)],
        [
          'files-refused',
          async () => {
            const sent = ['plan.pdf', 'page.html'].map((one) => ({
              name: one,
              mimeType: '',
              buffer: Buffer.from(DOCUMENTS.pdf),
            }));
            await page.locator('input[type=file]').setInputFiles(sent);
            await click('Continuer');
          },
        ],
        ['thread', () => go('/discussion')],
        ['thread-voted', () => click('Utile')],
        [
          'thread-refused',
          async () => (await page.getByText('Écrire un commentaire').click(), await click('Publier')),
        ],
        ['thread-narrowed', () => go('/discussion?q=oui&position=for')],
        [
          'thread-searched',
          async () => {
            await page.getByLabel('Mots à chercher').fill('tramway');
            await page.getByRole('search').getByRole('button', { name: 'Afficher' }).click();
            await page.waitForURL(/[?&]q=tramway&sort=recent&position=for&form=[^#]+#liste$/);
            await page.getByRole('heading', { name: 'Aucun commentaire trouvé' }).waitFor();
          },
        ],
        ['reply', () => go(`/discussion?reply=${id}`)],
        ['report', () => go(`/discussion?report=${id}`)],
        ['ideas', () => go('/idees')],
        ['ideas-voted', () => click('Mitigé')],
        [
          'ideas-refused',
          async () => (await page.getByText('Proposer une idée').click(), await click('Proposer mon idée')),
        ],
        ['feedback', () => go('/page')],
        ['feedback-details', () => click('Signaler un problème')],
        [
          'feedback-warned',
          async () => (await page.getByRole('textbox').fill('moi@exemple.ca'), await click('Envoyer')),
        ],
        ['feedback-thanks', () => click('Envoyer quand même')],
      ];
      for (const [state, reach] of states) {
        await reach();
        if (process.env.CQ_PICTURES)
          await page.screenshot({ path: `${process.env.CQ_PICTURES}/${name}-${state}.png`, fullPage: true });
        assert.deepEqual(await faults(page), [], state);
      }
      await page.context().close();
    });
  }
});

/** What is wrong with the page: what axe finds, what is wider than it, and targets of the forms below 44 pixels. */
async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof Axe }).axe.run({
      // What the widgets show in their own roots is theirs to prove.
      exclude: [['cq-survey'], ['cq-comment-thread'], ['cq-idea-vote'], ['cq-feedback-prompt']],
    });
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    if (document.documentElement.scrollWidth > innerWidth) found.push('scrolls sideways');
    for (const target of document.querySelectorAll(
      'main button, main summary, main .input, main .choice, main a.way',
    )) {
      const { height, width } = target.getBoundingClientRect();
      if (height > 0 && Math.min(height, width) < 44) found.push(`small: ${target.outerHTML.slice(0, 120)}`);
    }
    return found;
  });
}
