import { expect } from '@open-wc/testing';
import type { CqSurvey } from '../../src/widgets/survey/survey.js';
import '../../src/widgets/survey/survey.js';
import { control, focused, inside, says, textOf } from './acting.js';
import { eventually, stage, type Stage } from './base-stage.js';
import { surveyIn } from './survey-stage.js';

const label = (fr: string) => ({ fr, en: fr });
const asked = (id: string) => ({ id, type: 'short-text', label: label(`Question ${id}`), maxLength: 200 });
const SURVEY = {
  kind: 'survey',
  id: 'sondage',
  title: label('Sondage'),
  pages: [
    { id: 'un', title: label('Un'), questions: [asked('nom'), asked('avis')] },
    { id: 'deux', title: label('Deux'), questions: [asked('suite')] },
  ],
};
const REFUSAL = {
  code: 'invalid-answers' as const,
  status: 422,
  title: 'Certaines réponses doivent être corrigées.',
  errors: [
    { pointer: '/answers/nom', code: 'wrong-type', message: 'Refusé' },
    { pointer: '/answers/nom/0', code: 'wrong-type', message: 'Refusé' },
  ],
};

const survey = (more: object = {}) => stage({ activities: [{ ...SURVEY, ...more }] });

const press = async (element: Element, name: string) => (await control(inside(element), name)).click();
const buttons = (element: Element, name: string) =>
  [...inside(element).querySelectorAll('button')].filter((one) => one.textContent.trim() === name).length;
const cards = (element: Element) => inside(element).querySelectorAll('[part=pending] > li').length;
const status = (element: Element) => inside(element).querySelector('[role=status]')!.textContent.trim();
const kept = (set: Stage, element: CqSurvey) =>
  element['client'].pending('sondage').filter(({ state }) => state === 'refused');

async function type(element: CqSurvey, id: string, text: string): Promise<void> {
  const input = await eventually(() => inside(element).querySelector<HTMLInputElement>(`#q-${id}`), id);
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await element.updateComplete;
}

/** Answers that the backend refuses at the check: then the form has them again. */
async function beRefused(set: Stage, element: CqSurvey): Promise<HTMLElement> {
  await type(element, 'nom', 'Ancien');
  await toCheck(element);
  set.refusal = REFUSAL;
  await press(element, 'Envoyer mes réponses');
  return eventually(() => inside(element).querySelector<HTMLElement>('#error-summary'), 'the errors');
}

/** From the first page to the check. */
async function toCheck(element: CqSurvey): Promise<void> {
  await press(element, 'Continuer');
  await eventually(() => inside(element).querySelector('#q-suite'));
  await press(element, 'Continuer');
  await says(element, 'Vérifiez vos réponses');
}

/** Sends while there is no network, and is refused once there is. */
async function refusedLater(set: Stage, element: CqSurvey, name: string): Promise<void> {
  await type(element, 'nom', name);
  await toCheck(element);
  set.cut = 'for-writes';
  await press(element, 'Envoyer mes réponses');
  await says(element, 'Vos réponses ne sont pas perdues');
  set.refusal = REFUSAL;
  set.cut = false;
  dispatchEvent(new Event('online'));
  await says(element, 'N’a pas pu être accepté');
  delete set.refusal;
}

describe('answers that were refused', () => {
  it('stand in the form alone, are told once, and are gone once the corrected ones are received', async () => {
    const set = await survey();
    const element = await surveyIn(set);
    const summary = await beRefused(set, element);
    expect(summary.querySelectorAll('a').length, 'one link a question').to.equal(1);
    expect(cards(element), 'no second copy').to.equal(0);
    await press(element, 'Continuer');
    await says(element, 'Vérifiez vos réponses');
    await press(element, 'Envoyer mes réponses');
    await eventually(() => inside(element).querySelector('#error-summary'), 'the errors again');
    expect(kept(set, element).length, 'the device keeps the last one alone').to.equal(1);
    delete set.refusal;
    await type(element, 'nom', 'Nouveau');
    await press(element, 'Continuer');
    await says(element, 'Vérifiez vos réponses');
    await press(element, 'Envoyer mes réponses');
    await says(element, 'Merci, vos réponses sont reçues.');
    expect([cards(element), kept(set, element).length]).to.deep.equal([0, 0]);
    element.remove();
    const again = await surveyIn(set);
    await says(again, 'Vous avez déjà répondu');
    expect(textOf(again)).not.to.include('N’a pas pu être accepté');
  });

  it('stay on this device with a way to correct them where the form that had them is gone', async () => {
    const set = await survey();
    const element = await surveyIn(set);
    await beRefused(set, element);
    delete set.refusal;
    // As when the tab is closed, which alone had the draft.
    await element['client'].forgetDraft('survey:sondage');
    element.remove();
    const again = await surveyIn(set);
    await says(again, 'N’a pas pu être accepté');
    await press(again, 'Corriger ces réponses');
    await eventually(() => inside(again).querySelector<HTMLInputElement>('#q-nom')?.value === 'Ancien');
    expect(focused(again)?.id, 'what is wrong comes first').to.equal('error-summary');
    expect([cards(again), kept(set, again).length]).to.deep.equal([0, 0]);
  });

  it('promise no confirmation, and say what to do, to who hears them too', async () => {
    const set = await survey();
    const element = await surveyIn(set);
    await refusedLater(set, element, 'Ancien');
    await says(element, 'Elles ne sont pas reçues. Corrigez-les, puis envoyez-les de nouveau.');
    expect(textOf(element)).not.to.include('Vous recevrez la confirmation');
    expect(status(element)).to.equal(REFUSAL.title);
    await expect(element).to.be.accessible();
    await press(element, 'Retirer de cet appareil');
    await eventually(() => focused(element)?.id === 'page-title', 'the first page');
    expect(textOf(element), 'nothing waits any more').not.to.include('ne sont pas perdues');
  });

  it('take the place of what was begun since only once one says so', async () => {
    const set = await survey();
    const first = await surveyIn(set);
    await refusedLater(set, first, 'Ancien');
    first.remove();
    const element = await surveyIn(set);
    await says(element, 'N’a pas pu être accepté');
    await type(element, 'nom', 'Nouveau');
    await press(element, 'Corriger ces réponses');
    await eventually(() => focused(element)?.id === 'replace', 'the question');
    await expect(element).to.be.accessible();
    await press(element, 'Garder');
    expect(inside(element).querySelector<HTMLInputElement>('#q-nom')!.value).to.equal('Nouveau');
    await press(element, 'Corriger ces réponses');
    await press(element, 'Remplacer');
    await eventually(() => inside(element).querySelector<HTMLInputElement>('#q-nom')?.value === 'Ancien');
    expect(kept(set, element).length).to.equal(0);
  });

  for (const responses of ['one', 'many'])
    it(`never replace those that were received, where one may give ${responses}`, async () => {
      const set = await survey({ responses, changes: true });
      const first = await surveyIn(set);
      await refusedLater(set, first, 'Ancien');
      first.remove();
      const element = await surveyIn(set);
      await type(element, 'nom', 'Nouveau');
      await toCheck(element);
      await press(element, 'Envoyer mes réponses');
      await says(element, 'Merci, vos réponses sont reçues.');
      await control(inside(element), 'Modifier mes réponses');
      expect(cards(element), 'words that nobody received are not lost').to.equal(1);
      expect([
        buttons(element, 'Modifier mes réponses'),
        buttons(element, 'Corriger ces réponses'),
      ]).to.deep.equal([1, responses === 'one' ? 0 : 1]);
      await press(element, 'Retirer de cet appareil');
      await eventually(() => cards(element) === 0);
      expect(textOf(element)).to.include('Merci, vos réponses sont reçues.');
    });

  it('are let go of with the draft that is begun anew', async () => {
    const set = await survey();
    const first = await surveyIn(set);
    await beRefused(set, first);
    first.remove();
    const element = await surveyIn(set);
    await says(element, 'Nous avons retrouvé vos réponses');
    expect(cards(element), 'they are in the form').to.equal(0);
    await press(element, 'Recommencer');
    await eventually(() => kept(set, element).length === 0, 'nothing left');
  });

  it('leave no entry for a withdrawal that was refused, however often', async () => {
    const set = await survey();
    const element = await surveyIn(set);
    await type(element, 'nom', 'Marie');
    await toCheck(element);
    await press(element, 'Envoyer mes réponses');
    await says(element, 'Merci, vos réponses sont reçues.');
    set.refusal = { code: 'closed', status: 403, title: 'La participation est terminée.' };
    for (const time of ['once', 'twice']) {
      await press(element, 'Retirer mes réponses');
      await says(element, 'Elles seront effacées pour de bon.');
      await press(element, 'Retirer');
      await says(element, 'La participation est terminée.');
      await eventually(() => kept(set, element).length === 0, `refused ${time}`);
      await eventually(() => cards(element) === 0, `not shown: ${time}`);
    }
  });
});

describe('the live region of a survey', () => {
  it('does not tell of a page that was left', async () => {
    const element = await surveyIn(await survey());
    element['announce']('Décoché : Oui');
    await eventually(() => status(element) === 'Décoché : Oui');
    await press(element, 'Continuer');
    await eventually(() => inside(element).querySelector('#q-suite'));
    expect(status(element)).to.equal('');
  });
});
