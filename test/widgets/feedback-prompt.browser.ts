import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import type { Receipt } from '../../src/contract/contributions.js';
import type { CqFeedbackPrompt } from '../../src/widgets/feedback-prompt/feedback-prompt.js';
import '../../src/widgets/feedback-prompt/feedback-prompt.js';
import { eventually, shown, stage, type Stage } from './base-stage.js';

const QUESTION = 'L’information sur cette page vous a-t-elle été utile\u202f?';

async function prompt(set: Stage, lang = 'fr'): Promise<CqFeedbackPrompt> {
  return shown<CqFeedbackPrompt>(html`
    <div lang=${lang}>
      <cq-feedback-prompt consultation=${set.slug} api=${set.api}><p>Écrivez-nous</p></cq-feedback-prompt>
    </div>
  `);
}

function inside(element: Element): ShadowRoot {
  return element.shadowRoot!;
}

function named(element: Element, name: string): HTMLElement | undefined {
  return [...inside(element).querySelectorAll<HTMLElement>('button, summary, a')].find(
    (control) => control.textContent?.trim() === name,
  );
}

function control(element: Element, name: string): Promise<HTMLElement> {
  return eventually(() => named(element, name), `the control «${name}»`);
}

function heading(element: Element, text: string): Promise<HTMLElement> {
  return eventually(
    () =>
      [...inside(element).querySelectorAll<HTMLElement>('h2, h3')].find((found) =>
        found.textContent?.includes(text),
      ),
    `the heading «${text}»`,
  );
}

function writeDetails(element: Element, text: string): void {
  const area = inside(element).querySelector('textarea')!;
  area.value = text;
  area.dispatchEvent(new Event('input', { bubbles: true }));
}

async function answered(set: Stage, answer = 'Non'): Promise<CqFeedbackPrompt> {
  const element = await prompt(set);
  (await control(element, answer)).click();
  await eventually(() => inside(element).querySelector('textarea'));
  await eventually(() => set.writes.length === 1);
  return element;
}

describe('<cq-feedback-prompt>', () => {
  it('is accessible at each step', async () => {
    const set = await stage();
    const element = await prompt(set);
    await heading(element, QUESTION);
    await expect(element).to.be.accessible();

    (await control(element, 'Non')).click();
    await eventually(() => inside(element).textContent?.includes('Votre réponse est enregistrée.'));
    await expect(element).to.be.accessible();

    (await control(element, 'Envoyer')).click();
    await eventually(() => inside(element).querySelector('[aria-invalid]'));
    await expect(element).to.be.accessible();

    writeDetails(element, 'Appelez-moi au 418-555-0199');
    (await control(element, 'Envoyer')).click();
    await heading(element, 'Votre texte semble contenir des renseignements personnels');
    await expect(element).to.be.accessible();

    (await control(element, 'Envoyer quand même')).click();
    await heading(element, 'Merci');
    await expect(element).to.be.accessible();
  });

  it('keeps the first click at once, with the page’s address and neither query nor fragment', async () => {
    const set = await stage();
    await answered(set, 'Signaler un problème');
    const [write] = set.writes;
    expect(write?.method).to.equal('PUT');
    expect(write?.path).to.match(/^\/activities\/page\/feedback\/[0-9a-f-]{36}$/);
    expect(write?.body).to.deep.equal({ verdict: 'problem', page: location.origin + location.pathname });
  });

  it('is about the page that is named, where one is', async () => {
    const set = await stage();
    const element = await prompt(set);
    element.about = '/permis?suivi=1#haut';
    (await control(element, 'Oui')).click();
    await eventually(() => set.writes.length === 1);
    expect((set.writes[0]!.body as { page: string }).page).to.equal(`${location.origin}/permis`);
  });

  it('adds the details to the same record', async () => {
    const set = await stage();
    const element = await answered(set);
    writeDetails(element, 'Le tableau est illisible.');
    (await control(element, 'Envoyer')).click();
    await heading(element, 'Merci');
    expect(set.writes[1]?.path).to.equal(`${set.writes[0]?.path}/versions/2`);
    expect(set.writes[1]?.body).to.deep.equal({ details: 'Le tableau est illisible.' });
  });

  it('can be used by keyboard alone, and keeps the focus where one reads next', async () => {
    const set = await stage();
    const element = await prompt(set);
    (await control(element, 'Oui')).focus();
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    const title = await heading(element, 'Que pouvons-nous améliorer');
    await eventually(() => inside(element).activeElement === title);
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: 'Plus de contraste.' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    await heading(element, 'Merci');
    await eventually(() => inside(element).activeElement?.id === 'thanks');
    expect(set.writes[1]?.body).to.deep.equal({ details: 'Plus de contraste.' });
  });

  it('shows what looks like personal data before sending, and lets one go back to the text', async () => {
    const set = await stage();
    const element = await answered(set);
    writeDetails(element, 'Écrivez à a@exemple.ca ou au 418-555-0199, NAS 130 692 544');
    (await control(element, 'Envoyer')).click();
    await heading(element, 'Votre texte semble contenir des renseignements personnels');
    const passages = [...inside(element).querySelectorAll('li strong')].map((found) => found.textContent);
    expect(passages).to.deep.equal(['a@exemple.ca', '418-555-0199', '130 692 544']);
    expect(set.writes).to.have.length(1);

    (await control(element, 'Modifier mon texte')).click();
    const area = await eventually(() => inside(element).querySelector('textarea'));
    expect(area.value).to.contain('a@exemple.ca');
    await eventually(() => inside(element).activeElement === area);
  });

  it('asks for words, and for fewer of them, without sending anything', async () => {
    const set = await stage();
    const element = await answered(set);
    (await control(element, 'Envoyer')).click();
    await eventually(() => inside(element).textContent?.includes('Écrivez vos précisions'));
    writeDetails(element, '\u200b\u2060 ');
    await eventually(() => !inside(element).textContent?.includes('Écrivez vos précisions'));
    (await control(element, 'Envoyer')).click();
    await eventually(() => inside(element).textContent?.includes('Écrivez vos précisions'));
    writeDetails(element, 'x'.repeat(201));
    await eventually(() => inside(element).textContent?.includes('1 caractère de trop'));
    (await control(element, 'Envoyer')).click();
    await eventually(() => inside(element).textContent?.includes('Votre texte est trop long.'));
    expect(set.writes).to.have.length(1);
  });

  it('ends without details when asked to, and gives the receipt', async () => {
    const set = await stage();
    const element = await answered(set);
    await eventually(() => inside(element).textContent?.includes('Votre réponse est enregistrée.'));
    (await control(element, 'Terminer sans préciser')).click();
    await heading(element, 'Merci');
    expect(inside(element).textContent).to.contain('23\u00a0novembre 2026 à 14\u00a0h\u00a003');
    expect(inside(element).textContent).to.contain(set.writes[0]?.path.split('/').at(-1));
  });

  it('says plainly that what is written will not be sent, when one ends without sending it', async () => {
    const set = await stage();
    const element = await answered(set);
    writeDetails(element, 'Finalement, non');
    (await control(element, 'Ne pas envoyer mes précisions')).click();
    await heading(element, 'Merci');
    expect(set.writes).to.have.length(1);
  });

  it('takes a double click for one', async () => {
    const set = await stage();
    const element = await prompt(set);
    const no = await control(element, 'Non');
    no.click();
    no.click();
    await eventually(() => inside(element).textContent?.includes('Votre réponse est enregistrée.'));
    expect(set.writes).to.have.length(1);
  });

  it('tells the page: ready, started, submitted with the receipt', async () => {
    const set = await stage();
    const told: string[] = [];
    const tell = (event: Event) =>
      told.push(`${event.type} ${(event as CustomEvent<Receipt | undefined>).detail?.version ?? ''}`.trim());
    for (const type of ['cq-ready', 'cq-start', 'cq-submit'] as const) addEventListener(type, tell);
    const element = await answered(set);
    writeDetails(element, 'Voilà.');
    (await control(element, 'Envoyer')).click();
    await heading(element, 'Merci');
    for (const type of ['cq-ready', 'cq-start', 'cq-submit'] as const) removeEventListener(type, tell);
    expect(told).to.deep.equal(['cq-ready', 'cq-start', 'cq-submit 1', 'cq-submit 2']);
  });

  it('finds the details again after a reload', async () => {
    const set = await stage();
    const element = await answered(set);
    await eventually(() => inside(element).textContent?.includes('Votre réponse est enregistrée.'));
    writeDetails(element, 'À moitié écrit');
    element.remove();
    const again = await prompt(set);
    const area = await eventually(() => inside(again).querySelector('textarea'));
    expect(area.value).to.equal('À moitié écrit');
    (await control(again, 'Envoyer')).click();
    await heading(again, 'Merci');
    expect(set.writes[1]?.path).to.equal(`${set.writes[0]?.path}/versions/2`);
  });

  it('keeps the click on the device when the network is cut, says so, and sends it once', async () => {
    const set = await stage();
    const element = await prompt(set);
    const yes = await control(element, 'Oui');
    set.cut = true;
    yes.click();
    await eventually(() => inside(element).textContent?.includes('Enregistré sur cet appareil'));
    await expect(element).to.be.accessible();
    const retry = await control(element, 'Réessayer maintenant');
    set.cut = false;
    retry.click();
    await eventually(() => inside(element).textContent?.includes('Votre réponse est enregistrée.'));
    expect(set.writes.map(({ body }) => body)).to.deep.equal([
      { verdict: 'yes', page: location.origin + location.pathname },
    ]);
  });

  it('shows what was refused for good, and lets go of it when asked', async () => {
    const set = await stage();
    const element = await prompt(set);
    const no = await control(element, 'Non');
    set.refusal = { code: 'closed', status: 403, title: 'La participation est terminée.' };
    no.click();
    await eventually(() => inside(element).textContent?.includes('N’a pas pu être accepté'));
    expect(inside(element).textContent).to.contain('La participation est terminée.');
    (await control(element, 'Retirer de cet appareil')).click();
    await eventually(() => !inside(element).textContent?.includes('N’a pas pu être accepté'));
    expect(inside(element).textContent).to.contain(QUESTION);
  });

  it('keeps the words in their field when they are refused, says why, and tells the page', async () => {
    const set = await stage();
    const element = await answered(set);
    let told = '';
    element.addEventListener('cq-error', ({ detail }) => (told = detail.code), { once: true });
    writeDetails(element, 'Des mots que je ne veux pas perdre');
    set.refusal = { code: 'closed', status: 403, title: 'La participation est terminée.' };
    (await control(element, 'Envoyer')).click();
    await eventually(() => inside(element).querySelector('.notice-error, .error-message'));
    expect(inside(element).textContent).to.contain('La participation est terminée.');
    expect(inside(element).querySelector('textarea')?.value).to.equal('Des mots que je ne veux pas perdre');
    expect(told).to.equal('closed');
    await expect(element).to.be.accessible();
  });

  it('changes language without losing what is being written', async () => {
    const element = await answered(await stage());
    writeDetails(element, 'À moitié écrit');
    const area = inside(element).querySelector('textarea')!;
    area.focus();
    element.parentElement!.lang = 'en';
    await heading(element, 'What can we improve?');
    expect(area.value).to.equal('À moitié écrit');
    expect(inside(element).activeElement).to.equal(area);
  });

  it('withdraws the answer when asked', async () => {
    const set = await stage();
    const element = await answered(set, 'Oui');
    (await control(element, 'Terminer sans préciser')).click();
    (await control(element, 'Retirer ma réponse')).click();
    (await control(element, 'Garder')).click();
    expect(set.writes).to.have.length(1);
    (await control(element, 'Retirer ma réponse')).click();
    (await control(element, 'Retirer')).click();
    await heading(element, 'Votre réponse a été retirée');
    expect(set.writes).to.have.length(2);
  });

  it('speaks English on an English page', async () => {
    const element = await prompt(await stage(), 'en-CA');
    await heading(element, 'Was the information on this page useful?');
    expect(inside(element).querySelector('.widget')?.getAttribute('lang')).to.equal('en');
    const purposes = await eventually(() => inside(element).querySelector('dd [lang="fr"]'));
    expect(purposes.textContent).to.equal('Améliorer les pages');
    await expect(element).to.be.accessible();
  });

  it('asks the question of the definition, in its place', async () => {
    const element = await prompt(
      await stage({ question: { fr: 'Avez-vous trouvé\u202f?', en: 'Did you find it?' } }),
    );
    await heading(element, 'Avez-vous trouvé');
  });

  for (const [phase, words] of [
    ['before', 'La participation ouvre le 15 janvier 2027 à 9 h.'],
    ['closed', 'La participation est terminée depuis le 1er novembre 2026 à 23 h 59.'],
  ] as const) {
    it(`asks nothing ${phase === 'before' ? 'before it opens, and says when' : 'once it is closed, and says since when'}`, async () => {
      const element = await prompt(await stage({ phase }));
      await eventually(() => inside(element).textContent?.replace(/\s/g, ' ').includes(words));
      expect(inside(element).querySelector('button')).to.equal(null);
      await expect(element).to.be.accessible();
    });
  }
});
