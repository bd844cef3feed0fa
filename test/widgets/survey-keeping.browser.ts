import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { clientFor } from '../../src/client/connect.js';
import { Parking, secretsOf } from '../../src/client/parking.js';
import type { CqSurvey } from '../../src/widgets/survey/survey.js';
import '../../src/widgets/survey/survey.js';
import { control, focused, inside, says, textOf } from './acting.js';
import { eventually, stage, type Stage, type StageOptions } from './base-stage.js';
import { surveyIn } from './survey-stage.js';

const text = (fr: string, en: string) => ({ fr, en });
const SURVEY = {
  kind: 'survey',
  id: 'sondage',
  title: text('Sondage', 'Survey'),
  pages: [
    {
      id: 'un',
      title: text('Un', 'One'),
      questions: [
        { id: 'velo', type: 'yes-no', label: text('Un vélo ?', 'A bicycle?'), required: true },
        { id: 'avis', type: 'short-text', label: text('Votre avis', 'Your view'), maxLength: 200 },
      ],
    },
    {
      id: 'deux',
      title: text('Deux', 'Two'),
      questions: [{ id: 'suite', type: 'short-text', label: text('La suite', 'What next'), maxLength: 200 }],
    },
  ],
};

const survey = (change: object, options: StageOptions = {}): Promise<Stage> =>
  stage({ activities: [{ ...SURVEY, ...change }], ...options });

/** The same citizen on another device: nothing that was entered is there. */
async function elsewhere(set: Stage, lang = 'fr'): Promise<CqSurvey> {
  await clientFor(set.api, set.slug).forgetDraft('survey:sondage');
  return surveyIn(set, lang);
}

const field = (element: Element, label: string) =>
  eventually(() => {
    const found = [...inside(element).querySelectorAll('label')].find((one) =>
      one.textContent?.replace(/\s+/g, ' ').trim().startsWith(label),
    );
    return found && inside(element).querySelector<HTMLInputElement>(`#${CSS.escape(found.htmlFor)}`);
  }, `the field «${label}»`);

async function type(element: Element, label: string, words: string): Promise<void> {
  const input = await field(element, label);
  input.value = words;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}
const press = async (element: Element, name: string) => (await control(inside(element), name)).click();
const heading = (element: Element) => inside(element).querySelector('#page-title')?.textContent?.trim();
const words = (element: Element) =>
  eventually(() => inside(element).querySelector('#draft-words')?.textContent?.trim(), 'the eight words');
const writesTo = (set: Stage, what: string) => set.writes.filter(({ path }) => path.includes(`/${what}/`));

/** Answers the first page, and parks the draft. */
async function parked(set: Stage, lang = 'fr'): Promise<{ element: CqSurvey; code: string }> {
  const [yes, view, go] =
    lang === 'fr' ? ['Oui', 'Votre avis', 'Continuer sur'] : ['Yes', 'Your view', 'Continue on'];
  const element = await surveyIn(set, lang);
  (await field(element, yes)).click();
  await type(element, view, 'Une voie réservée');
  await press(element, go);
  return { element, code: await words(element) };
}

async function sent(set: Stage): Promise<CqSurvey> {
  const element = await surveyIn(set);
  (await field(element, 'Oui')).click();
  await type(element, 'Votre avis', '<b>Oui</b> & non');
  await press(element, 'Continuer');
  await eventually(() => heading(element) === 'Deux');
  await press(element, 'Continuer');
  await eventually(() => heading(element) === 'Vérifiez vos réponses');
  await press(element, 'Envoyer mes réponses');
  await says(element, 'Merci, vos réponses sont reçues.');
  await control(inside(element), 'Imprimer une copie');
  return element;
}

describe('a survey that one may continue on another device', () => {
  for (const lang of ['fr', 'en']) {
    it(`gives eight words and a link, and is accessible with each, in ${lang}`, async () => {
      const set = await survey({ resume: true });
      const { element, code } = await parked(set, lang);
      expect(code.split(' ').length).to.equal(8);
      expect(focused(element)?.id).to.equal('elsewhere');
      const link = inside(element).querySelector<HTMLAnchorElement>('a[href*="#cq-draft=sondage."]')!;
      expect(new URL(link.href).pathname).to.equal(`${lang === 'en' ? '/en' : ''}/c/${set.slug}`);
      await expect(element).to.be.accessible();
      const other = await elsewhere(set, lang);
      await press(other, lang === 'fr' ? 'J’ai un code' : 'I have a code');
      await eventually(() => focused(other)?.id === 'draft-code');
      await expect(other).to.be.accessible();
    });
  }

  it('is continued by the words, with the keyboard alone, where one was', async () => {
    const set = await survey({ resume: true });
    const { code } = await parked(set);
    const other = await elsewhere(set);
    (await control(inside(other), 'J’ai un code')).focus();
    await sendKeys({ press: 'Enter' });
    await eventually(() => focused(other)?.id === 'draft-code');
    await sendKeys({ type: code.toUpperCase() });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    await eventually(
      () => inside(other).querySelector<HTMLInputElement>('#q-avis')?.value === 'Une voie réservée',
    );
    expect(focused(other)?.id).to.equal('page-title');
    expect((await field(other, 'Oui')).checked).to.equal(true);
  });

  for (const lang of ['fr', 'en']) {
    it(`takes a code once something was entered, and asks before it replaces that, in ${lang}`, async () => {
      const set = await survey({ resume: true });
      const { element, code } = await parked(set, lang);
      const have = lang === 'fr' ? 'J’ai un code' : 'I have a code';
      await control(inside(element), have);
      expect(textOf(element), 'no doubled stop after a time').not.to.match(/\.\./);
      const other = await elsewhere(set, lang);
      await type(other, lang === 'fr' ? 'Votre avis' : 'Your view', 'Autre chose');
      await control(inside(other), lang === 'fr' ? 'Continuer sur' : 'Continue on');
      await press(other, have);
      await eventually(() => focused(other)?.id === 'draft-code');
      // Enter does what the button does, with nothing, with something else and with the words.
      for (const typed of ['', 'un deux']) {
        await type(other, lang === 'fr' ? 'Vos huit mots' : 'Your eight words', typed);
        (await field(other, lang === 'fr' ? 'Vos huit mots' : 'Your eight words')).focus();
        await sendKeys({ press: 'Enter' });
        await eventually(() => focused(other)?.getAttribute('aria-invalid') === 'true');
      }
      await type(other, lang === 'fr' ? 'Vos huit mots' : 'Your eight words', code);
      await sendKeys({ press: 'Enter' });
      await eventually(() => focused(other)?.id === 'draft-question');
      expect((await field(other, lang === 'fr' ? 'Votre avis' : 'Your view')).value).to.equal('Autre chose');
      await press(other, lang === 'fr' ? 'Garder celles d’ici' : 'Keep');
      await eventually(() => focused(other)?.id === 'have-code');
    });
  }

  it('says that words are wrong, and why, at the field', async () => {
    const set = await survey({ resume: true });
    const { code } = await parked(set);
    const other = await elsewhere(set);
    await press(other, 'J’ai un code');
    for (const [typed, said] of [
      ['trois petits mots', 'Il faut huit mots'],
      [code.split(' ').reverse().join(' '), 'Aucun brouillon n’attend sous ces mots'],
    ] as const) {
      await type(other, 'Vos huit mots', typed);
      await press(other, 'Retrouver mes réponses');
      await says(other, said);
      await eventually(() => focused(other)?.id === 'draft-code');
      expect(focused(other)?.getAttribute('aria-invalid')).to.equal('true');
    }
    await expect(other).to.be.accessible();
  });

  it('never replaces what was begun here without asking', async () => {
    const set = await survey({ resume: true });
    const { code } = await parked(set);
    const link = inside(document.querySelector('cq-survey')!).querySelector<HTMLAnchorElement>(
      'a[href*="#cq-draft="]',
    )!;
    const { hash } = new URL(link.href);
    const other = await elsewhere(set);
    await type(other, 'Votre avis', 'Autre chose');
    // Its own part is there, and takes no link any more: the next one's widget must.
    await control(inside(other), 'Continuer sur un autre appareil');
    history.replaceState(null, '', hash);
    const again = await surveyIn(set);
    await says(again, 'Des réponses sont déjà commencées');
    expect(location.hash, 'the secret does not stay in the address').to.equal('');
    expect(focused(again)?.id).to.equal('draft-question');
    await expect(again).to.be.accessible();
    await press(again, 'Garder celles d’ici');
    expect((await field(again, 'Votre avis')).value).to.equal('Autre chose');
    history.replaceState(null, '', hash);
    const once = await surveyIn(set);
    await press(once, 'Les remplacer');
    await eventually(
      () => inside(once).querySelector<HTMLInputElement>('#q-avis')?.value === 'Une voie réservée',
    );
    expect(code).to.have.length.above(20);
  });

  it('is erased from the server when asked, and the answers stay here', async () => {
    const set = await survey({ resume: true });
    const { element, code } = await parked(set);
    await press(element, 'Effacer du serveur');
    await says(element, 'Le brouillon est effacé du serveur');
    expect((await field(element, 'Votre avis')).value).to.equal('Une voie réservée');
    const other = await elsewhere(set);
    await press(other, 'J’ai un code');
    await type(other, 'Vos huit mots', code);
    await press(other, 'Retrouver mes réponses');
    await says(other, 'Aucun brouillon');
  });

  it('is erased from the server once the response is sent', async () => {
    const set = await survey({ resume: true });
    await parked(set);
    await sent(set);
    await eventually(() => set.writes.some(({ method }) => method === 'DELETE'));
  });

  it('says without a network that nothing was stored, and keeps what was entered', async () => {
    const set = await survey({ resume: true });
    const element = await surveyIn(set);
    await type(element, 'Votre avis', 'Ici');
    await control(inside(element), 'Continuer sur un autre appareil');
    set.cut = true;
    await press(element, 'Continuer sur un autre appareil');
    await says(element, 'Vos réponses restent ici ; réessayez dans un moment');
    set.cut = false;
    await press(element, 'Réessayer');
    expect((await words(element)).split(' ').length).to.equal(8);
  });

  it('is not offered where the definition does not say so', async () => {
    const element = await sent(await survey({}));
    expect(textOf(element)).not.to.include('autre appareil sur');
    expect(inside(element).querySelector('#elsewhere')).to.equal(null);
  });
});

/** What was entered is kept within the task that heard of it. */
const taskOver = () => new Promise((resolve) => setTimeout(resolve));

/** Device 1 has left a draft, device 2 has changed and left it again; device 1, which is behind, is given. */
async function behind(set: Stage, lang = 'fr'): Promise<{ element: CqSurvey; code: string }> {
  const { element, code } = await parked(set, lang);
  const here = await clientFor(set.api, set.slug).draft('survey:sondage');
  element.remove();
  const other = await elsewhere(set, lang);
  const [have, eight, find, next] =
    lang === 'fr'
      ? ['J’ai un code', 'Vos huit mots', 'Retrouver', 'La suite']
      : ['I have a code', 'Your eight words', 'Find', 'What next'];
  await press(other, have);
  await type(other, eight, code);
  await press(other, find);
  await eventually(() => inside(other).querySelector<HTMLInputElement>('#q-avis')?.value);
  await press(other, lang === 'fr' ? 'Continuer' : 'Continue');
  await type(other, next, 'De l’autre appareil');
  await press(other, lang === 'fr' ? 'Mettre à jour' : 'Update');
  await eventually(() => writesTo(set, 'drafts').length === 2, 'the second device’s draft');
  // Its own draft is stored once it knows what the server said.
  await says(other, lang === 'fr' ? 'C’est enregistré' : 'It is saved');
  await taskOver();
  other.remove();
  await clientFor(set.api, set.slug).forgetDraft('survey:sondage');
  await clientFor(set.api, set.slug).saveDraft('survey:sondage', here!.value);
  const first = await surveyIn(set, lang);
  await type(first, lang === 'fr' ? 'Votre avis' : 'Your view', 'Changé ici');
  await press(first, lang === 'fr' ? 'Continuer sur' : 'Continue on');
  return { element: first, code };
}

/** What waits on the server. */
async function waiting(set: Stage, code: string): Promise<Record<string, { text?: string }>> {
  const found = await new Parking(set.api, set.slug, 'sondage').find<{
    entered: Record<string, { text?: string }>;
  }>(secretsOf(code)[0]!);
  return found.ok ? found.value.value.entered : {};
}

describe('answers that another device has saved since', () => {
  for (const lang of ['fr', 'en']) {
    it(`are replaced by none without asking, in ${lang}`, async () => {
      const set = await survey({ resume: true });
      const { element, code } = await behind(set, lang);
      await eventually(() => focused(element)?.id === 'newer-draft', 'the question');
      expect(textOf(element)).to.include(lang === 'fr' ? 'La suite' : 'What next');
      expect(textOf(element)).not.to.match(/\.\./);
      expect((await waiting(set, code)).suite?.text).to.equal('De l’autre appareil');
      await expect(element).to.be.accessible();
    });
  }

  it('are taken up beside what was entered here, and both wait then', async () => {
    const set = await survey({ resume: true });
    const { element, code } = await behind(set);
    await press(element, 'Les reprendre');
    await says(element, 'C’est enregistré');
    const both = await waiting(set, code);
    expect([both.avis?.text, both.suite?.text]).to.deep.equal(['Changé ici', 'De l’autre appareil']);
    await eventually(() => heading(element) === 'Deux');
    expect((await field(element, 'La suite')).value).to.equal('De l’autre appareil');
  });

  it('are replaced where one says so', async () => {
    const set = await survey({ resume: true });
    const { element, code } = await behind(set);
    await press(element, 'Les remplacer');
    await says(element, 'C’est enregistré');
    const here = await waiting(set, code);
    expect([here.avis?.text, here.suite?.text]).to.deep.equal(['Changé ici', undefined]);
  });
});

/** Turns the pages of what is entered, and sends it. */
async function send(element: CqSurvey, lang = 'fr'): Promise<void> {
  const [go, two, check, yes] =
    lang === 'fr'
      ? ['Continuer', 'Deux', 'Vérifiez vos réponses', 'Envoyer mes réponses']
      : ['Continue', 'Two', 'Check your answers', 'Send my answers'];
  await press(element, go);
  await eventually(() => heading(element) === two);
  await press(element, go);
  await eventually(() => heading(element) === check);
  await press(element, yes);
}

describe('a draft that another device has left since', () => {
  for (const [lang, told, erase, gone] of [
    ['fr', 'est encore gardé sur le serveur', 'Effacer ce brouillon', 'Le brouillon est effacé du serveur'],
    ['en', 'is still kept on the server', 'Erase this draft', 'The draft is erased from the server'],
  ] as const) {
    it(`stays where the response is sent from here, which the receipt says until it is erased, in ${lang}`, async () => {
      const set = await survey({ resume: true });
      const { element, code } = await parked(set, lang);
      const entered = { suite: { text: 'De l’autre appareil', at: Date.now() } };
      await new Parking(set.api, set.slug, 'sondage').park(secretsOf(code)[0]!, { entered });
      await send(element, lang);
      await eventually(() => inside(element).querySelector('.widget')?.textContent?.includes(told), told);
      expect(focused(element)?.id, 'the focus stays on the receipt').to.equal('receipt-title');
      expect((await waiting(set, code)).suite?.text).to.equal('De l’autre appareil');
      expect(set.writes.filter(({ method }) => method === 'DELETE')).to.deep.equal([]);
      await expect(element).to.be.accessible();
      set.cut = true;
      await press(element, erase);
      await says(element, lang === 'fr' ? 'Réessayez dans un moment' : 'Try again in a moment');
      set.cut = false;
      await press(element, erase);
      await says(element, gone);
      await eventually(
        () => focused(element)?.id === 'newer-draft',
        'the focus on what took the button’s place',
      );
      expect(await waiting(set, code)).to.deep.equal({});
      await expect(element).to.be.accessible();
    });
  }
});

describe('one survey twice on a page', () => {
  for (const [lang, view, said] of [
    ['fr', 'Votre avis', 'l’est aussi ici'],
    ['en', 'Your view', 'now shows here too'],
  ] as const) {
    it(`loses nothing that is entered in either, and says so, in ${lang}`, async () => {
      const set = await survey({});
      const one = await surveyIn(set, lang);
      await type(one, view, 'a');
      const other = await surveyIn(set, lang);
      await type(other, view, 'abc');
      await eventually(() => inside(one).querySelector<HTMLInputElement>('#q-avis')?.value === 'abc');
      await says(one, said);
      (await field(one, lang === 'fr' ? 'Oui' : 'Yes')).click();
      await press(one, lang === 'fr' ? 'Continuer' : 'Continue');
      await type(one, lang === 'fr' ? 'La suite' : 'What next', 'def');
      await taskOver();
      await type(other, view, 'abcd');
      await taskOver();
      const kept = await clientFor(set.api, set.slug).draft<{ entered: Record<string, { text: string }> }>(
        'survey:sondage',
      );
      const { avis, suite } = kept!.value.entered;
      expect([avis?.text, suite?.text]).to.deep.equal(['abcd', 'def']);
      await expect(one).to.be.accessible();
    });
  }

  it('keeps what is entered in both in the same instant', async () => {
    const set = await survey({});
    const one = await surveyIn(set);
    await type(one, 'Votre avis', 'a');
    const other = await surveyIn(set);
    await eventually(() => inside(other).querySelector<HTMLInputElement>('#q-avis')?.value === 'a');
    const [yes, view] = [await field(one, 'Oui'), await field(other, 'Votre avis')];
    yes.click();
    view.value = 'abc';
    view.dispatchEvent(new Event('input', { bubbles: true }));
    const name = Object.keys(sessionStorage).find((key) => key.includes(`${set.slug}:`))!;
    const kept = () =>
      (JSON.parse(sessionStorage.getItem(name)!) as { value: { entered: Record<string, object> } }).value
        .entered;
    await eventually(() => {
      const { velo, avis } = kept() as { velo?: { chosen?: string[] }; avis?: { text?: string } };
      return velo?.chosen?.length === 1 && avis?.text === 'abc';
    }, 'both in what is kept');
  });

  it('takes up what was entered since where the browser shows its page again, and moves nothing', async () => {
    const set = await survey({});
    const element = await surveyIn(set);
    await type(element, 'Votre avis', 'ici');
    await taskOver();
    const client = clientFor(set.api, set.slug);
    const { value } = (await client.draft<{ entered: object }>('survey:sondage'))!;
    const later = { velo: { chosen: ['yes'], at: Date.now() } };
    // A page that is set aside hears of nothing.
    await client.saveDraft('survey:sondage', { ...value, entered: { ...value.entered, ...later } });
    const view = await field(element, 'Votre avis');
    view.focus();
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }));
    await taskOver();
    expect((await field(element, 'Oui')).checked, 'a page that is shown for the first time').to.equal(false);
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await eventually(() => inside(element).querySelector<HTMLInputElement>('input[type=radio]')?.checked);
    expect([focused(element)?.id, view.value]).to.deep.equal(['q-avis', 'ici']);
  });

  it('begins anew in both', async () => {
    const set = await survey({});
    const one = await surveyIn(set);
    await type(one, 'Votre avis', 'abc');
    const other = await surveyIn(set);
    await press(other, 'Recommencer');
    await eventually(() => inside(one).querySelector<HTMLInputElement>('#q-avis')?.value === '');
    expect(await clientFor(set.api, set.slug).draft('survey:sondage')).to.equal(undefined);
  });
});

describe('how far one came', () => {
  it('is told page by page once something was entered, without answers or participant, and that it was sent', async () => {
    const set = await survey({ unfinished: 'counted' });
    const element = await surveyIn(set);
    await says(element, 'Nous comptons combien de personnes');
    expect(writesTo(set, 'progress')).to.deep.equal([]);
    (await field(element, 'Oui')).click();
    await eventually(() => writesTo(set, 'progress').length === 1);
    await press(element, 'Continuer');
    await eventually(() => writesTo(set, 'progress').length === 2);
    await press(element, 'Continuer');
    await eventually(() => writesTo(set, 'progress').length === 3);
    await press(element, 'Envoyer mes réponses');
    await eventually(() =>
      writesTo(set, 'progress').some(({ body }) => (body as { finished?: boolean }).finished),
    );
    const told = writesTo(set, 'progress');
    expect(new Set(told.map(({ path }) => path)).size).to.equal(1);
    expect(told.map(({ body }) => (body as { page: string }).page)).to.deep.equal([
      'un',
      'deux',
      '*check',
      '*check',
    ]);
    expect(JSON.stringify(told)).not.to.include('answers');
    const [response] = writesTo(set, 'responses');
    expect(told[0]!.path.split('/').at(-1)).not.to.equal(response!.path.split('/').at(-1));
  });

  it('goes with the answers so far where they are kept, which the form says; beginning anew erases them', async () => {
    const set = await survey({ unfinished: 'kept' });
    const element = await surveyIn(set);
    await says(element, 'Même si vous n’envoyez pas vos réponses');
    (await field(element, 'Oui')).click();
    await type(element, 'Votre avis', 'Pas encore');
    await press(element, 'Continuer');
    await eventually(() => writesTo(set, 'progress').length === 2);
    expect(writesTo(set, 'progress')[1]!.body).to.deep.include({
      page: 'deux',
      answers: { velo: true, avis: 'Pas encore' },
    });
    const again = await surveyIn(set);
    await press(again, 'Recommencer');
    await eventually(() =>
      set.writes.some(({ method, path }) => method === 'DELETE' && path.includes('/progress/')),
    );
  });

  it('is not told where the definition does not say so', async () => {
    const set = await survey({});
    await sent(set);
    expect(writesTo(set, 'progress')).to.deep.equal([]);
  });
});

describe('answers that were sent', () => {
  it('are changed until closing, and the receipt says which version', async () => {
    const set = await survey({ changes: true });
    const element = await sent(set);
    await press(element, 'Modifier mes réponses');
    await eventually(() => heading(element) === 'Vérifiez vos réponses');
    await says(element, 'Rien ne change avant que vous les envoyiez de nouveau');
    await expect(element).to.be.accessible();
    await press(element, 'Modifier – La suite');
    await type(element, 'La suite', 'Du nouveau');
    await press(element, 'Continuer');
    await eventually(() => heading(element) === 'Vérifiez vos réponses');
    await press(element, 'Envoyer mes réponses');
    await says(element, 'Version 2 de vos réponses');
    const [first, second] = writesTo(set, 'responses');
    expect(second!.path).to.equal(`${first!.path}/versions/2`);
    // On a later visit, what counts is shown, and may be changed once more.
    const later = await surveyIn(set);
    await says(later, 'Vous avez déjà répondu à ce sondage.');
    await says(later, 'Du nouveau');
    await press(later, 'Modifier mes réponses');
    await press(later, 'Ne rien changer');
    await says(later, 'Version 2 de vos réponses');
    expect(focused(later)?.id).to.equal('receipt-title');
    expect(writesTo(set, 'responses').length).to.equal(2);
  });

  it('are final where the definition does not say otherwise, and one is offered to respond once only', async () => {
    const set = await survey({ responses: 'one' });
    const element = await sent(set);
    expect(textOf(element)).not.to.include('Modifier mes réponses');
    const later = await surveyIn(set);
    await says(later, 'Vous avez déjà répondu');
    await control(inside(later), 'Imprimer une copie');
    expect(textOf(later)).not.to.include('Répondre de nouveau');
  });

  it('have a receipt with a number to read out, a copy as a page and as data, and how to withdraw', async () => {
    const set = await survey({});
    const element = await sent(set);
    await says(element, 'Pour retirer vos réponses');
    expect(textOf(element)).to.match(/dire au téléphone : \d{4} \d{4} \d{4}/);
    await expect(element).to.be.accessible();
    const { name, content } = await downloaded(() => press(element, 'Télécharger une copie'));
    expect(name).to.match(/^\d{4}-\d{4}-\d{4}\.html$/);
    expect(content).to.include('&lt;b&gt;Oui&lt;/b&gt; &amp; non');
    expect(content).to.include(`default-src 'none'`);
    const page = new DOMParser().parseFromString(content, 'text/html');
    expect(page.documentElement.lang).to.equal('fr');
    expect(page.querySelectorAll('script, b, [style]').length).to.equal(0);
    expect(page.body.textContent).to.include('equipe@exemple.test');
    const data = JSON.parse((await downloaded(() => press(element, 'Télécharger les données'))).content) as {
      receipt: { id: string };
      answers: object[];
    };
    expect(data.answers).to.deep.equal([
      { question: 'velo', type: 'yes-no', label: 'Un vélo ?', answer: true },
      { question: 'avis', type: 'short-text', label: 'Votre avis', answer: '<b>Oui</b> & non' },
    ]);
    expect(writesTo(set, 'responses')[0]!.path).to.include(data.receipt.id);
  });

  it('are printed from a page of their own', async () => {
    const element = await sent(await survey({}));
    const before = document.documentElement.outerHTML.length;
    const opened = new Promise<Window>((resolve) => {
      const open = window.open.bind(window);
      window.open = (...asked) => {
        window.open = open;
        const page = open(...asked)!;
        resolve(page);
        return page;
      };
    });
    await press(element, 'Imprimer une copie');
    const page = await opened;
    await eventually(() => page.document.body.textContent?.includes('<b>Oui</b> & non'));
    expect(page.document.title).to.equal('Sondage');
    expect(document.documentElement.outerHTML.length).to.equal(before);
    page.close();
  });
});

describe('a quota that fills while one answers', () => {
  it('ends the way where the definition says, and the answers are not lost', async () => {
    const set = await survey({
      quotas: [{ id: 'cyclistes', if: { question: 'velo', is: true }, limit: 1, end: 'complet' }],
      endings: [
        {
          id: 'complet',
          title: text('Nous avons assez de réponses', 'We have enough responses'),
          message: text('Merci de votre intérêt.', 'Thank you for your interest.'),
          keep: false,
        },
      ],
    });
    const element = await surveyIn(set);
    (await field(element, 'Oui')).click();
    await type(element, 'Votre avis', 'Je tiens à mon texte');
    await press(element, 'Continuer');
    await eventually(() => heading(element) === 'Deux');
    await press(element, 'Continuer');
    await eventually(() => heading(element) === 'Vérifiez vos réponses');
    await set.other(`/activities/sondage/responses/${crypto.randomUUID()}`, {
      answers: { velo: true },
      definition: 1,
    });
    await press(element, 'Envoyer mes réponses');
    await eventually(() => heading(element) === 'Nous avons assez de réponses');
    expect(inside(element).textContent).to.include('Je tiens à mon texte');
    const fresh = await elsewhere(set);
    (await field(fresh, 'Oui')).click();
    await press(fresh, 'Continuer');
    await eventually(() => heading(fresh) === 'Nous avons assez de réponses');
  });
});

/** What the browser is handed to keep. */
async function downloaded(act: () => Promise<void>): Promise<{ name: string; content: string }> {
  const handed = new Promise<HTMLAnchorElement>((resolve) => {
    HTMLAnchorElement.prototype.click = function () {
      // The one that all elements have is there again.
      Reflect.deleteProperty(HTMLAnchorElement.prototype, 'click');
      resolve(this);
    };
  });
  await act();
  const { download, href } = await handed;
  return { name: download, content: await (await fetch(href)).text() };
}
