import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { html } from 'lit';
import { FILE, QUESTIONS, surveyOf, WORDS, type WrittenQuestion } from '../../stories/support/questions.js';
import { RARE } from '../../stories/support/rare-questions.js';
import type { CqSurvey } from '../../src/widgets/survey/survey.js';
import '../../src/widgets/survey/survey.js';
import { control, focused, inside } from './acting.js';
import { eventually, shown, stage } from './base-stage.js';

const EVERY = [
  WORDS,
  ...Object.values(QUESTIONS),
  ...Object.values(RARE).map(({ question }) => question),
  FILE,
];

/** All the questions at once, each of which must be answered, in a page of the host’s making. */
async function onPage({ lang = 'fr', dir = 'ltr', header = 0 } = {}): Promise<CqSurvey> {
  const questions = EVERY.map((one) => (one.type === 'information' ? one : { ...one, required: true }));
  const set = await stage({ activities: [surveyOf(...(questions as WrittenQuestion[]))] });
  const element = await shown<CqSurvey>(html`
    <div lang=${lang} dir=${dir}>
      <div style="position: sticky; z-index: 10; inset-block-start: 0; block-size: ${header}px"></div>
      <cq-survey consultation=${set.slug} api=${set.api}></cq-survey>
    </div>
  `);
  await eventually(() => inside(element).querySelector('#page-title'), 'the questions');
  return element;
}

async function goWrong(element: Element, lang = 'fr'): Promise<void> {
  (await control(inside(element), lang === 'fr' ? 'Continuer' : 'Continue')).click();
  await eventually(() => focused(element)?.id === 'error-summary', 'the summary');
}

const every = (element: Element, selector: string) => [
  ...inside(element).querySelectorAll<HTMLElement>(selector),
];

/** What does not fit: its own words run out of it, or it runs out of the page. */
function tooWide(element: Element, width: number): string[] {
  const words = 'button, label, legend, summary, h2, h3, h4, h5, p, li, .hint, .error-message, .input, th';
  return every(element, words)
    .filter((one) => !one.closest('.visually-hidden, thead'))
    .filter((one) => {
      const { right, left } = one.getBoundingClientRect();
      const runsOut = one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline';
      return right > width + 0.5 || left < 0 || runsOut;
    })
    .map((one) => `${one.localName}#${one.id} ${one.textContent.trim().slice(0, 30)}`);
}

describe('all the questions on one page', () => {
  afterEach(() => document.documentElement.removeAttribute('style'));

  for (const lang of ['fr', 'en']) {
    for (const dir of ['ltr', 'rtl']) {
      it(`reflow at 320 px, which 1,280 px are at 400 %, with their errors: ${lang}, ${dir}`, async () => {
        await setViewport({ width: 320, height: 256 });
        const element = await onPage({ lang, dir });
        expect(tooWide(element, 320)).to.deep.equal([]);
        await goWrong(element, lang);
        expect(tooWide(element, 320)).to.deep.equal([]);
        expect(document.documentElement.scrollWidth).to.be.at.most(320);
        // French and English are read from left to right, whatever is around them.
        const { left, right } = every(element, '.questions .choice')[0]!.getBoundingClientRect();
        const box = every(element, '.questions .choice input')[0]!.getBoundingClientRect();
        expect(box.left - left).to.be.below(right - box.right);
      });
    }
  }

  it('lose nothing to the spacing that a reader sets', async () => {
    await setViewport({ width: 320, height: 800 });
    const element = await onPage();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* {
      line-height: 1.5 !important;
      letter-spacing: 0.12em !important;
      word-spacing: 0.16em !important;
    }
    p { margin-block-end: 2em !important }`);
    inside(element).adoptedStyleSheets.push(sheet);
    await goWrong(element);
    expect(tooWide(element, 320)).to.deep.equal([]);
    // What a finger may hit around a compact button is no text.
    for (const one of every(element, 'button:not(.compact), .choice, input, .notice, .card')) {
      expect(one.scrollHeight, one.textContent).to.be.at.most(one.clientHeight + 2);
    }
  });

  it('never leave what has the focus under a header that stays', async () => {
    await setViewport({ width: 640, height: 500 });
    document.documentElement.style.scrollPaddingBlockStart = '120px';
    const element = await onPage({ header: 120 });
    await goWrong(element);
    const top = () => focused(element)!.getBoundingClientRect().top;
    await eventually(() => top() >= 119, 'the summary below the header');
    for (const link of every(element, '#error-summary a')) {
      link.click();
      await eventually(() => top() >= 119 && top() < 500, `what «${link.textContent}» leads to`);
    }
    // Backwards, as the tab key goes upwards under the header.
    for (let step = 0; step < 40; step++) {
      await sendKeys({ press: 'Shift+Tab' });
      const { bottom } = focused(element)!.getBoundingClientRect();
      expect(bottom, focused(element)!.id).to.be.above(120);
    }
  });
});
