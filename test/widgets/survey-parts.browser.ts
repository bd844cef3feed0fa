import { expect } from '@open-wc/testing';
import { executeServerCommand, sendKeys, setViewport } from '@web/test-runner-commands';
import { RARE, rareSurvey } from '../../stories/support/rare-questions.js';
import { SurveyDefinition } from '../../src/contract/survey.js';
import { enteredFrom } from '../../src/domain/entered-from.js';
import type { CqSurvey } from '../../src/widgets/survey/survey.js';
import '../../src/widgets/survey/survey.js';
import { control, focused, inside, says, textOf } from './acting.js';
import { eventually, stage, type Stage } from './base-stage.js';
import { surveyIn } from './survey-stage.js';

interface Shown {
  set: Stage;
  element: CqSurvey;
}

/** A survey that asks some of the rarer questions, changed where a test needs it. */
async function asks(kinds: string[], { lang = 'fr', change = {} } = {}): Promise<Shown> {
  const survey = rareSurvey(...kinds);
  const [page] = survey.pages;
  const questions = page!.questions.map((question) => ({ ...question, ...change }));
  const set = await stage({ activities: [{ ...survey, pages: [{ ...page, questions }] }] });
  const element = await surveyIn(set, lang, '#page-title');
  return { set, element };
}

/** Puts the fixture's answers in, as a draft would. */
async function fill(element: CqSurvey, kinds: string[]): Promise<void> {
  const definition = SurveyDefinition.parse(rareSurvey(...kinds));
  const answers = Object.fromEntries(kinds.map((kind) => [RARE[kind]!.question.id, RARE[kind]!.answer]));
  Object.assign(element, { entered: enteredFrom(definition, answers) });
  await element.updateComplete;
}

const one = <E extends HTMLElement = HTMLInputElement>(element: Element, selector: string) =>
  inside(element).querySelector<E>(selector)!;
const at = <E extends HTMLElement = HTMLInputElement>(element: Element, id: string) =>
  one<E>(element, `#${CSS.escape(id)}`);
const press = async (element: Element, name: string) => (await control(inside(element), name)).click();
/** With plain spaces alone. */
const spaced = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim();
const status = (element: Element) => one<HTMLElement>(element, '[role=status]');

async function type(element: CqSurvey, id: string, text: string): Promise<void> {
  const input = at(element, id);
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await element.updateComplete;
}

async function choose(element: CqSurvey, id: string, value: string): Promise<void> {
  const list = at<HTMLSelectElement>(element, id);
  list.value = value;
  list.dispatchEvent(new Event('change', { bubbles: true }));
  await element.updateComplete;
}

/** What the widget announces from now on, in order. */
function announcements(element: Element): string[] {
  const heard: string[] = [];
  new MutationObserver(() => {
    const said = spaced(status(element).textContent);
    if (said) heard.push(said);
  }).observe(status(element), { childList: true, characterData: true, subtree: true });
  return heard;
}

interface Told {
  role: string;
  name: string;
  description: string;
}

/** What assistive technology is told of all that has this role. */
async function told(role: string): Promise<Told[]> {
  const nodes = await executeServerCommand<Told[], object>('accessibility-tree');
  return nodes.filter((node) => node.role === role).map((node) => ({ ...node, name: spaced(node.name) }));
}

const sent = async ({ element, set }: Shown) => {
  await press(element, 'Continuer');
  await press(element, 'Envoyer mes réponses');
  await says(element, 'Merci, vos réponses sont reçues.');
  return (set.writes[0]!.body as { answers: Record<string, unknown> }).answers;
};

describe('the rarer questions', () => {
  for (const lang of ['fr', 'en']) {
    for (const kind of Object.keys(RARE)) {
      it(`are accessible empty, wrong and filled: ${kind}, ${lang}`, async () => {
        const { element } = await asks([kind], { lang });
        await expect(element).to.be.accessible();
        await press(element, lang === 'fr' ? 'Continuer' : 'Continue');
        await eventually(() => focused(element)?.id === 'error-summary');
        await expect(element).to.be.accessible();
        const link = one(element, '#error-summary a');
        link.click();
        expect(focused(element)?.closest('fieldset'), 'the summary leads into the question').not.to.equal(
          null,
        );
        if (lang === 'en')
          expect(one(element, '.questions').textContent).not.to.match(/[éèàç]|Choisissez|Retirer|Ajouter/);
        await fill(element, [kind]);
        await expect(element).to.be.accessible();
      });
    }
  }

  it('fit a telephone’s width, at 400 % too, and a wide page', async () => {
    const { element } = await asks(Object.keys(RARE));
    await fill(element, Object.keys(RARE));
    for (const width of [320, 768, 1200]) {
      await setViewport({ width, height: 800 });
      await element.updateComplete;
      expect(document.documentElement.scrollWidth, `at ${width} px`).to.be.at.most(width);
      await expect(element).to.be.accessible();
    }
  });

  it('give the answers that were entered, and say them in words before they are sent', async () => {
    const kinds = Object.keys(RARE);
    const { element, set } = await asks(kinds);
    await fill(element, kinds);
    await press(element, 'Continuer');
    await says(element, 'Vérifiez vos réponses');
    await expect(element).to.be.accessible();
    for (const words of [
      'Autobus – Bon',
      'Vélo – Le samedi, Le dimanche',
      'Marche – 5 / 5',
      '1. Vélo',
      'Vélo – 60 %',
      'Autobus ou Marche – Aussi importants l’un que l’autre',
      'Au retour – Charest',
      'Personne 1',
      'Prénom – Léa',
      'Gare du Palais',
      '46,81755° N, 71,21397° O',
    ])
      expect(textOf(element)).to.include(words);
    await press(element, 'Envoyer mes réponses');
    await says(element, 'Merci, vos réponses sont reçues.');
    const { answers } = set.writes[0]!.body as { answers: object };
    expect(answers).to.deep.equal(
      Object.fromEntries(kinds.map((kind) => [RARE[kind]!.question.id, RARE[kind]!.answer])),
    );
  });
});

describe('a matrix', () => {
  it('has a group of radio buttons in each row, named by row and column, wide and narrow', async () => {
    await asks(['matrix']);
    for (const width of [320, 900]) {
      await setViewport({ width, height: 800 });
      const names = (await told('radio')).map(({ name }) => name);
      expect(names.slice(0, 5), `at ${width} px`).to.deep.equal([
        'Autobus Mauvais',
        'Autobus Moyen',
        'Autobus Bon',
        'Autobus Ne s’applique pas',
        'Vélo Mauvais',
      ]);
      expect((await told('radiogroup')).map(({ name }) => name)).to.include('Vélo');
    }
  });

  it('shows each option’s words beside its button where there is no room for a table', async () => {
    const { element } = await asks(['matrix']);
    const words = () => one(element, '.choice span').getBoundingClientRect().width;
    await setViewport({ width: 320, height: 800 });
    expect(words()).to.be.above(20);
    await setViewport({ width: 900, height: 800 });
    expect(words()).to.equal(0);
  });

  it('moves in a row by the arrows, and from row to row by the tab key', async () => {
    const { element } = await asks(['matrix']);
    at(element, 'q-service.autobus').focus();
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Space' });
    await sendKeys({ press: 'ArrowDown' });
    expect(at(element, 'q-service.autobus-1').checked).to.equal(true);
    expect(at(element, 'q-service.velo-1').checked).to.equal(true);
    expect(focused(element)).to.equal(at(element, 'q-service.velo-1'));
  });

  it('says which rows miss, and leads to each', async () => {
    const { element } = await asks(['matrix']);
    at(element, 'q-service.velo').click();
    await press(element, 'Continuer');
    const links = await eventually(() => {
      const all = [...inside(element).querySelectorAll<HTMLElement>('#error-summary a')];
      return all.length > 0 && all;
    });
    expect(links.map((link) => spaced(link.textContent))).to.deep.equal([
      'Comment trouvez-vous le service ? – Autobus – Choisissez une réponse sur cette ligne.',
      'Comment trouvez-vous le service ? – Marche – Choisissez une réponse sur cette ligne.',
    ]);
    links[1]!.click();
    expect(focused(element)).to.equal(at(element, 'q-service.marche'));
    const [node] = (await told('radio')).filter(({ name }) => name === 'Marche Mauvais');
    expect(node!.description).to.include('Choisissez une réponse sur cette ligne.');
  });
});

describe('a ranking', () => {
  it('swaps an option that is ranked already with the one in its new place, and says so', async () => {
    const { element } = await asks(['ranking']);
    const heard = announcements(element);
    await choose(element, 'q-priorites', 'velo');
    await choose(element, 'q-priorites.1', 'autobus');
    expect(at<HTMLSelectElement>(element, 'q-priorites.2').options[2]!.text.trim()).to.equal(
      'Vélo (1er choix)',
    );
    await choose(element, 'q-priorites.1', 'velo');
    expect(at(element, 'q-priorites').value).to.equal('autobus');
    await eventually(() => heard.length > 0);
    expect(heard).to.deep.equal(['Vélo est maintenant le 2e choix. Autobus est maintenant le 1er choix.']);
  });

  it('is made by the keyboard alone', async () => {
    const shownSurvey = await asks(['ranking']);
    const { element } = shownSurvey;
    at(element, 'q-priorites').focus();
    for (const letter of ['v', 'm', 'a']) {
      await sendKeys({ press: letter });
      await sendKeys({ press: 'Tab' });
    }
    expect(await sent(shownSurvey)).to.deep.equal({ priorites: ['velo', 'marche', 'autobus'] });
  });

  it('asks for the ranks that miss, at the first of them', async () => {
    const { element } = await asks(['ranking']);
    await choose(element, 'q-priorites', 'velo');
    await press(element, 'Continuer');
    (await eventually(() => one(element, '#error-summary a'))).click();
    expect(spaced(focused(element)?.closest('.field')?.querySelector('label')?.textContent)).to.equal(
      '2e choix',
    );
    expect(textOf(element)).to.include('Faites un choix pour chacun des 3 rangs.');
  });

  it('is dragged by its handles too', async () => {
    const { element } = await asks(['ranking']);
    await fill(element, ['ranking']);
    const handle = one(element, '.handle');
    const [first, , third] = [...inside(element).querySelectorAll('.place')].map((place) =>
      place.getBoundingClientRect(),
    );
    handle.setPointerCapture = () => {};
    const pointer = (name: string, clientY: number) =>
      handle.dispatchEvent(new PointerEvent(name, { clientY, button: 0, bubbles: true, cancelable: true }));
    pointer('pointerdown', first!.top + 5);
    pointer('pointermove', third!.top + 5);
    expect(one(element, '.over')).to.equal([...inside(element).querySelectorAll('.place')][2]);
    pointer('pointerup', third!.top + 5);
    await element.updateComplete;
    expect(
      ['q-priorites', 'q-priorites.1', 'q-priorites.2'].map((id) => at(element, id).value),
    ).to.deep.equal(['marche', 'autobus', 'velo']);
    expect(one(element, '.over, .held')).to.equal(null);
  });
});

describe('points to share', () => {
  it('show what is left at each key, and say it once a field is left', async () => {
    const { element } = await asks(['points']);
    const heard = announcements(element);
    at(element, 'q-budget.autobus').focus();
    await sendKeys({ type: '40' });
    expect(textOf(element)).to.include('Reste à répartir : 60 sur 100 %.');
    expect(heard).to.deep.equal([]);
    await sendKeys({ press: 'Tab' });
    await eventually(() => heard.length > 0);
    expect(heard).to.deep.equal(['Reste à répartir : 60 sur 100 %.']);
    await type(element, 'q-budget.velo', '70');
    expect(textOf(element)).to.include('À retirer : 10 %, le total est de 100.');
    await press(element, 'Continuer');
    await eventually(() => one(element, '#error-summary a'));
    expect(spaced(one(element, '#error-summary a').textContent)).to.include('À retirer : 10 %');
  });
});

describe('pairs', () => {
  it('come one after the other as radio groups that say how many there are', async () => {
    await asks(['pairwise']);
    const names = (await told('radiogroup')).map(({ name }) => name);
    expect(names.length).to.equal(3);
    expect(names[0]).to.match(/^Paire 1 de 3 – .* ou .*$/);
  });

  it('lead to the first that misses, and say how many are left', async () => {
    const { element } = await asks(['pairwise']);
    at(element, 'q-paires').click();
    await element.updateComplete;
    await press(element, 'Continuer');
    const link = await eventually(() => one(element, '#error-summary a'));
    expect(spaced(link.textContent)).to.include('il en reste 2');
    link.click();
    expect(focused(element)?.closest('fieldset')?.querySelector('legend')?.textContent).to.include(
      'Paire 2 de 3',
    );
  });
});

describe('a repeated group', () => {
  it('adds a member, says so, and takes the focus there', async () => {
    const { element } = await asks(['group']);
    const heard = announcements(element);
    await press(element, 'Ajouter : Personne 2');
    await eventually(() => spaced(focused(element)?.textContent) === 'Personne 2');
    expect(heard).to.deep.equal(['Ajout : Personne 2.']);
    await press(element, 'Ajouter : Personne 3');
    await says(element, 'C’est le maximum : 3.');
    expect(textOf(element)).not.to.include('Ajouter');
  });

  it('asks before it removes what was entered, and keeps it if one says so', async () => {
    const { element } = await asks(['group']);
    await fill(element, ['group']);
    const heard = announcements(element);
    await press(element, 'Retirer : Personne 1');
    await eventually(() =>
      spaced(focused(element)?.textContent).includes('Ce qui y est inscrit sera effacé.'),
    );
    await expect(element).to.be.accessible();
    await press(element, 'Garder');
    await eventually(() => spaced(focused(element)?.textContent).includes('Retirer : Personne 1'));
    expect(at(element, 'q-menage.0.prenom').value).to.equal('Léa');
    await press(element, 'Retirer : Personne 1');
    (await eventually(() => one(element, '[role=group].notice button'))).click();
    await eventually(() => spaced(focused(element)?.textContent) === 'Personne 1');
    expect(at(element, 'q-menage.0.prenom').value).to.equal('Max');
    expect(heard).to.deep.equal(['Retrait : Personne 1.']);
  });

  it('removes what is empty at once', async () => {
    const { element } = await asks(['group']);
    await press(element, 'Ajouter : Personne 2');
    await press(element, 'Retirer : Personne 2');
    await eventually(() => spaced(focused(element)?.textContent) === 'Personne 1');
    expect(at(element, 'q-menage.1.prenom')).to.equal(null);
  });

  it('asks each member what that member’s own answers call for', async () => {
    const { element } = await asks(['group']);
    await press(element, 'Ajouter : Personne 2');
    await type(element, 'q-menage.1.age', '9');
    expect(at(element, 'q-menage.1.ecole')).not.to.equal(null);
    expect(at(element, 'q-menage.0.ecole')).to.equal(null);
    await type(element, 'q-menage.1.age', '40');
    expect(at(element, 'q-menage.1.ecole')).to.equal(null);
  });

  it('says whose answer is wrong, and leads there', async () => {
    const { element } = await asks(['group']);
    await type(element, 'q-menage.0.prenom', 'Léa');
    await press(element, 'Ajouter : Personne 2');
    await press(element, 'Continuer');
    const link = await eventually(() => one(element, '#error-summary a'));
    expect(spaced(link.textContent)).to.equal(
      'Qui habite avec vous ? – Personne 2 – Prénom – Répondez à cette question.',
    );
    link.click();
    expect(focused(element)).to.equal(at(element, 'q-menage.1.prenom'));
  });

  it('counts as not answered where one that need not be answered is emptied again', async () => {
    const given = await asks(['group'], { change: { required: false, min: 2 } });
    await type(given.element, 'q-menage.0.prenom', 'Léa');
    await type(given.element, 'q-menage.0.prenom', '');
    expect(await sent(given)).to.deep.equal({});
  });
});

describe('a place', () => {
  const images = (element: Element) => [...inside(element).querySelectorAll<HTMLImageElement>('.tiles img')];
  const center = (element: Element) => spaced(one(element, '.center').textContent);

  it('asks nothing of the tile server before somebody opens the map, and says who will hear of it', async () => {
    const { element } = await asks(['place']);
    expect(textOf(element)).to.include('La carte vient de tuiles.exemple.test');
    expect(images(element)).to.deep.equal([]);
    await press(element, 'Ouvrir la carte');
    await eventually(() => images(element).length > 0);
    for (const { referrerPolicy, alt } of images(element))
      expect([referrerPolicy, alt]).to.deep.equal(['no-referrer', '']);
    expect(images(element).map(({ src }) => src)).to.include('https://tuiles.exemple.test/12/1237/1443.png');
  });

  it('says what else to do where the images do not come', async () => {
    const { element } = await asks(['place']);
    await press(element, 'Ouvrir la carte');
    await eventually(() => !one(element, '.failed').hidden);
    await expect(element).to.be.accessible();
  });

  it('is moved, enlarged and chosen by the keyboard alone, and says where it is', async () => {
    const given = await asks(['place']);
    const { element } = given;
    const heard = announcements(element);
    await press(element, 'Ouvrir la carte');
    await eventually(() => images(element).length > 0);
    expect(center(element)).to.equal('Centre de la carte : 46,81390° N, 71,20800° O, agrandissement 12');
    one(element, '.view').focus();
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: '+' });
    await sendKeys({ press: 'ArrowUp' });
    const where = center(element);
    expect(where).to.match(/^Centre de la carte : 46,8[2-9].*° N, 71,1.*° O, agrandissement 13$/);
    await eventually(() => heard.at(-1) === where);
    await press(element, 'Choisir cet endroit');
    await says(element, 'Endroit choisi sur la carte : 46,8');
    const { lieu } = (await sent(given)) as { lieu: { latitude: number; longitude: number } };
    expect(lieu.latitude).to.be.within(46.82, 46.9);
    expect(lieu.longitude).to.be.within(-71.2, -71.1);
  });

  it('moves as far as the pointer does, and by its buttons', async () => {
    const { element } = await asks(['place']);
    await press(element, 'Ouvrir la carte');
    await eventually(() => images(element).length > 0);
    const view = one(element, '.view');
    view.setPointerCapture = () => {};
    const pointer = (name: string, clientX: number) =>
      view.dispatchEvent(new PointerEvent(name, { clientX, pointerId: 1, button: 0, bubbles: true }));
    pointer('pointerdown', 200);
    pointer('pointermove', 100);
    pointer('pointerup', 100);
    // 256 pixels are a 4,096th of the world here: 100 pixels, 0.03433 degrees.
    expect(center(element)).to.include('71,17367° O');
    one(element, '[data-step=out]').click();
    expect(center(element)).to.include('agrandissement 11');
    one(element, '[data-step=south]').click();
    expect(center(element)).to.match(/46,7/);
  });

  it('takes back what was chosen on the map without the map', async () => {
    const { element } = await asks(['place']);
    await fill(element, ['place']);
    await press(element, 'Retirer cet endroit');
    await eventually(() => !textOf(element).includes('Endroit choisi sur la carte'));
    expect(spaced(focused(element)?.textContent)).to.equal('Ouvrir la carte');
    expect(images(element)).to.deep.equal([]);
  });
});
