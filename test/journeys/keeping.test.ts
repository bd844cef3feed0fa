import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { type Definition } from '../../stories/support/definitions.js';
import { launch } from '../embed/browsers.js';
import { setStage, type Stage, visit } from './harness.js';

const WORDS = '<b>Déneiger</b> & baliser';

/** The consultation with a short survey of one page. */
const short = (change: object) => (definition: Definition) =>
  ({
    ...definition,
    activities: [
      {
        id: 'sondage',
        kind: 'survey',
        title: { fr: 'Vos déplacements', en: 'How you travel' },
        pages: [
          {
            id: 'un',
            title: { fr: 'Un', en: 'One' },
            questions: [
              {
                id: 'avis',
                type: 'short-text',
                label: { fr: 'Votre avis', en: 'Your view' },
                maxLength: 200,
              },
            ],
          },
        ],
        ...change,
      },
    ],
  }) as Definition;

/** A survey of one page with two questions. */
const two = short({
  pages: [
    {
      id: 'un',
      title: { fr: 'Un', en: 'One' },
      questions: ['a', 'b'].map((id) => ({
        id,
        type: 'short-text',
        label: { fr: `Question ${id}`, en: `Question ${id}` },
        maxLength: 200,
      })),
    },
  ],
});

describe('what a survey keeps, on a page with a strict policy', () => {
  let stage: Stage;
  before(async () => (stage = await setStage()));
  after(() => stage.close());

  it('is carried away as a page and as data, and printed from a page of its own', async () => {
    const slug = await stage.consultation(short({}));
    const citizen = await stage.citizen();
    const page = await visit(citizen, stage.ministry, slug, ['cq-survey']);
    const refused: string[] = [];
    page.on('console', (said) => said.type() === 'error' && refused.push(said.text()));
    await page.getByRole('textbox', { name: 'Votre avis' }).fill(WORDS);
    await page.getByRole('button', { name: 'Continuer', exact: true }).click();
    await page.getByRole('button', { name: 'Envoyer mes réponses' }).click();
    await page.getByText('Numéro court, à dire au téléphone').waitFor();

    const html = await downloaded(page, /page web/);
    assert.match(html.name, /^\d{4}-\d{4}-\d{4}\.html$/);
    assert.ok(html.content.includes('&lt;b&gt;Déneiger&lt;/b&gt; &amp; baliser'));
    const data = await downloaded(page, /JSON/);
    const { answers } = JSON.parse(data.content) as { answers: { answer: string }[] };
    assert.deepEqual(
      answers.map(({ answer }) => answer),
      [WORDS],
    );

    // What was carried away opens alone, with its own look, and runs nothing.
    const copy = await citizen.newPage();
    await copy.goto(`file://${html.path}`);
    await copy.getByText(WORDS).waitFor();
    const width = await copy.evaluate(() => getComputedStyle(document.body).maxWidth);
    assert.notEqual(width, 'none');

    const opened = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Imprimer une copie' }).click();
    const printed = await opened;
    await printed.getByText(WORDS).waitFor();
    assert.notEqual(await printed.evaluate(() => getComputedStyle(document.body).maxWidth), 'none');
    assert.deepEqual(refused, []);
    await citizen.close();
  });

  it('goes on from a ministry’s page to the platform’s, by the link, and the server cannot read it', async () => {
    const slug = await stage.consultation(short({ resume: true }));
    const [desk, telephone] = [await stage.citizen(), await stage.citizen({ width: 400 })];
    const page = await visit(desk, stage.ministry, slug, ['cq-survey']);
    await page.getByRole('textbox', { name: 'Votre avis' }).fill('Une phrase à moi');
    await page.getByRole('button', { name: 'Continuer sur un autre appareil' }).click();
    const link = await page.getByRole('link', { name: 'Lien vers mes réponses' }).getAttribute('href');
    assert.ok(link);
    assert.ok(link.startsWith(`${stage.platform}/c/${slug}#cq-draft=sondage.`));

    const there = await telephone.newPage();
    await there.goto(link);
    await there.getByText('Vos réponses sont ici, là où vous étiez.').waitFor({ state: 'attached' });
    assert.equal(await there.getByRole('textbox', { name: 'Votre avis' }).inputValue(), 'Une phrase à moi');
    assert.equal(new URL(there.url()).hash, '');

    const rows = await stage.rows<{ readable: boolean }>(`
      select position('phrase'::bytea in content) > 0 as readable from draft`);
    assert.deepEqual(rows, [{ readable: false }]);
    await Promise.all([desk.close(), telephone.close()]);
  });
});

describe('a survey that is open twice', () => {
  let stage: Stage;
  before(async () => (stage = await setStage()));
  after(() => stage.close());

  it('keeps on the device what was entered in either tab, where the older one is typed into last', async () => {
    const question = (id: string) => ({
      id,
      type: 'short-text' as const,
      label: { fr: `Question ${id}`, en: `Question ${id}` },
      maxLength: 200,
    });
    const page = (id: string) => ({ id, title: { fr: id, en: id }, questions: [question(id)] });
    const slug = await stage.consultation(short({ pages: ['a', 'b', 'c'].map(page) }));
    const citizen = await stage.citizen();
    const answer = (tab: Page, id: string) => tab.getByRole('textbox', { name: `Question ${id}` });
    const go = (tab: Page) => tab.getByRole('button', { name: 'Continuer', exact: true }).click();

    const older = await visit(citizen, stage.ministry, slug, ['cq-survey']);
    await older.getByRole('checkbox', { name: /Garder mes réponses/ }).check();
    await answer(older, 'a').fill('un');
    const newer = await visit(citizen, stage.ministry, slug, ['cq-survey']);
    await newer.getByText('Nous avons retrouvé vos réponses').waitFor();
    await go(newer);
    await answer(newer, 'b').fill('deux');
    await go(newer);
    await answer(newer, 'c').fill('trois');
    await older.getByText('l’est aussi ici').first().waitFor({ state: 'attached' });
    await answer(older, 'a').fill('un et demi');
    await Promise.all([older.close(), newer.close()]);

    const later = await visit(citizen, stage.ministry, slug, ['cq-survey']);
    await later.getByText('Nous avons retrouvé vos réponses').waitFor();
    for (const [id, words] of [
      ['a', 'un et demi'],
      ['b', 'deux'],
      ['c', 'trois'],
    ] as const) {
      await answer(later, id).waitFor();
      assert.equal(await answer(later, id).inputValue(), words);
      await go(later);
    }
    await citizen.close();
  });

  it('is sent from one tab once: the other shows that it was, and what says something else stays', async () => {
    const slug = await stage.consultation(two);
    const citizen = await stage.citizen();
    const answer = (tab: Page, id: string) => tab.getByRole('textbox', { name: `Question ${id}` });
    const press = (tab: Page, name: string) => tab.getByRole('button', { name, exact: true }).click();
    const open = () => visit(citizen, stage.ministry, slug, ['cq-survey']);

    const older = await open();
    await older.getByRole('checkbox', { name: /Garder mes réponses/ }).check();
    await answer(older, 'a').fill('un');
    const newer = await open();
    await newer.getByText('Nous avons retrouvé vos réponses').waitFor();
    await press(newer, 'Continuer');
    await press(newer, 'Envoyer mes réponses');
    await newer.getByRole('heading', { name: 'Merci, vos réponses sont reçues.' }).waitFor();
    await older.getByText('Vous avez déjà répondu à ce sondage.').waitFor();
    assert.equal(await answer(older, 'a').count(), 0);

    await press(older, 'Répondre de nouveau');
    await older.getByRole('checkbox', { name: /Garder mes réponses/ }).check();
    await answer(older, 'a').fill('deux');
    const third = await open();
    await third.getByText('Nous avons retrouvé vos réponses').waitFor();
    await press(third, 'Recommencer');
    await answer(third, 'a').waitFor();
    assert.equal(await answer(third, 'a').inputValue(), '');
    assert.equal(await answer(older, 'a').inputValue(), 'deux');
    await citizen.close();
    const rows = await stage.rows<{ answers: unknown }>(
      `select answers from response join consultation on consultation.id = consultation_id where slug = '${slug}'`,
    );
    assert.deepEqual(rows, [{ answers: { a: 'un' } }]);
  });

  it('keeps on the device what is typed in both tabs in the same instant', async () => {
    const slug = await stage.consultation(two);
    const citizen = await stage.citizen();
    const one = await visit(citizen, stage.ministry, slug, ['cq-survey']);
    await one.getByRole('checkbox', { name: /Garder mes réponses/ }).check();
    await one.getByRole('textbox', { name: 'Question a' }).fill('-');
    const other = await visit(citizen, stage.ministry, slug, ['cq-survey']);
    await other.getByText('Nous avons retrouvé vos réponses').waitFor();
    for (let round = 0; round < 20; round += 1) {
      const at = await one.evaluate(() => Date.now() + 100);
      await Promise.all([typeAt(one, 'a', `a${round}`, at), typeAt(other, 'b', `b${round}`, at)]);
      await one.waitForFunction(
        (words) => {
          const name = Object.keys(localStorage).find((key) => key.startsWith('cq-draft:'));
          const kept = localStorage.getItem(name ?? '') ?? '';
          return words.every((each) => kept.includes(`"text":"${each}"`));
        },
        [`a${round}`, `b${round}`],
        { timeout: 5000 },
      );
    }
    await citizen.close();
  });

  it('takes up, on a page that the browser had set aside, what was entered on another since, and moves nothing', async () => {
    const slug = await stage.consultation(two);
    // The other driver’s browser sets no page aside.
    const browser = await launch('Chromium');
    const page = await browser.newPage();
    const address = `${stage.ministry}/fr/${slug}/cq-survey`;
    const field = (id: string) => `cq-survey >>> #q-${id}`;
    const holds = (id: string, words: string) =>
      page.waitForFunction(
        (each, expected) =>
          document.querySelector('cq-survey')?.shadowRoot?.querySelector<HTMLInputElement>(`#q-${each}`)
            ?.value === expected,
        { timeout: 5000 },
        id,
        words,
      );
    await page.goto(address);
    await page.waitForSelector(field('a'));
    await page.type(field('a'), 'un');
    await page.evaluate(() =>
      addEventListener('pageshow', ({ persisted }) => (document.title = persisted ? 'Revenue' : 'Nouvelle')),
    );
    await page.goto(`${address}?ailleurs`);
    await holds('a', 'un');
    await page.type(field('b'), 'deux');
    await page.goBack();
    await page.waitForFunction(() => document.title === 'Revenue');
    await holds('b', 'deux');
    await holds('a', 'un');
    const focused = await page.evaluate(
      () => document.querySelector('cq-survey')!.shadowRoot!.activeElement?.id,
    );
    assert.equal(focused, 'q-a');
    await browser.close();
  });
});

/** Types at a moment of the device’s clock. */
const typeAt = (tab: Page, question: string, words: string, at: number) =>
  tab.evaluate(
    ([id, text, moment]) =>
      new Promise<void>((resolve) => {
        const field = document
          .querySelector('cq-survey')!
          .shadowRoot!.querySelector<HTMLInputElement>(`#q-${id}`)!;
        setTimeout(
          () => {
            while (Date.now() < moment);
            field.value = text;
            field.dispatchEvent(new Event('input', { bubbles: true }));
            resolve();
          },
          moment - Date.now() - 10,
        );
      }),
    [question, words, at] as const,
  );

async function downloaded(
  page: Page,
  name: RegExp,
): Promise<{ name: string; path: string; content: string }> {
  const asked = page.waitForEvent('download');
  await page.getByRole('button', { name }).click();
  const download = await asked;
  const path = await download.path();
  // A browser opens a file as what its name says it is.
  const named = `${path}-${download.suggestedFilename()}`;
  await download.saveAs(named);
  return { name: download.suggestedFilename(), path: named, content: await readFile(named, 'utf8') };
}
