import { expect, fixture } from '@open-wc/testing';
import { emulateMedia, setViewport } from '@web/test-runner-commands';
import { html, LitElement } from 'lit';
import type { ConsultationElement } from '../../src/widgets/base/element.js';
import { base } from '../../src/widgets/base/styles.js';
import { button } from '../../src/widgets/base/forms/button.js';
import { dateField, dateStyles } from '../../src/widgets/base/forms/date.js';
import { selectField } from '../../src/widgets/base/forms/select.js';
import {
  checkbox,
  choiceGroup,
  errorSummary,
  formStyles,
  textArea,
  textField,
} from '../../src/widgets/base/forms.js';
import '../../src/widgets/feedback-prompt/feedback-prompt.js';
import '../../src/widgets/survey/survey.js';
import { eventually, shown, stage } from './base-stage.js';

/** Shows the templates that it is given, in a root with the shared styles. */
class FormProbe extends LitElement {
  static override styles = [base, formStyles, dateStyles];
  content: () => unknown = () => undefined;
  override render(): unknown {
    return html`<div class="widget stack">${this.content()}</div>`;
  }
}
customElements.define('form-probe', FormProbe);

async function probe(content: (probe: FormProbe) => unknown): Promise<FormProbe> {
  const element = await fixture<FormProbe>(html`<form-probe lang="fr"></form-probe>`);
  element.content = () => content(element);
  element.requestUpdate();
  await element.updateComplete;
  return element;
}

function one<E extends Element = HTMLElement>(element: Element, selector: string): E {
  const found = element.shadowRoot!.querySelector<E>(selector);
  if (!found) throw new Error(`Nothing matches ${selector}`);
  return found;
}

function type(input: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement, value: string): void {
  input.value = value;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

const options = [
  { value: 'a', label: 'À pied' },
  { value: 'b', label: 'À vélo', hint: 'Électrique ou non' },
];
const never = (): void => undefined;

describe('form controls', () => {
  const everyControl = ({ renderRoot }: FormProbe, error?: string) => html`
    ${errorSummary({ root: renderRoot, errors: error ? [{ id: 'name', message: error }] : [] })}
    ${textField({ id: 'name', label: 'Prénom', hint: 'Le vôtre', required: true, value: 'Zoé', error, onInput: never })}
    ${textArea({ id: 'text', label: 'Texte', value: 'abc', maxLength: 5, error, onInput: never })}
    ${selectField({ id: 'list', label: 'Liste', value: 'a', options: [{ value: 'a', label: 'A' }], onInput: never })}
    ${choiceGroup({ id: 'one', label: 'Un', options, selected: ['a'], required: true, error, onChange: never })}
    ${choiceGroup({ id: 'many', label: 'Plusieurs', options, selected: ['b', 'other'], multiple: true, error, other: { value: '', onInput: never, error }, onChange: never })}
    ${choiceGroup({ id: 'scale', label: 'Note', options, selected: [], ends: ['Peu', 'Beaucoup'], onChange: never })}
    ${dateField({ id: 'date', label: 'Date', value: '2026-05-01', error, onInput: never })}
    ${checkbox({ id: 'keep', label: 'Garder', checked: false, onChange: never })}
    ${button({ label: 'Envoyer', busy: 'Envoi en cours…' })}
    ${button({ label: 'Voter', variant: 'secondary', compact: true, pressed: true, icon: 'up' })}
  `;

  it('are accessible, with and without errors, in both schemes', async () => {
    await expect(await probe((element) => everyControl(element))).to.be.accessible();
    const wrong = await probe((element) => everyControl(element, 'Inscrivez votre prénom.'));
    await expect(wrong).to.be.accessible();
    wrong.style.colorScheme = 'dark';
    await expect(wrong).to.be.accessible();
  });

  it('tie hint and error to the field, and say in words what is required', async () => {
    const element = await probe((self) => everyControl(self, 'Inscrivez votre prénom.'));
    const field = one<HTMLInputElement>(element, '#name');
    expect(field.getAttribute('aria-describedby')).to.equal('name-hint name-error');
    expect(field.getAttribute('aria-invalid')).to.equal('true');
    expect(one(element, 'label[for="name"]').textContent).to.contain('(obligatoire)');
    expect(one(element, '#name-error').textContent).to.contain('Inscrivez votre prénom.');
  });

  it('fit in 320 px, with targets of 44 px', async () => {
    await setViewport({ width: 320, height: 640 });
    const element = await probe((self) => everyControl(self, 'Inscrivez votre prénom.'));
    expect(document.documentElement.scrollWidth).to.be.at.most(320);
    for (const target of element.shadowRoot!.querySelectorAll(
      'input[id="name"], select, textarea, .choice, .button:not(.compact)',
    )) {
      expect(target.getBoundingClientRect().height, target.outerHTML).to.be.at.least(44);
    }
    await setViewport({ width: 1280, height: 800 });
  });

  it('put the focus on the field that the summary names, and leave the page’s address alone', async () => {
    const element = await probe((self) => everyControl(self, 'Inscrivez votre prénom.'));
    const before = location.href;
    element.renderRoot.querySelector<HTMLElement>('#error-summary')!.focus();
    expect(element.shadowRoot!.activeElement?.id).to.equal('error-summary');
    one(element, '#error-summary a').click();
    expect(element.shadowRoot!.activeElement?.id).to.equal('name');
    expect(location.href).to.equal(before);
  });

  it('count the characters that are left, say it at a few marks near the limit only, and let one go over', async () => {
    let value = '';
    const element = await probe((self) =>
      textArea({
        id: 'text',
        label: 'Texte',
        value,
        maxLength: 300,
        onInput: (text) => {
          value = text;
          self.requestUpdate();
        },
      }),
    );
    const area = one<HTMLTextAreaElement>(element, 'textarea');
    const region = one(element, '[aria-live]');
    const described = () =>
      area
        .getAttribute('aria-describedby')!
        .split(' ')
        .map((id) => one(element, `#${id}`).textContent);
    const said: string[] = [];
    const reach = async (length: number) => {
      type(area, 'x'.repeat(length));
      await element.updateComplete;
      expect(described(), 'what a screen reader reads again where it changes').to.eql([
        '300 caractères au plus',
      ]);
      const words = region.textContent;
      if (words && words !== said.at(-1)) said.push(words);
    };
    await reach(200);
    expect(one(element, '#text-count').textContent).to.equal('100 caractères restants');
    expect(said).to.eql([]);
    for (let length = 201; length <= 320; length += 1) await reach(length);
    expect(said).to.eql([
      'Moins de 50 caractères restants',
      'Moins de 10 caractères restants',
      'Limite de 300 caractères dépassée',
    ]);
    expect(area.value).to.have.length(320);
    expect(one(element, '#text-count').textContent).to.equal('20 caractères de trop');
    await reach(290);
    expect(said.at(-1), 'that the text fits again').to.equal('Moins de 50 caractères restants');
  });

  it('give what is chosen, one or several, and ask to specify «other»', async () => {
    let selected: string[] = [];
    const element = await probe((self) =>
      choiceGroup({
        id: 'many',
        label: 'Plusieurs',
        options,
        selected,
        multiple: true,
        other: { value: '', onInput: never },
        onChange: (next) => {
          selected = next;
          self.requestUpdate();
        },
      }),
    );
    one(element, '#many').click();
    await element.updateComplete;
    one(element, '#many-2').click();
    await element.updateComplete;
    expect(selected).to.deep.equal(['a', 'other']);
    expect(one(element, 'label[for="many-other"]').textContent).to.contain('Précisez');
    one(element, '#many').click();
    await element.updateComplete;
    expect(selected).to.deep.equal(['other']);
  });

  it('take a date in three fields, and keep what is not complete', async () => {
    let value = '';
    const element = await probe((self) =>
      dateField({
        id: 'date',
        label: 'Date',
        value,
        onInput: (next) => {
          value = next;
          self.requestUpdate();
        },
      }),
    );
    type(one<HTMLInputElement>(element, '#date'), '1');
    await element.updateComplete;
    expect(value).to.equal('--1');
    type(one<HTMLInputElement>(element, '#date-month'), 'mai');
    await element.updateComplete;
    type(one<HTMLInputElement>(element, '#date-year'), '2026');
    await element.updateComplete;
    expect(value).to.equal('2026-mai-1');
    expect(one<HTMLInputElement>(element, '#date').value).to.equal('1');
    expect(one<HTMLInputElement>(element, '#date-month').value).to.equal('mai');
  });

  it('keep a busy button in reach: it says why it does nothing', async () => {
    let clicks = 0;
    let said = '';
    const element = await probe(() =>
      button({
        label: 'Envoyer',
        busy: 'Envoi en cours…',
        onClick: () => clicks++,
        say: (text) => (said = text),
      }),
    );
    const busy = one(element, 'button');
    busy.focus();
    expect(element.shadowRoot!.activeElement).to.equal(busy);
    busy.click();
    expect(clicks).to.equal(0);
    expect(said).to.equal('Envoi en cours…');
  });
});

describe('an element', () => {
  const text = (element: Element) => element.shadowRoot!.textContent ?? '';

  it('shows what the page put inside until it has its view', async () => {
    const set = await stage();
    set.cut = true;
    const element = await shown(
      html`<cq-feedback-prompt consultation=${set.slug} api=${set.api}
        ><p>Écrivez-nous</p></cq-feedback-prompt
      >`,
    );
    expect(element.shadowRoot!.querySelector('slot')).to.not.equal(null);
    await eventually(() => text(element).includes('La connexion au service est interrompue'));
    expect(element.shadowRoot!.querySelector('slot')).to.not.equal(null);
    await expect(element).to.be.accessible();
  });

  it('says that it is loading where the page put nothing inside', async () => {
    const set = await stage();
    set.cut = true;
    const element = document.createElement('cq-feedback-prompt');
    element.setAttribute('consultation', set.slug);
    element.setAttribute('api', set.api);
    document.body.append(element);
    await element.updateComplete;
    expect(text(element)).to.contain('Chargement…');
    await eventually(() => !text(element).includes('Chargement…'));
    element.remove();
  });

  it('tries again when asked to, and puts the focus on what comes', async () => {
    const set = await stage();
    set.cut = true;
    const element = await shown(
      html`<cq-feedback-prompt consultation=${set.slug} api=${set.api}></cq-feedback-prompt>`,
    );
    const retry = await eventually(() => element.shadowRoot!.querySelector('button'));
    set.cut = false;
    retry.click();
    const question = await eventually(() => element.shadowRoot!.querySelector('h2'));
    await eventually(() => element.shadowRoot!.activeElement?.contains(question));
  });

  for (const [mistake, words, template] of [
    [
      'a missing consultation',
      'L’attribut «\u00a0consultation\u00a0» manque.',
      html`<cq-feedback-prompt api="https://x.test/"></cq-feedback-prompt>`,
    ],
    [
      'a consultation that is not a slug',
      'n’est pas un identifiant valide',
      html`<cq-feedback-prompt consultation="Plan vélo" api="https://x.test/"></cq-feedback-prompt>`,
    ],
    [
      'a missing address',
      'L’attribut «\u00a0api\u00a0» manque',
      html`<cq-feedback-prompt consultation="x"></cq-feedback-prompt>`,
    ],
    [
      'an address that is none',
      'n’est pas une adresse valide',
      html`<cq-feedback-prompt consultation="x" api="https://"></cq-feedback-prompt>`,
    ],
  ] as const) {
    it(`says ${mistake} in the page and in the console, without an exception`, async () => {
      const written: string[] = [];
      const { error } = console;
      console.error = (words: string) => void written.push(words);
      const element = await fixture<ConsultationElement>(template);
      await eventually(() => text(element).includes(words));
      await eventually(() => written.length > 0);
      console.error = error;
      expect(written[0]).to.contain(words);
      await expect(element).to.be.accessible();
    });
  }

  it('tells the developer of an activity of another kind which element shows it, and citizens that it is not there', async () => {
    const set = await stage();
    const written: string[] = [];
    const { error } = console;
    console.error = (words: string) => void written.push(words);
    const element = await fixture<ConsultationElement>(
      html`<cq-survey consultation=${set.slug} activity="page" api=${set.api}></cq-survey>`,
    );
    await eventually(() => written.length > 0);
    console.error = error;
    await element.updateComplete;
    expect(text(element)).to.contain('Cette consultation, ou cette activité, est introuvable.');
    expect(text(element)).not.to.contain('cq-feedback-prompt');
    expect(written[0]).to.contain('<cq-survey> not-found ');
    expect(written[0]).to.match(/activity="page".*<cq-feedback-prompt>\.$/);
  });

  it('sends one to the platform where its site is not registered', async () => {
    const set = await stage({ origins: ['https://ailleurs.test'] });
    const element = await shown(
      html`<cq-feedback-prompt consultation=${set.slug} api=${set.api}></cq-feedback-prompt>`,
    );
    const link = await eventually(() =>
      element.shadowRoot!.querySelector<HTMLAnchorElement>('[part="not-allowed"] a'),
    );
    expect(link.href).to.equal(`${set.api}c/${set.slug}`);
    await expect(element).to.be.accessible();
  });

  it('sends those who read in English to the platform in English', async () => {
    const set = await stage({ origins: ['https://ailleurs.test'] });
    const host = await fixture<HTMLElement>(html`
      <div lang="en"><cq-feedback-prompt consultation=${set.slug} api=${set.api}></cq-feedback-prompt></div>
    `);
    const { shadowRoot } = host.firstElementChild!;
    const link = await eventually(() => shadowRoot!.querySelector<HTMLAnchorElement>('[part=not-allowed] a'));
    expect(link.href).to.equal(`${set.api}en/c/${set.slug}`);
  });

  it('leaves its place to the page’s own content where the platform has switched it off', async () => {
    const set = await stage();
    set.release = { current: '9.0.0', withdrawn: {}, off: { all: 'Panne' } };
    const host = await fixture<HTMLElement>(html`
      <cq-feedback-prompt consultation=${set.slug} api=${set.api}><p>Écrivez-nous</p></cq-feedback-prompt>
    `);
    await new Promise((resolve) => host.addEventListener('cq-ready', resolve));
    expect(host.shadowRoot!.querySelector('.widget')).to.equal(null);
    expect(host.querySelector('p')!.checkVisibility()).to.equal(true);
  });

  it('follows the page’s language, and two of them may speak two', async () => {
    const [one, two] = [await stage(), await stage()];
    const host = await fixture(
      html`<div>
        <div lang="fr"><cq-feedback-prompt consultation=${one.slug} api=${one.api}></cq-feedback-prompt></div>
        <div lang="en"><cq-feedback-prompt consultation=${two.slug} api=${two.api}></cq-feedback-prompt></div>
      </div>`,
    );
    const [french, english] = [...host.querySelectorAll('cq-feedback-prompt')];
    await eventually(() => text(french!).includes('Oui') && text(english!).includes('Yes'));
    french!.parentElement!.lang = 'en-CA';
    await eventually(() => text(french!).includes('Yes'));
    english!.parentElement!.lang = 'de';
    await eventually(() => text(english!).includes('Oui'));
  });

  it('shows another consultation when its attribute changes', async () => {
    const set = await stage();
    const other = await stage({ question: { fr: 'Autre question' } });
    const element = await shown(
      html`<cq-feedback-prompt consultation=${set.slug} api=${set.api}></cq-feedback-prompt>`,
    );
    await eventually(() => element.shadowRoot!.querySelector('h2'));
    element.setAttribute('api', other.api);
    element.setAttribute('consultation', other.slug);
    await eventually(() => text(element).includes('Autre question'));
  });

  it('takes nothing from the look of the page, and leaves the fallback to it', async () => {
    const set = await stage();
    set.cut = true;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      '.hostile { font: 9px/1 cursive; letter-spacing: 5px; text-transform: uppercase; color: red; word-spacing: 9px }',
    );
    document.adoptedStyleSheets.push(sheet);
    const host = await fixture(
      html`<div class="hostile">
        <cq-feedback-prompt consultation=${set.slug} api=${set.api}><p>Repli</p></cq-feedback-prompt>
      </div>`,
    );
    const element = host.querySelector('cq-feedback-prompt')!;
    const retry = await eventually(() => element.shadowRoot!.querySelector('button'));
    expect(getComputedStyle(element.querySelector('p')!).textTransform).to.equal('uppercase');
    set.cut = false;
    retry.click();
    const question = await eventually(() => element.shadowRoot!.querySelector('h2'));
    const { letterSpacing, textTransform, wordSpacing } = getComputedStyle(question);
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((kept) => kept !== sheet);
    expect([letterSpacing, textTransform, wordSpacing]).to.deep.equal(['normal', 'none', '0px']);
  });

  it('stays light on a light page when the device is dark, and is dark where the page is', async () => {
    await emulateMedia({ colorScheme: 'dark' });
    const set = await stage();
    const element = await shown(
      html`<cq-feedback-prompt consultation=${set.slug} api=${set.api}></cq-feedback-prompt>`,
    );
    const widget = await eventually(() => element.shadowRoot!.querySelector('.widget'));
    expect(getComputedStyle(widget).backgroundColor).to.equal('rgb(255, 255, 255)');
    element.style.colorScheme = 'light dark';
    expect(getComputedStyle(widget).backgroundColor).to.equal('rgb(18, 21, 25)');
    await emulateMedia({ colorScheme: 'light' });
  });

  it('wears the page’s tokens: its own first, else those of the government design system', async () => {
    const set = await stage();
    const element = await shown(
      html`<cq-feedback-prompt consultation=${set.slug} api=${set.api}></cq-feedback-prompt>`,
    );
    const widget = await eventually(() => element.shadowRoot!.querySelector('.widget'));
    element.style.setProperty('--qc-color-background', 'rgb(1, 2, 3)');
    expect(getComputedStyle(widget).backgroundColor).to.equal('rgb(1, 2, 3)');
    element.style.setProperty('--cq-background', 'rgb(4, 5, 6)');
    expect(getComputedStyle(widget).backgroundColor).to.equal('rgb(4, 5, 6)');
  });

  it('has one status region, there from the start', async () => {
    const set = await stage();
    const element = await shown(
      html`<cq-feedback-prompt consultation=${set.slug} api=${set.api}></cq-feedback-prompt>`,
    );
    const region = element.shadowRoot!.querySelector('[role="status"]');
    expect(region).to.not.equal(null);
    await eventually(() => element.shadowRoot!.querySelector('h2'));
    expect([...element.shadowRoot!.querySelectorAll('[role="status"]')]).to.deep.equal([region]);
  });
});
