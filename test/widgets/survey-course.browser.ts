import { expect } from '@open-wc/testing';
import { html } from 'lit';
import type { CqSurvey } from '../../src/widgets/survey/survey.js';
import '../../src/widgets/survey/survey.js';
import { control, focused, inside, says, textOf } from './acting.js';
import { eventually, shown, stage, type Stage } from './base-stage.js';

const words = (fr: string) => ({ fr, en: `${fr} (en)` });
const text = (id: string, more: object = {}) => ({
  id,
  type: 'short-text',
  label: words(`Question ${id}`),
  ...more,
});
const page = (id: string, questions: object[], more: object = {}) => ({
  id,
  title: words(`Page ${id}`),
  questions,
  ...more,
});

function survey(pages: object[], more: object = {}): Promise<Stage> {
  return stage({
    activities: [{ id: 'sondage', kind: 'survey', title: words('Sondage'), pages, ...more }],
  });
}

async function widget(set: Stage, attributes: Record<string, string> = {}): Promise<CqSurvey> {
  const element = await shown<CqSurvey>(html`
    <cq-survey
      consultation=${set.slug}
      api=${set.api}
      ?history=${'history' in attributes}
      data-region=${attributes['region'] ?? ''}
      ><p>Écrivez-nous</p></cq-survey
    >
  `);
  await eventually(() => inside(element).querySelector('#title'), 'the survey');
  return element;
}

const input = (element: Element, id: string) =>
  eventually(() => inside(element).querySelector<HTMLInputElement>(`#q-${id}`), `the field ${id}`);

async function type(element: Element, id: string, value: string): Promise<void> {
  const field = await input(element, id);
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

const press = async (element: Element, name: string) => (await control(inside(element), name)).click();
const heading = (element: Element) =>
  inside(element).querySelector('#page-title, #receipt-title')?.textContent.trim();
const at = (element: Element, title: string) => eventually(() => heading(element) === title, title);

describe('the way through a survey', () => {
  it('goes where the answers lead, and says how far one is by section', async () => {
    const set = await survey(
      [
        page('un', [text('a')], {
          section: 'debut',
          next: [{ if: { question: 'a', is: 'vite' }, page: 'trois' }],
        }),
        page('deux', [text('b')], { section: 'debut' }),
        page('trois', [text('c')], { section: 'fin' }),
      ],
      {
        sections: [
          { id: 'debut', title: words('Début') },
          { id: 'fin', title: words('Fin') },
        ],
      },
    );
    const element = await widget(set);
    expect(textOf(element)).to.include('Début – Étape 1 de 4');
    await type(element, 'a', 'vite');
    await press(element, 'Continuer');
    await at(element, 'Page trois');
    expect(textOf(element)).to.include('Fin – Étape 2 de 3');
    expect(focused(element)?.id).to.equal('page-title');
    await press(element, 'Précédent');
    await at(element, 'Page un');
    expect((await input(element, 'a')).value).to.equal('vite');
  });

  it('ends early with its own message, and sends what was answered so far', async () => {
    const set = await survey(
      [
        page('un', [text('a')], { next: [{ if: { question: 'a', is: 'non' }, end: 'trop-tot' }] }),
        page('deux', [text('b', { required: true })]),
      ],
      {
        endings: [
          { id: 'trop-tot', title: words('Merci quand même'), message: words('Revenez au printemps.') },
        ],
      },
    );
    const element = await widget(set);
    await type(element, 'a', 'non');
    await press(element, 'Continuer');
    await at(element, 'Merci quand même');
    await expect(element).to.be.accessible();
    expect(textOf(element)).to.include('Revenez au printemps.');
    await press(element, 'Envoyer mes réponses');
    await says(element, 'Merci, vos réponses sont reçues.');
    expect(set.writes.map(({ body }) => body)).to.deep.equal([{ answers: { a: 'non' }, definition: 1 }]);
  });

  it('ends early without sending anything where the end says so, and lets one go back', async () => {
    const set = await survey(
      [page('un', [text('a')], { next: [{ if: { question: 'a', answered: true }, end: 'non-vise' }] })],
      {
        endings: [
          {
            id: 'non-vise',
            title: words('Ce sondage ne vous vise pas'),
            message: words('Bonne journée.'),
            keep: false,
          },
        ],
      },
    );
    const element = await widget(set);
    await type(element, 'a', 'x');
    await press(element, 'Continuer');
    await at(element, 'Ce sondage ne vous vise pas');
    await expect(element).to.be.accessible();
    expect(textOf(element)).to.include('Vos réponses n’ont pas été envoyées.');
    await press(element, 'Précédent');
    expect((await input(element, 'a')).value).to.equal('x');
    expect(set.writes).to.deep.equal([]);
  });

  it('takes up earlier answers in later texts, and says the same in the error summary', async () => {
    const set = await survey([
      page('un', [text('ville')]),
      page('deux', [text('duree', { label: words('Depuis quand à {{ville}}'), required: true })]),
    ]);
    const element = await widget(set);
    await type(element, 'ville', '<b>Alma</b>');
    await press(element, 'Continuer');
    await at(element, 'Page deux');
    expect(textOf(element)).to.include('Depuis quand à <b>Alma</b>');
    await press(element, 'Continuer');
    await says(element, 'Depuis quand à <b>Alma</b> – Répondez à cette question.');
    await type(element, 'duree', 'Toujours');
    await press(element, 'Continuer');
    await at(element, 'Vérifiez vos réponses');
    await press(element, 'Envoyer mes réponses');
    await says(element, 'Merci, vos réponses sont reçues.');
    // What was given reads as it was asked.
    expect(textOf(element)).to.match(/Mes réponses.*Depuis quand à <b>Alma<\/b>.*Toujours/);
  });

  it('asks one question a page where the survey says so', async () => {
    const set = await survey([page('un', [text('a'), text('b')])], { onePerPage: true });
    const element = await widget(set);
    expect(inside(element).querySelector('#q-b')).to.equal(null);
    await press(element, 'Continuer');
    await input(element, 'b');
    expect(inside(element).querySelector('#q-a')).to.equal(null);
    expect(focused(element)?.id).to.equal('page-title');
  });

  it('fills in what the page around gives, sends what it hides, and says so in the notice', async () => {
    const region = {
      options: ['03', '06'].map((code) => ({ id: `r${code}`, label: words(`Région ${code}`) })),
    };
    const set = await survey([
      page('un', [
        text('region', { type: 'single-choice', ...region, prefill: { attribute: 'region' } }),
        { id: 'campagne', type: 'hidden', label: words('La campagne'), prefill: { parameter: 'campagne' } },
      ]),
    ]);
    const before = location.href;
    history.replaceState(history.state, '', '?campagne=infolettre&region=r06');
    try {
      const element = await widget(set, { region: 'r03' });
      const chosen = () =>
        inside(element).querySelector<HTMLInputElement>('input[type=radio]:checked')?.value;
      expect(chosen()).to.equal('r03');
      await press(element, 'Continuer');
      await at(element, 'Vérifiez vos réponses');
      await press(element, 'Vos renseignements personnels');
      await says(element, 'La page où vous répondez transmet aussi');
      expect(textOf(element)).to.include('La campagne');
      await press(element, 'Envoyer mes réponses');
      await says(element, 'Merci, vos réponses sont reçues.');
      expect(set.writes.map(({ body }) => body)).to.deep.equal([
        { answers: { region: 'r03', campagne: 'infolettre' }, definition: 1 },
      ]);
    } finally {
      history.replaceState(history.state, '', before);
    }
  });

  it('turns its pages by the browser’s back and forward where the page allows it', async () => {
    const set = await survey([page('un', [text('a')]), page('deux', [text('b')])]);
    const element = await widget(set, { history: '' });
    const length = history.length;
    await type(element, 'a', 'gardé');
    await press(element, 'Continuer');
    await at(element, 'Page deux');
    expect(history.length).to.equal(length + 1);
    history.back();
    await at(element, 'Page un');
    expect((await input(element, 'a')).value).to.equal('gardé');
    history.forward();
    await at(element, 'Page deux');
    history.back();
    await at(element, 'Page un');
  });

  it('leaves the browser’s history alone otherwise', async () => {
    const set = await survey([page('un', [text('a')]), page('deux', [text('b')])]);
    const element = await widget(set);
    const { length } = history;
    const state: unknown = history.state;
    await press(element, 'Continuer');
    await at(element, 'Page deux');
    expect([history.length, history.state]).to.deep.equal([length, state]);
  });

  it('says how much time is left, gives more to whoever asks, and loses nothing when it is over', async () => {
    const set = await survey([page('un', [text('a'), text('b', { required: true })])], {
      timeLimit: { minutes: 5, extensions: 2 },
    });
    const element = await widget(set);
    expect(textOf(element)).to.include('Vous aurez 5 minutes pour répondre, à partir de votre première');
    await type(element, 'a', 'écrit');
    const said = inside(element).querySelector('[role=status]')!;
    await eventually(() => said.textContent.includes('Il vous reste 5 minutes.'), 'the announcement');
    await says(element, 'Il vous reste 5 minutes.');
    await expect(element).to.be.accessible();
    // However much is left, and ten times at least.
    for (let extended = 1; extended <= 10; extended += 1) {
      const more = await control(inside(element), 'Demander plus de temps');
      more.focus();
      more.click();
      const left = `Il vous reste ${5 + 5 * extended} minutes.`;
      await eventually(() => said.textContent.includes(left), left);
      await says(element, left);
      if (extended < 10) expect(focused(element), 'the focus stays on the button').to.equal(more);
      if (extended === 3) await expect(element).to.be.accessible();
    }
    await eventually(() => focused(element)?.id === 'time', 'the focus on the time');
    expect(textOf(element)).not.to.include('Demander plus de temps');
    const [name] = Object.keys(sessionStorage).filter((key) => key.includes(set.slug));
    const stored = () =>
      JSON.parse(sessionStorage.getItem(name!)!) as { value: { clock: { until: number; extended: number } } };
    await eventually(() => stored().value.clock.extended === 10);
    const draft = stored();
    draft.value.clock.until = Date.now() + 400;
    sessionStorage.setItem(name!, JSON.stringify(draft));
    element.remove();
    const again = await widget(set);
    await at(again, 'Vérifiez vos réponses');
    expect(textOf(again)).to.include('Le temps est écoulé. Rien n’est perdu');
    expect(textOf(again)).to.include('écrit');
  });

  it('shows a question by what is worked out from answers before it', async () => {
    const set = await survey([
      page('un', [text('a', { type: 'number' })]),
      page('deux', [
        text('b', { showIf: { compare: '>', left: { multiply: [{ answer: 'a' }, 2] }, right: 10 } }),
        text('c'),
      ]),
    ]);
    const element = await widget(set);
    await type(element, 'a', '6');
    await press(element, 'Continuer');
    await input(element, 'b');
  });
});
