import { expect } from '@open-wc/testing';
import { TimeLimit } from '../../src/widgets/survey/parts/time-limit.js';
import type { CqSurvey } from '../../src/widgets/survey/survey.js';
import '../../src/widgets/survey/survey.js';
import { control, focused, inside, says, textOf } from './acting.js';
import { eventually, stage, type Stage } from './base-stage.js';
import { surveyIn } from './survey-stage.js';

const words = (fr: string, en = `${fr} (en)`) => ({ fr, en });
const asked = (id: string, type: string, more: object = {}) => ({
  id,
  type,
  label: words(`Question ${id}`),
  ...more,
});

interface Shown {
  set: Stage;
  element: CqSurvey;
}

async function ask(questions: object[], { lang = 'fr', more = {} } = {}): Promise<Shown> {
  const pages = [{ id: 'page', title: words('Page'), questions }];
  const set = await stage({
    activities: [{ id: 'sondage', kind: 'survey', title: words('Sondage'), pages, ...more }],
  });
  const element = await surveyIn(set, lang, '#page-title');
  return { set, element };
}

const at = (element: Element, id: string) =>
  inside(element).querySelector<HTMLInputElement>(`#${CSS.escape(id)}`)!;
const press = async (element: Element, name: string) => (await control(inside(element), name)).click();
const spaced = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim();
const summary = (element: Element) => [
  ...inside(element).querySelectorAll<HTMLAnchorElement>('#error-summary a'),
];

async function type(element: CqSurvey, id: string, text: string): Promise<void> {
  const input = await eventually(() => at(element, id), `the field ${id}`);
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await element.updateComplete;
}

/** Tries to leave the page: what the list of errors says. */
async function refused(element: CqSurvey): Promise<string[]> {
  await press(element, 'Continu');
  const links = await eventually(() => summary(element).length > 0 && summary(element), 'the errors');
  return links.map((link) => spaced(link.textContent));
}

const MATRIX = {
  required: true,
  columns: [
    { id: 'bon', label: words('Bon') },
    { id: 'non', label: words('Mauvais') },
  ],
  rows: ['Autobus', 'Vélo', 'Marche', 'Auto'].map((fr, index) => ({ id: `r${index}`, label: words(fr) })),
};

const GROUP = {
  item: words('Personne', 'Person'),
  questions: [asked('nom', 'short-text', { required: true }), asked('age', 'number')],
};

describe('what is entered in a survey', () => {
  it('is a number as English writes it, and keeps its meaning when the page turns French', async () => {
    const { element, set } = await ask(
      [asked('n', 'number', { decimals: 3, unit: words('dollars', 'dollars') })],
      { lang: 'en' },
    );
    await type(element, 'q-n', '1,23');
    expect((await refused(element))[0]).to.include('Enter a number, for example 1,234.5.');
    await type(element, 'q-n', '1,234.5');
    element.parentElement!.lang = 'fr';
    await eventually(() => at(element, 'q-n').value === '1234,5', 'the same number in French');
    await press(element, 'Continuer');
    await says(element, '1 234,5 dollars');
    await press(element, 'Envoyer mes réponses');
    await says(element, 'Merci, vos réponses sont reçues.');
    expect(spaced(inside(element).querySelector('details')!.textContent)).to.include('1 234,5 dollars');
    expect((set.writes[0]!.body as { answers: object }).answers).to.deep.equal({ n: 1234.5 });
  });

  it('has errors that follow their item when another is removed', async () => {
    const { element } = await ask([asked('menage', 'group', GROUP)]);
    await press(element, 'Ajouter : Personne 1');
    await press(element, 'Ajouter : Personne 2');
    await press(element, 'Ajouter : Personne 3');
    for (const index of [0, 1, 2]) await type(element, `q-menage.${index}.nom`, `Nom ${index}`);
    await type(element, 'q-menage.1.age', 'abc');
    await type(element, 'q-menage.2.age', '12');
    expect((await refused(element))[0]).to.include('Personne 2 – Question age');
    await press(element, 'Retirer : Personne 1');
    await press(element, 'Retirer Personne 1');
    await eventually(() => at(element, 'q-menage.0.age').value === 'abc', 'the removal');
    expect(summary(element).map((link) => link.hash)).to.deep.equal(['#q-menage.0.age']);
    expect(at(element, 'q-menage.0.age').getAttribute('aria-invalid')).to.equal('true');
    await press(element, 'Retirer : Personne 1');
    await press(element, 'Retirer Personne 1');
    await eventually(() => at(element, 'q-menage.0.age').value === '12', 'the removal');
    expect(summary(element)).to.deep.equal([]);
    expect(at(element, 'q-menage.0.age').hasAttribute('aria-invalid')).to.equal(false);
  });

  it('is asked for in the item that is on the page, and removed by its own word', async () => {
    const { element } = await ask([asked('menage', 'group', { ...GROUP, required: true })], { lang: 'en' });
    expect(await refused(element)).to.deep.equal([
      'Question menage (en) – Person 1 – Question nom (en) – Answer this question.',
    ]);
    expect(at(element, 'q-menage.0.nom').getAttribute('aria-invalid')).to.equal('true');
    await type(element, 'q-menage.0.nom', 'Léa');
    await press(element, 'Add: Person 2');
    await type(element, 'q-menage.1.nom', 'Max');
    await press(element, 'Remove: Person 2');
    expect((await control(inside(element), 'Remove Person 2')).textContent).not.to.include('Withdraw');
  });

  for (const kind of ['matrix', 'matrix-scale'])
    it(`is missing in rows of a ${kind} that are marked, counted or named, and led to`, async () => {
      const { columns, ...rest } = MATRIX;
      const scale = { min: 1, max: 2, minLabel: words('Peu'), maxLabel: words('Très') };
      const { element } = await ask([
        asked('m', kind, { ...rest, ...(kind === 'matrix' ? { columns } : scale) }),
      ]);
      const invalid = () => inside(element).querySelectorAll('[role=radiogroup][aria-invalid=true]').length;
      expect(await refused(element)).to.deep.equal(['Question m – Répondez aux 4 lignes qui restent.']);
      expect(invalid()).to.equal(4);
      summary(element)[0]!.click();
      expect(focused(element)).to.equal(at(element, 'q-m.r0'));
      at(element, 'q-m.r0').click();
      await element.updateComplete;
      at(element, 'q-m.r3').click();
      await press(element, 'Continuer');
      await says(element, 'Répondez aux lignes qui restent : Vélo, Marche.');
      expect(invalid()).to.equal(2);
      summary(element)[0]!.click();
      expect(focused(element)).to.equal(at(element, 'q-m.r1'));
      await expect(element).to.be.accessible();
    });

  it('is a date with its ordinal, whose year has four digits', async () => {
    const { element } = await ask([asked('d', 'date')]);
    await type(element, 'q-d', '1er');
    await type(element, 'q-d-month', 'janvier');
    await type(element, 'q-d-year', '90');
    expect((await refused(element))[0]).to.include('Inscrivez l’année en quatre chiffres');
    await type(element, 'q-d-year', '1990');
    await press(element, 'Continuer');
    await says(element, '1er janvier 1990');
  });

  it('is asked under a heading that says which question it is, and checked under one title', async () => {
    const { element } = await ask([asked('a', 'short-text'), asked('b', 'short-text')], {
      more: { onePerPage: true },
    });
    expect(spaced(at(element, 'page-title').textContent)).to.equal('Page – question 1 sur 2');
    await press(element, 'Continuer');
    await eventually(() => spaced(focused(element)?.textContent) === 'Page – question 2 sur 2');
    await press(element, 'Continuer');
    await says(element, 'Vérifiez vos réponses');
    expect([...inside(element).querySelectorAll('h4')].map((one) => spaced(one.textContent))).to.deep.equal([
      'Page',
    ]);
    await press(element, 'Modifier – Question b');
    await eventually(() => focused(element)?.id === 'q-b');
  });

  it('does not turn the text that takes it up', async () => {
    const { element } = await ask([
      asked('ville', 'short-text'),
      asked('b', 'short-text', { label: words('À {{ville}}, que faire ?') }),
    ]);
    await type(element, 'q-ville', 'Québec\u202e');
    await says(element, 'À Québec, que faire ?');
    await press(element, 'Continuer');
    await says(element, 'Vérifiez vos réponses');
    const isolated = [...inside(element).querySelectorAll('bdi')].map((one) => one.textContent);
    expect(isolated).to.include('Québec');
  });

  it('says how many choices where several are asked for', async () => {
    const options = ['a', 'b', 'c'].map((id) => ({ id, label: words(id) }));
    const { element } = await ask([asked('c', 'multiple-choice', { options, min: 2, required: true })]);
    expect(await refused(element)).to.deep.equal(['Question c – Cochez au moins 2 choix.']);
  });

  it('has one digit after the comma where one is allowed', async () => {
    const { element } = await ask([asked('n', 'number', { decimals: 1 })]);
    await type(element, 'q-n', '1,25');
    expect((await refused(element))[0]).to.include('Inscrivez au plus 1 chiffre après la virgule.');
  });

  it('is shown with its question where the platform alone refuses it', async () => {
    const { element, set } = await ask([asked('a', 'short-text'), asked('b', 'short-text')]);
    await type(element, 'q-b', 'écrit');
    await press(element, 'Continuer');
    await says(element, 'Vérifiez vos réponses');
    set.refusal = {
      code: 'invalid-answers',
      status: 422,
      title: 'Refusé',
      errors: [{ pointer: '/answers/b', code: 'wrong-type', message: 'Refusé' }],
    };
    await press(element, 'Envoyer mes réponses');
    const [link] = await eventually(() => summary(element).length > 0 && summary(element), 'the error');
    expect(spaced(link!.textContent)).to.equal(
      'Question b – Cette réponse ne peut pas être acceptée. Modifiez-la.',
    );
    link!.click();
    expect(focused(element)).to.equal(at(element, 'q-b'));
    expect(at(element, 'q-b').value).to.equal('écrit');
    expect(textOf(element)).not.to.include('Vérifiez vos réponses');
  });
});

describe('a time limit', () => {
  it('shows each minute that is left, and says it at the marks alone', async () => {
    const said: string[] = [];
    const shownMinutes: string[] = [];
    let over = () => {};
    const ended = new Promise<void>((resolve) => (over = resolve));
    const real = Date.now;
    const start = real();
    // A clock that runs 4,000 times as fast.
    const wait = window.setTimeout.bind(window);
    const realWait = Object.getOwnPropertyDescriptor(window, 'setTimeout')!;
    Date.now = () => start + (real() - start) * 4000;
    window.setTimeout = ((work: () => void, time: number) =>
      wait(work, time / 4000)) as typeof window.setTimeout;
    try {
      const limit: TimeLimit = new TimeLimit(
        { minutes: 5, extensions: 1 },
        {
          say: (what) => said.push(spaced(what())),
          changed: () => shownMinutes.push(String(Math.ceil((limit.clock.until - Date.now()) / 60_000))),
          focusOn: () => {},
          expired: over,
        },
      );
      limit.begin();
      await ended;
    } finally {
      Date.now = real;
      Object.defineProperty(window, 'setTimeout', realWait);
    }
    expect(shownMinutes.map(Number).filter((minutes) => minutes > 0)).to.deep.equal([4, 3, 2, 1]);
    expect(said).to.deep.equal([
      'Il vous reste 5 minutes.',
      'Il vous reste 2 minutes.',
      'Il vous reste 1 minute.',
      'Le temps est écoulé. Rien n’est perdu : vous pouvez envoyer ce que vous avez répondu.',
    ]);
  });
});
