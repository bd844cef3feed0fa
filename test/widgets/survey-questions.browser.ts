import { expect } from '@open-wc/testing';
import { executeServerCommand, sendKeys } from '@web/test-runner-commands';
import { QUESTIONS, surveyOf, WORDS, type WrittenQuestion } from '../../stories/support/questions.js';
import type { CqSurvey } from '../../src/widgets/survey/survey.js';
import '../../src/widgets/survey/survey.js';
import { control, focused, inside, says, textOf } from './acting.js';
import { eventually, stage, type Stage } from './base-stage.js';
import { surveyIn } from './survey-stage.js';

interface Asking {
  set: Stage;
  element: CqSurvey;
}

/** A survey that asks these questions, in the page. */
async function ask(lang: string, ...questions: WrittenQuestion[]): Promise<Asking> {
  const set = await stage({ activities: [surveyOf(...questions)] });
  const element = await surveyIn(set, lang, '#page-title');
  return { set, element };
}

const find = <E extends Element = HTMLInputElement>(element: Element, selector: string) =>
  inside(element).querySelector<E>(selector)!;
const every = (element: Element, selector: string) => [
  ...inside(element).querySelectorAll<HTMLInputElement>(selector),
];

/** The control whose label begins with `label`. */
function field(element: Element, label: string): Promise<HTMLInputElement> {
  return eventually(() => {
    const found = every(element, 'label').find((one) =>
      one.textContent.replace(/\s+/g, ' ').trim().startsWith(label),
    ) as unknown as HTMLLabelElement | undefined;
    return found && find(element, `#${CSS.escape(found.htmlFor)}`);
  }, `the field «${label}»`);
}

async function type(element: Element, label: string, text: string): Promise<void> {
  const input = await field(element, label);
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await (element as CqSurvey).updateComplete;
}

const check = async (element: Element, label: string) => {
  (await field(element, label)).click();
  await (element as CqSurvey).updateComplete;
};
const press = async (element: Element, name: string) => (await control(inside(element), name)).click();
const required = (question: WrittenQuestion) => ({ ...question, required: true }) as WrittenQuestion;

/** Goes on to the check and sends: what the backend was given. */
async function sent({ element, set }: Asking, byKey = false): Promise<Record<string, unknown>> {
  if (!byKey) await press(element, 'Continuer');
  await says(element, 'Vérifiez vos réponses');
  await press(element, 'Envoyer mes réponses');
  await says(element, 'Merci, vos réponses sont reçues.');
  return (set.writes[0]!.body as { answers: Record<string, unknown> }).answers;
}

/** What assistive technology is told of something: its role, its name, what describes it, its states. */
interface Told {
  role: string;
  name: string;
  description: string;
  required?: boolean;
  invalid?: string;
  checked?: string;
  disabled?: boolean;
}

/** What it is told of what has this role and a name that begins so. */
async function told(role: string, name: string): Promise<Told> {
  const nodes = await executeServerCommand<Told[], object>('accessibility-tree');
  const found = nodes.find((one) => one.role === role && one.name.replace(/\s+/g, ' ').startsWith(name));
  if (!found) throw new Error(`No ${role} «${name}» in ${JSON.stringify(nodes)}`);
  return found;
}

/** All that the widget's live region says from now on. */
function listen(element: Element): string[] {
  const log: string[] = [];
  const region = find<HTMLElement>(element, '[role="status"]');
  new MutationObserver(() => region.textContent && log.push(region.textContent)).observe(region, {
    childList: true,
    characterData: true,
    subtree: true,
  });
  return log;
}

describe('the questions of a survey', () => {
  for (const lang of ['fr', 'en']) {
    const [next, errors] =
      lang === 'fr'
        ? ['Continuer', 'Des erreurs sont présentes dans le formulaire']
        : ['Continue', 'There are errors in the form'];
    for (const [name, question] of Object.entries(QUESTIONS)) {
      it(`${name} (${question.type}) is accessible in ${lang}, empty and with its error`, async () => {
        const { element } = await ask(lang, required(question));
        await expect(element).to.be.accessible();
        await press(element, next);
        await says(element, errors);
        await expect(element).to.be.accessible();
        // The summary leads to the question's own control.
        const link = await eventually(() => find<HTMLAnchorElement>(element, '#error-summary a'));
        link.click();
        expect(focused(element)?.id).to.equal(`q-${question.id}`);
        // What is to be done is said, in the language of the page, and is tied to the field.
        const error = find<HTMLElement>(element, `#q-${question.id}-error`).textContent.trim();
        expect(error).to.match(/\.$/);
        expect(
          every(element, `[aria-describedby~="q-${question.id}-error"]`),
          'described by the error',
        ).to.have.length.above(0);
        expect(every(element, '[aria-invalid="true"]')).to.have.length.above(0);
      });
    }
  }

  it('takes a telephone number, a postal code, an address and a time as people write them', async () => {
    const { telephone, code, site, heure, jour } = QUESTIONS;
    const asking = await ask('fr', telephone!, code!, site!, heure!, jour!);
    const { element } = asking;
    for (const [label, kind, autocomplete] of [
      ['Téléphone', 'tel', 'tel'],
      ['Code postal', 'text', 'postal-code'],
      ['Site de', 'url', 'url'],
    ] as const) {
      const input = await field(element, label);
      expect([input.type, input.autocomplete]).to.deep.equal([kind, autocomplete]);
    }
    await type(element, 'Téléphone', '(418) 555-0123');
    await type(element, 'Code postal', 'g1r4y8');
    await type(element, 'Site de', 'exemple.ca/velo');
    await type(element, 'Heure', '2:30 pm');
    await type(element, 'Jour', '1');
    await type(element, 'Mois', 'Mai');
    await type(element, 'Année', '2026');
    await press(element, 'Continuer');
    await says(element, '14 h 30');
    await says(element, '1er mai 2026');
    await press(element, 'Précédent');
    // What was typed is there as it was.
    expect((await field(element, 'Heure')).value).to.equal('2:30 pm');
    expect((await field(element, 'Mois')).value).to.equal('Mai');
    expect(await sent(asking)).to.deep.equal({
      telephone: '(418) 555-0123',
      code: 'G1R 4Y8',
      site: 'https://exemple.ca/velo',
      heure: '14:30',
      jour: '2026-05-01',
    });
  });

  it('names what browsers may fill in, and calls the keyboard that fits', async () => {
    const { court, courriel, telephone, code, secteur, site, nombre, jour } = QUESTIONS;
    const questions = [court!, courriel!, telephone!, code!, secteur!, site!, nombre!, jour!];
    const { element } = await ask('fr', ...questions);
    const fields = every(element, '.questions input').map(({ type, inputMode, autocomplete }) =>
      [type, inputMode, autocomplete].join(),
    );
    expect(fields).to.deep.equal([
      'text,,given-name',
      'email,email,email',
      'tel,tel,tel',
      'text,,postal-code',
      // The first half of a postal code alone is nothing that a browser keeps.
      'text,,',
      'url,url,url',
      'text,decimal,',
      'text,numeric,off',
      'text,,off',
      'text,numeric,off',
    ]);
  });

  it('says what to do where one of these cannot be read', async () => {
    const { telephone, code, secteur, site, heure, jour } = QUESTIONS;
    const { element } = await ask('fr', telephone!, code!, secteur!, site!, heure!, jour!);
    await type(element, 'Téléphone', '555');
    await type(element, 'Code postal', '12345');
    await type(element, 'Début', 'G1R 4Y8');
    await type(element, 'Site de', 'exemple');
    await type(element, 'Heure', '4 h');
    await type(element, 'Jour', '31');
    await type(element, 'Mois', 'juin');
    await type(element, 'Année', '2026');
    await press(element, 'Continuer');
    const summary = await eventually(() => find<HTMLElement>(element, '#error-summary'));
    for (const words of [
      'Inscrivez un numéro de téléphone à dix chiffres',
      'Inscrivez un code postal canadien',
      'Inscrivez les trois premiers caractères du code postal',
      'Inscrivez une adresse Web complète',
      'Inscrivez une heure à partir de 5 h.',
      'Inscrivez une date qui existe',
    ])
      expect(summary.textContent.replace(/[\s\u00a0]+/g, ' ')).to.include(words);
  });

  it('unticks the others for a choice that goes alone, says which, and the other way round', async () => {
    const asking = await ask('fr', QUESTIONS['plusieurs']!);
    const { element } = asking;
    expect(textOf(element)).to.include('Cochez de 2 à 3 choix.');
    expect(textOf(element)).to.include('décoche les autres choix.');
    const log = listen(element);
    await check(element, 'Vélo');
    await check(element, 'Marche');
    expect(log).to.deep.equal([]);
    await check(element, 'Aucun de ces moyens');
    await eventually(() => log.length > 0);
    expect(log.at(-1)).to.equal('Décoché\u00a0: Vélo, Marche');
    expect(every(element, ':checked').map(({ value }) => value)).to.deep.equal(['aucun']);
    await check(element, 'Autobus');
    await eventually(() => log.at(-1) === 'Décoché\u00a0: Aucun de ces moyens');
    await press(element, 'Continuer');
    await eventually(() => find(element, '#error-summary a'));
    await says(element, 'Cochez de 2 à 3 choix.');
    await check(element, 'Vélo');
    expect(await sent(asking)).to.deep.equal({ plusieurs: ['bus', 'velo'] });
  });

  describe('a long list', () => {
    it('leaves what is searched for, without accents, and says how many, politely, once one has stopped', async () => {
      const asking = await ask('fr', QUESTIONS['liste']!);
      const { element } = asking;
      const log = listen(element);
      (await field(element, 'Chercher dans la liste')).focus();
      await sendKeys({ type: 'SAINT je' });
      const labels = () => every(element, '.long-list label').map(({ textContent }) => textContent.trim());
      expect(labels()).to.deep.equal(['Saint-Jérôme', 'Autre (préciser)']);
      await eventually(() => log.length > 0);
      expect(log).to.deep.equal(['1 choix sur 25']);
      await expect(element).to.be.accessible();
      // Into the list by the arrow, and nothing is sent by «Enter».
      await sendKeys({ press: 'Enter' });
      expect(find(element, '#error-summary')).to.equal(null);
      await sendKeys({ press: 'ArrowDown' });
      await sendKeys({ press: 'Space' });
      await says(element, 'Votre choix : Saint-Jérôme');
      // What is chosen stays, whatever is searched for next.
      await type(element, 'Chercher dans la liste', 'gasp');
      expect(labels()).to.deep.equal(['Gaspé', 'Saint-Jérôme', 'Autre (préciser)']);
      expect(every(element, ':checked').map(({ value }) => value)).to.deep.equal(['saint-jerome']);
      await type(element, 'Chercher dans la liste', 'zzz');
      await says(element, 'Aucun choix ne correspond.');
      expect(await sent(asking)).to.deep.equal({ liste: 'saint-jerome' });
    });

    it('is a group of radio buttons to assistive technology, each with its name', async () => {
      const { element } = await ask('fr', required(QUESTIONS['liste']!));
      const group = await told('radiogroup', 'Municipalité');
      expect(group.name).to.equal('Municipalité (obligatoire)');
      expect((await told('searchbox', 'Chercher dans la liste')).description).to.equal('25 choix sur 25');
      expect((await told('radio', 'Gaspé')).checked).to.equal('false');
      await check(element, 'Gaspé');
      expect((await told('radio', 'Gaspé')).checked).to.equal('true');
    });

    it('takes another answer, in words', async () => {
      const asking = await ask('fr', QUESTIONS['liste']!);
      await check(asking.element, 'Autre (préciser)');
      await press(asking.element, 'Continuer');
      (await eventually(() => find<HTMLElement>(asking.element, '#error-summary a'))).click();
      expect(focused(asking.element)?.id).to.equal('q-liste-other');
      await type(asking.element, 'Précisez', 'Kuujjuaq');
      expect(await sent(asking)).to.deep.equal({ liste: { other: 'Kuujjuaq' } });
    });
  });

  it('names pictures by their words, which stay where the picture does not come', async () => {
    const asking = await ask('fr', QUESTIONS['images']!);
    const { element } = asking;
    const alt = await eventually(() => find<HTMLElement>(element, '.missing .alt'), 'the text of a picture');
    expect(getComputedStyle(alt).display).to.equal('block');
    expect(getComputedStyle(find(element, '.missing img')).display).to.equal('none');
    expect(find<HTMLImageElement>(element, 'img').referrerPolicy).to.equal('no-referrer');
    expect((await told('radio', 'Piste protégée')).name).to.match(
      /^Piste protégée\s+Une piste derrière un muret$/,
    );
    await check(element, 'Bande cyclable');
    await press(element, 'Continuer');
    await says(element, 'Bande cyclable');
    await press(element, 'Précédent');
    expect(await sent(asking)).to.deep.equal({ images: 'bande' });
  });

  it('says each step of a scale in words: stars, faces, and how likely one recommends', async () => {
    const { etoiles, visages, recommande } = QUESTIONS;
    const asking = await ask('fr', etoiles!, visages!, recommande!);
    const { element } = asking;
    expect((await told('radio', '1 étoile')).name).to.equal('1 étoile (Mauvais)');
    expect((await told('radio', '4 étoiles')).name).to.equal('4 étoiles');
    expect((await told('radio', 'Très satisfait')).checked).to.equal('false');
    expect((await told('radio', '0 (Pas')).checked).to.equal('false');
    expect((await told('radiogroup', 'Recommanderiez-vous')).description ?? '').to.equal('');
    find(element, '#q-etoiles').focus();
    await sendKeys({ press: 'Space' });
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'ArrowRight' });
    await eventually(() => every(element, '.star.filled').length === 3, 'three stars');
    await check(element, 'Satisfait');
    await check(element, '9');
    await press(element, 'Continuer');
    await says(element, '3 étoiles sur 5');
    await says(element, '9 sur 10');
    await press(element, 'Précédent');
    expect(await sent(asking)).to.deep.equal({ etoiles: 3, visages: 4, recommande: 9 });
  });

  it('never gives a consent in advance, ties its text to its box, and asks for it where it is needed', async () => {
    const asking = await ask('fr', required(QUESTIONS['consentement']!));
    const { element } = asking;
    const box = await told('checkbox', 'J’accepte que l’on me joigne');
    expect(box.checked).to.equal('false');
    expect(box.description).to.match(/^L’équipe pourrait vous joindre une seule fois/);
    expect(find(element, '#q-consentement-text strong').textContent).to.equal('une seule fois');
    await press(element, 'Continuer');
    await says(element, 'Cochez la case pour donner votre accord.');
    await check(element, 'J’accepte');
    expect(await sent(asking)).to.deep.equal({ consentement: true });
  });

  it('shows words in safe Markdown, and links to elsewhere that leave the page as it is', async () => {
    const { element } = await ask('en', WORDS, QUESTIONS['court']!);
    await expect(element).to.be.accessible();
    const rich = find(element, '.rich');
    expect([...rich.children].map(({ localName }) => localName)).to.deep.equal(['h5', 'p', 'ul', 'p']);
    expect(rich.querySelector('em')!.textContent).to.equal('yourself alone');
    const link = rich.querySelector('a')!;
    expect([link.target, link.rel]).to.deep.equal(['_blank', 'noopener noreferrer']);
    expect(link.textContent.trim()).to.equal('plan (new tab)');
  });

  it('closes a question that does not apply, says why, and gives back what was entered once it opens', async () => {
    const open = { question: 'ouinon', is: true } as const;
    const asking = await ask('fr', QUESTIONS['ouinon']!, {
      ...required(QUESTIONS['court']!),
      enableIf: open,
    } as WrittenQuestion);
    const { element } = asking;
    await expect(element).to.be.accessible();
    expect(textOf(element)).to.include('Cette question ne s’applique pas à vous');
    expect((await told('textbox', 'Prénom')).disabled).to.equal(true);
    expect((await told('group', 'Cette question ne s’applique pas')).role).to.equal('group');
    await check(element, 'Oui');
    await type(element, 'Prénom', 'Marie');
    await check(element, 'Non');
    expect((await field(element, 'Prénom')).value).to.equal('');
    await check(element, 'Oui');
    expect((await field(element, 'Prénom')).value).to.equal('Marie');
    await check(element, 'Non');
    expect(await sent(asking)).to.deep.equal({ ouinon: false });
  });

  it('puts earlier answers into labels and words, as words and never as Markdown', async () => {
    const { court, choix, nombre } = QUESTIONS;
    const label = {
      fr: 'Bonjour {{court}} : combien, en {{choix}} ?',
      en: 'Hello {{court}}: how far by {{choix}}?',
    };
    const text = { fr: '**{{court}}**, répondez.', en: '**{{court}}**, answer.' };
    const asking = await ask('fr', court!, choix!, { id: 'mots', type: 'information', text }, {
      ...required(nombre!),
      label,
    } as WrittenQuestion);
    const { element } = asking;
    await says(element, 'Bonjour … : combien, en … ?');
    await type(element, 'Prénom', '*Marie* [x](https://x.test) <b>');
    await check(element, 'Autobus');
    await says(element, 'Bonjour *Marie* [x](https://x.test) <b> : combien, en Autobus ?');
    expect(find(element, '.rich strong').textContent).to.equal('*Marie* [x](https://x.test) <b>');
    expect(find(element, '.rich a')).to.equal(null);
    await press(element, 'Continuer');
    await says(element, 'combien, en Autobus ? – Répondez à cette question.');
  });

  it('is answered by the keyboard alone', async () => {
    const { telephone, plusieurs, recommande, consentement } = QUESTIONS;
    const asking = await ask('fr', telephone!, plusieurs!, recommande!, consentement!);
    (await field(asking.element, 'Téléphone')).focus();
    const keys = async (...names: string[]) => {
      for (const press of names) await sendKeys({ press });
    };
    await sendKeys({ type: '418 555-0123' });
    await keys('Tab', 'Space', 'Tab', 'Space', 'Tab', 'Tab', 'Tab', 'Tab', 'Space', 'ArrowRight');
    // The link of the consent's text comes before its box.
    await keys('Tab', 'Tab', 'Space', 'Enter');
    expect(await sent(asking, true)).to.deep.equal({
      telephone: '418 555-0123',
      plusieurs: ['velo', 'bus'],
      recommande: 1,
      consentement: true,
    });
  });
});
