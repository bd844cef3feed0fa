import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { PLATFORM, setStage, type Stage } from '../backend/harness.js';
import type { Citizen } from './form-citizen.js';
import { citizenBefore, platformOf } from './form-platform.js';

const words = (fr: string, en = `${fr} (en)`) => ({ fr, en });
const asked = (id: string, type: string, more: object = {}) => ({
  id,
  type,
  label: words(`Question ${id}`),
  ...more,
});

describe('what is entered without scripts', () => {
  let stage: Stage;
  let citizen: Citizen;
  before(async () => {
    stage = await setStage();
    citizen = citizenBefore(platformOf(stage, PLATFORM));
  });
  after(() => stage.close());

  const set = async (pages: object[][], { path = '', more = {} } = {}) => {
    const slug = await stage.consultation((definition) => ({
      ...definition,
      activities: [
        {
          id: 'sondage',
          kind: 'survey',
          title: words('Sondage'),
          pages: pages.map((questions, index) => ({
            id: `page-${index}`,
            title: words(`Page ${index}`),
            questions,
          })),
          ...more,
        },
      ] as unknown as typeof definition.activities,
    }));
    return citizen.open(`${path}/c/${slug}/sondage`);
  };

  it('is a number as English writes it, with its unit, in either language and on every page', async () => {
    const number = asked('n', 'number', { decimals: 3, unit: words('dollars', 'dollars') });
    let page = await set([[number], [asked('b', 'short-text')]], { path: '/en' });
    page = await citizen.press(page, 'Continue', { 'q.n': '1,23' });
    assert.match(page.text, /Enter a number, for example 1,234\.5\./);
    page = await citizen.press(page, 'Continuer en français', { 'q.n': '1,234' });
    assert.match(page.html, /name="q\.n"[^>]*value="1234"/s);
    page = await citizen.press(page, 'Continue in English', { 'q.n': '1,234' });
    assert.match(page.html, /name="q\.n"[^>]*value="1\.234"/s);
    page = await citizen.press(page, 'Continue', { 'q.n': '1,234.5' });
    page = await citizen.press(page, 'Continuer en français');
    page = await citizen.press(page, 'Continuer');
    assert.match(page.text, /1 234,5 dollars/);
    page = await citizen.press(page, 'Continue in English');
    assert.match(page.text, /1,234\.5 dollars/);
    page = await citizen.press(page, 'Send my answers');
    assert.match(page.text, /have been received/);
    assert.match(page.text, /1,234\.5 dollars/);
  });

  it('has its unit before the word that it is required, as in the widget', async () => {
    const number = asked('n', 'number', { required: true, unit: words('dollars') });
    assert.match((await set([[number]])).text, /Question n \(dollars\) \(obligatoire\)/);
    assert.match(
      (await set([[number]], { path: '/en' })).text,
      /Question n \(en\) \(dollars \(en\)\) \(required\)/,
    );
  });

  it('may take longer than the survey’s time limit, which the page tells, and until when', async () => {
    const more = { timeLimit: { minutes: 15 } };
    const opening = stage.clock.now;
    const pages = [[asked('a', 'short-text')], [asked('b', 'short-text', { required: true })]];
    let page = await set(pages, { more });
    const stays =
      /vous n’avez pas à le demander\. Rien ne s’arrête .* envoyées jusqu’au 1er décembre 2090 à 23 h 59\./;
    assert.match(page.text, /Ce sondage prévoit 15 minutes .* à partir de votre première réponse/);
    assert.match(page.text, stays);
    page = await citizen.press(page, 'Continuer');
    assert.match(page.text, /Ce sondage prévoit 15 minutes/, 'nothing is answered yet');
    page = await citizen.press(page, 'Précédent');
    page = await citizen.press(page, 'Continuer', { 'q.a': 'écrit' });
    assert.match(page.text, /va jusqu’au 1er juin 2026 à 8 h 15\./);
    stage.clock.now = new Date(opening.getTime() + 10 * 60_000);
    page = await citizen.press(page, 'Continue in English');
    assert.match(page.text, /ends on June 1, 2026 at 8:15 a\.m\. Take more time/);
    page = await citizen.press(page, 'Continuer en français');
    stage.clock.now = new Date(opening.getTime() + 20 * 60_000);
    page = await citizen.press(page, 'Continuer');
    assert.match(page.text, /est écoulé depuis le 1er juin 2026 à 8 h 15\./);
    assert.match(page.text, stays);
    page = await citizen.press(page, 'Continuer', { 'q.b': 'tard' });
    assert.match(page.text, /est écoulé depuis/);
    page = await citizen.press(page, 'Envoyer mes réponses');
    assert.match(page.text, /vos réponses sont reçues/);
    for (const kept of ['écrit', 'tard']) assert.ok(page.text.includes(kept), kept);
    stage.clock.now = opening;
    assert.doesNotMatch((await set(pages)).text, /prévoit|temps prévu/);
  });

  it('is missing in the rows of a matrix and in the members on the page, by name', async () => {
    const rows = ['Autobus', 'Vélo', 'Marche', 'Auto'].map((fr, index) => ({
      id: `r${index}`,
      label: words(fr),
    }));
    const columns = ['Bon', 'Mauvais'].map((fr) => ({ id: fr.toLowerCase(), label: words(fr) }));
    let page = await set([
      [
        asked('m', 'matrix', { required: true, rows, columns }),
        asked('g', 'group', {
          required: true,
          item: words('Personne'),
          questions: [asked('nom', 'short-text', { required: true })],
        }),
      ],
    ]);
    page = await citizen.press(page, 'Continuer');
    assert.match(page.html, /href="#q\.m\.r0"[^<]*Répondez aux 4 lignes qui restent\./);
    assert.match(page.html, /href="#q\.g\.0\.nom"[^<]*Personne 1/);
    page = await citizen.press(page, 'Continuer', { 'q.m.r0': 'bon', 'q.m.r3': 'bon' });
    assert.match(page.text, /Répondez aux lignes qui restent : Vélo, Marche\./);
  });

  it('is asked under a heading that says which question it is, and checked under one title', async () => {
    const questions = [asked('a', 'short-text'), asked('b', 'short-text')];
    let page = await set([questions], { more: { onePerPage: true } });
    assert.match(page.text, /Page 0 – question 1 sur 2/);
    page = await citizen.press(page, 'Continuer');
    assert.match(page.text, /Page 0 – question 2 sur 2/);
    page = await citizen.press(page, 'Continuer');
    assert.equal(page.html.match(/<h2>Page 0<\/h2>/g)?.length, 1);
  });

  it('does not turn the text that takes it up, and is a date of four digits in its year', async () => {
    let page = await set([
      [asked('ville', 'short-text'), asked('d', 'date')],
      [asked('b', 'short-text', { label: words('À {{ville}}, que faire ?') })],
    ]);
    const date = { 'q.d': '1er', 'q.d.month': 'janvier' };
    page = await citizen.press(page, 'Continuer', { 'q.ville': 'Québec\u202e', ...date, 'q.d.year': '90' });
    assert.match(page.text, /Inscrivez l’année en quatre chiffres/);
    page = await citizen.press(page, 'Continuer', { ...date, 'q.d.year': '1990' });
    assert.match(page.text, /À Québec, que faire/);
    page = await citizen.press(page, 'Continuer');
    assert.match(page.text, /1er janvier 1990/);
  });
});
