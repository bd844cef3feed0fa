import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import { definitionFor } from '../../stories/support/definitions.js';
import type { CqSurvey } from '../../src/widgets/survey/survey.js';
import '../../src/widgets/survey/survey.js';
import { control, focused, inside, says, textOf } from './acting.js';
import { eventually, shown, stage, type Stage, type StageOptions } from './base-stage.js';

const [SURVEY] = definitionFor('plan-velo').activities;

function survey(options: StageOptions = {}): Promise<Stage> {
  return stage({ activities: [SURVEY], ...options });
}

async function widget(set: Stage, lang = 'fr'): Promise<CqSurvey> {
  const element = await shown<CqSurvey>(html`
    <div lang=${lang}>
      <cq-survey consultation=${set.slug} api=${set.api}><p>Écrivez-nous</p></cq-survey>
    </div>
  `);
  await eventually(() => inside(element).querySelector('#title'), 'the survey');
  return element;
}

/** Waits for the field whose label begins with `label`. */
function field(element: Element, label: string): Promise<HTMLInputElement> {
  return eventually(() => {
    const found = [...inside(element).querySelectorAll('label')].find((one) =>
      one.textContent?.replace(/\s+/g, ' ').trim().startsWith(label),
    );
    return found && inside(element).querySelector<HTMLInputElement>(`#${CSS.escape(found.htmlFor)}`);
  }, `the field «${label}»`);
}

async function type(element: Element, label: string, text: string): Promise<void> {
  const input = await field(element, label);
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

const check = async (element: Element, label: string) => (await field(element, label)).click();
const press = async (element: Element, name: string) => (await control(inside(element), name)).click();
const heading = (element: Element) => inside(element).querySelector('#page-title')?.textContent?.trim();

/** From the first page to the check. */
async function fill(element: Element): Promise<void> {
  await check(element, 'Oui');
  await press(element, 'Continuer');
  await check(element, '4');
  await press(element, 'Continuer');
  await eventually(() => heading(element) === 'Vous');
  await press(element, 'Continuer');
  await eventually(() => heading(element) === 'Vérifiez vos réponses');
}

describe('cq-survey', () => {
  it('is accessible on each page, with its errors, at the check and with its receipt', async () => {
    const set = await survey();
    const element = await widget(set);
    await expect(element).to.be.accessible();
    await press(element, 'Continuer');
    await says(element, 'Des erreurs sont présentes dans le formulaire');
    await expect(element).to.be.accessible();
    await check(element, 'Oui');
    await press(element, 'Continuer');
    await check(element, '4');
    await expect(element).to.be.accessible();
    await press(element, 'Continuer');
    await eventually(() => heading(element) === 'Vous');
    await expect(element).to.be.accessible();
    await press(element, 'Continuer');
    await eventually(() => heading(element) === 'Vérifiez vos réponses');
    await expect(element).to.be.accessible();
    await press(element, 'Envoyer mes réponses');
    await says(element, 'Merci, vos réponses sont reçues.');
    await expect(element).to.be.accessible();
  });

  it('tells all the errors of a page at once, only when one goes on, and leads to each field', async () => {
    const element = await widget(await survey());
    await check(element, 'Non');
    expect(inside(element).querySelector('.summary')).to.equal(null);
    await press(element, 'Continuer');
    const summary = await eventually(() => focused(element)?.closest('.summary'));
    const link = summary.querySelector('a')!;
    expect(link.textContent).to.match(/Qu’est-ce qui vous en a empêché.*Choisissez une réponse/);
    link.click();
    expect(focused(element)?.id).to.equal('q-frein');
    expect(location.hash).to.equal('');
  });

  it('asks what the answers call for, without losing what was entered or the focus', async () => {
    const element = await widget(await survey());
    await check(element, 'Oui');
    await check(element, 'Autre (préciser)');
    await type(element, 'Précisez', 'Garderie');
    await check(element, 'Non');
    await field(element, 'La météo');
    expect(textOf(element)).not.to.include('Pour quels motifs');
    await check(element, 'Oui');
    expect((await field(element, 'Précisez')).value).to.equal('Garderie');
  });

  it('says how far one is, and goes back without losing anything', async () => {
    const element = await widget(await survey());
    await says(element, 'Étape 1 de 4');
    await check(element, 'Oui');
    await press(element, 'Continuer');
    await says(element, 'Étape 2 de 4');
    expect(focused(element)?.id).to.equal('page-title');
    await press(element, 'Précédent');
    await says(element, 'Étape 1 de 4');
    expect((await field(element, 'Oui')).checked).to.equal(true);
  });

  it('returns to the check after a change, by way of what the change makes necessary', async () => {
    const element = await widget(await survey());
    await fill(element);
    await press(element, 'Modifier – Avez-vous utilisé un vélo');
    await check(element, 'Non');
    await press(element, 'Continuer');
    await says(element, 'Des erreurs sont présentes');
    await check(element, 'La sécurité');
    await press(element, 'Continuer');
    await eventually(() => heading(element) === 'Vérifiez vos réponses');
    expect(textOf(element)).to.include('La sécurité');
  });

  it('sends what is shown, once, and gives a receipt with a copy', async () => {
    const set = await survey();
    const element = await widget(set);
    const submitted: Event[] = [];
    element.addEventListener('cq-submit', (event) => submitted.push(event));
    await fill(element);
    await press(element, 'Envoyer mes réponses');
    await says(element, 'Merci, vos réponses sont reçues.');
    expect(set.writes.map(({ body }) => body)).to.deep.equal([
      { answers: { velo: true, satisfaction: 4 }, definition: 1 },
    ]);
    expect(submitted.length).to.equal(1);
    expect(focused(element)?.id).to.equal('receipt-title');
    expect(textOf(element)).to.include('Le bilan de la consultation sera publié');
    await press(element, 'Retirer mes réponses');
    await says(element, 'Elles seront effacées pour de bon.');
    expect(set.writes.length).to.equal(1);
    await press(element, 'Retirer');
    await says(element, 'Vos réponses ont été retirées et effacées.');
  });

  it('leads from the summary to the field that specifies «other», and finds no fault with the choices', async () => {
    const element = await widget(await survey());
    await check(element, 'Oui');
    await check(element, 'Autre (préciser)');
    await press(element, 'Continuer');
    const link = await eventually(() => inside(element).querySelector<HTMLElement>('#error-summary a'));
    link.click();
    expect(focused(element)).to.equal(await field(element, 'Précisez'));
    expect(focused(element)!.getAttribute('aria-invalid')).to.equal('true');
    expect(inside(element).querySelectorAll('[type=checkbox][aria-invalid]').length).to.equal(0);
  });

  it('shows who has answered already what they gave, and asks again only if they want to', async () => {
    const set = await survey();
    const first = await widget(set);
    await fill(first);
    await press(first, 'Envoyer mes réponses');
    await says(first, 'Merci, vos réponses sont reçues.');
    first.remove();
    const again = await widget(set);
    await says(again, 'Vous avez déjà répondu à ce sondage.');
    await expect(again).to.be.accessible();
    expect(textOf(again)).to.include(set.writes[0]!.path.split('/').at(-1));
    await press(again, 'Mes réponses');
    expect(inside(again).querySelector('.answers')!.textContent).to.include('Avez-vous utilisé un vélo');
    await press(again, 'Répondre de nouveau');
    await says(again, 'Étape 1 de 4');
    expect(set.writes.length).to.equal(1);
  });

  it('finds a draft again, where one was, and forgets it when one begins again', async () => {
    const set = await survey();
    const first = await widget(set);
    await check(first, 'Oui');
    await press(first, 'Continuer');
    await type(first, 'Que faudrait-il changer', 'Déneiger !');
    first.remove();
    const second = await widget(set);
    await says(second, 'Nous avons retrouvé vos réponses');
    expect((await field(second, 'Que faudrait-il changer')).value).to.equal('Déneiger !');
    await press(second, 'Recommencer');
    await says(second, 'Étape 1 de 4');
    second.remove();
    const third = await widget(set);
    expect(textOf(third)).not.to.include('Nous avons retrouvé');
  });

  it('reads numbers as people write them, and months by their names', async () => {
    const set = await survey();
    const element = await widget(set);
    await check(element, 'Oui');
    await press(element, 'Continuer');
    await check(element, '4');
    await type(element, 'Longueur de votre trajet', '3,5');
    await press(element, 'Continuer');
    await type(element, 'Jour', '1');
    const month = (await field(element, 'Mois')) as unknown as HTMLSelectElement;
    month.value = '05';
    month.dispatchEvent(new Event('input', { bubbles: true }));
    month.dispatchEvent(new Event('change', { bubbles: true }));
    await type(element, 'Année', '2020');
    await press(element, 'Continuer');
    await says(element, '1er mai 2020');
    await press(element, 'Envoyer mes réponses');
    await says(element, 'Merci');
    const { answers } = set.writes[0]!.body as { answers: Record<string, unknown> };
    expect(answers).to.include({ trajet: 3.5, depuis: '2020-05-01' });
  });

  it('keeps the answers on the device while the network is away, and sends them once it is back', async () => {
    const set = await survey();
    const element = await widget(set);
    await fill(element);
    set.cut = 'for-writes';
    await press(element, 'Envoyer mes réponses');
    await says(element, 'Enregistré sur cet appareil');
    await says(element, 'Vos réponses ne sont pas perdues');
    set.cut = false;
    dispatchEvent(new Event('online'));
    await says(element, 'Merci, vos réponses sont reçues.');
    expect(set.writes.length).to.equal(1);
  });

  it('shows answers that were refused for good, with the reason', async () => {
    const set = await survey();
    const element = await widget(set);
    await fill(element);
    set.refusal = { code: 'closed', status: 403, title: 'La participation est terminée.' };
    await press(element, 'Envoyer mes réponses');
    await says(element, 'La participation est terminée.');
    expect(textOf(element)).to.include('Oui');
    expect(set.writes).to.deep.equal([]);
  });

  for (const [phase, words] of [
    ['before', 'La participation ouvre le'],
    ['closed', 'La participation est terminée depuis le'],
  ] as const) {
    it(`asks nothing ${phase === 'before' ? 'before it opens' : 'once it is closed'}, and says when`, async () => {
      const element = await widget(await survey({ phase }));
      await says(element, words);
      expect(inside(element).querySelector('form')).to.equal(null);
      await expect(element).to.be.accessible();
    });
  }

  it('sends people of a site that is not registered to the platform', async () => {
    const set = await survey({ origins: ['https://ailleurs.test'] });
    const element = await widget(set);
    const link = await eventually(() => inside(element).querySelector<HTMLAnchorElement>('.notice a'));
    expect(link.href).to.equal(`${set.api}c/${set.slug}`);
    expect(inside(element).querySelector('form')).to.equal(null);
  });

  it('speaks English on an English page', async () => {
    const element = await widget(await survey(), 'en');
    await says(element, 'Step 1 of 4');
    await press(element, 'Continue');
    await says(element, 'Choose an answer.');
    expect(textOf(element)).to.include('Did you ride a bicycle?');
  });

  it('is answered from the first field to the receipt by the keyboard alone', async () => {
    const set = await survey();
    const element = await widget(set);
    (await field(element, 'Oui')).focus();
    const keys = async (...names: string[]) => {
      for (const press of names) await sendKeys({ press });
    };
    await keys('Space', 'Enter');
    await eventually(() => heading(element) === 'Votre avis');
    await keys('Tab', 'Space', 'ArrowRight', 'Enter');
    await eventually(() => heading(element) === 'Vous');
    await keys('Tab', 'Enter');
    await eventually(() => heading(element) === 'Vérifiez vos réponses');
    (await control(inside(element), 'Envoyer mes réponses')).focus();
    await keys('Enter');
    await says(element, 'Merci, vos réponses sont reçues.');
    expect((set.writes[0]!.body as { answers: unknown }).answers).to.deep.equal({
      velo: true,
      satisfaction: 2,
    });
  });
});
