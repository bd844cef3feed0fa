import { expect } from '@open-wc/testing';
import { executeServerCommand, sendMouse, setViewport } from '@web/test-runner-commands';
import { html } from 'lit';
import { RARE, rareSurvey } from '../../stories/support/rare-questions.js';
import { SurveyDefinition } from '../../src/contract/survey.js';
import { enteredFrom } from '../../src/domain/entered-from.js';
import type { CqSurvey } from '../../src/widgets/survey/survey.js';
import '../../src/widgets/survey/survey.js';
import { control, inside, textOf } from './acting.js';
import { eventually, shown, stage } from './base-stage.js';

interface Finger {
  x: number;
  y: number;
}

/** A survey on a telephone, in a page that is longer than its screen; the map’s tiles are the tests’ own. */
async function onTelephone(kind: string): Promise<CqSurvey> {
  await setViewport({ width: 320, height: 640 });
  const survey = rareSurvey(kind);
  const [page] = survey.pages;
  const questions = page!.questions.map((question) =>
    question.type === 'place'
      ? { ...question, map: { ...question.map!, tiles: `${location.origin}/tiles/{z}/{x}/{y}.png` } }
      : question,
  );
  const set = await stage({ activities: [{ ...survey, pages: [{ ...page, questions }] }] });
  const element = await shown<CqSurvey>(html`
    <div lang="fr" style="padding-block: 300px 900px">
      <cq-survey consultation=${set.slug} api=${set.api}></cq-survey>
    </div>
  `);
  await eventually(() => inside(element).querySelector('#page-title'), 'the survey');
  return element;
}

const one = <E extends HTMLElement = HTMLElement>(element: Element, selector: string) =>
  inside(element).querySelector<E>(selector)!;
const spaced = (text: string) => text.replace(/\s+/g, ' ').trim();

/** Where something is on the screen: its middle, and so far from it. */
function on(target: Element, right = 0, down = 0): Finger {
  const { left, top, width, height } = target.getBoundingClientRect();
  return { x: left + width / 2 + right, y: top + height / 2 + down };
}

const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: Finger[]) =>
  executeServerCommand('touch', { type, touchPoints });

/** Fingers that go from here to there, all at once, in steps. */
async function slide(from: Finger[], to: Finger[], steps = 8): Promise<void> {
  for (let step = 1; step <= steps; step++) {
    const between = (start: number, end: number) => start + ((end - start) * step) / steps;
    await touch(
      'touchMove',
      ...from.map(({ x, y }, index) => ({ x: between(x, to[index]!.x), y: between(y, to[index]!.y) })),
    );
  }
}

async function gesture(from: Finger[], to: Finger[]): Promise<void> {
  for (const [index] of from.entries()) await touch('touchStart', ...from.slice(0, index + 1));
  await slide(from, to);
  await touch('touchEnd');
  await still();
}

/** A page that was flung goes on by itself, and takes the next touch for the order to stop. */
async function still(): Promise<void> {
  let [last, frames] = [NaN, 0];
  await eventually(() => {
    frames = scrollY === last ? frames + 1 : 0;
    last = scrollY;
    return frames > 12;
  }, 'a page that stands still');
}

describe('the map of a place, by finger', () => {
  async function openMap() {
    const element = await onTelephone('place');
    (await control(inside(element), 'Ouvrir la carte')).click();
    await eventually(() => {
      const images = [...inside(element).querySelectorAll<HTMLImageElement>('.tiles img')];
      return (
        images.length > 0 && images.every(({ complete, naturalWidth }) => complete && naturalWidth === 256)
      );
    }, 'the tiles');
    const view = one(element, '.view');
    view.scrollIntoView({ block: 'center' });
    await still();
    return { element, view, center: () => spaced(one(element, '.center').textContent) };
  }
  const START = 'Centre de la carte : 46,81390° N, 71,20800° O, agrandissement 12';
  const CHOSEN = 'Endroit choisi sur la carte';

  it('scrolls the page with one finger, moves nothing and chooses nothing', async () => {
    const { element, view, center } = await openMap();
    const before = scrollY;
    await gesture([on(view, 0, 100)], [on(view, 0, -100)]);
    await eventually(() => scrollY > before + 100, 'the page scrolled');
    expect(center()).to.equal(START);
    expect(textOf(element)).not.to.include(CHOSEN);
  });

  it('chooses what one touches, where one touches it', async () => {
    const { element, view, center } = await openMap();
    // At this size a pixel is 360 / 4,096 / 256 of a degree of longitude: 100 pixels, 0.03433.
    await gesture([on(view, 100)], [on(view, 100)]);
    await eventually(() => textOf(element).includes(CHOSEN), 'the place');
    expect(spaced(one(element, '.point p').textContent)).to.equal(`${CHOSEN} : 46,81390° N, 71,17367° O`);
    expect(center()).to.equal(START);
    const [ring, touched] = [on(one(element, '.ring')), on(view, 100)];
    expect(Math.hypot(ring.x - touched.x, ring.y - touched.y)).to.be.below(1.5);
  });

  it('is moved by two fingers, and the page stays where it is', async () => {
    const { element, view, center } = await openMap();
    const before = scrollY;
    await gesture([on(view, -40, 60), on(view, 40, 60)], [on(view, -40, -60), on(view, 40, -60)]);
    await eventually(() => center() !== START);
    expect(center()).to.match(/^Centre de la carte : 46,7[78]\d+° N, 71,20800° O, agrandissement 12$/);
    expect(scrollY).to.equal(before);
    expect(visualViewport!.scale).to.equal(1);
    expect(textOf(element)).not.to.include(CHOSEN);
  });

  it('is enlarged and reduced by two fingers about what is between them, and the page is not', async () => {
    const { element, view, center } = await openMap();
    await gesture([on(view, 70), on(view, 90)], [on(view, 61), on(view, 99)]);
    await eventually(() => center().includes('agrandissement 13'));
    // What is 80 pixels to the right of the middle stays there: the middle has come half that way.
    expect(center()).to.include('71,19427° O');
    await gesture([on(view, 20), on(view, 140)], [on(view, 42), on(view, 118)]);
    await eventually(() => center().includes('agrandissement 12'));
    expect(visualViewport!.scale).to.equal(1);
    expect(textOf(element)).not.to.include(CHOSEN);
  });

  it('is chosen by a click and moved by dragging with a mouse', async () => {
    const { element, view, center } = await openMap();
    const at = ({ x, y }: Finger) => [Math.round(x), Math.round(y)] as [number, number];
    await sendMouse({ type: 'move', position: at(on(view)) });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: at(on(view, 50)) });
    await sendMouse({ type: 'up' });
    expect(center()).not.to.equal(START);
    expect(textOf(element)).not.to.include(CHOSEN);
    await sendMouse({ type: 'click', position: at(on(view)) });
    await eventually(() => textOf(element).includes(CHOSEN));
  });

  it('has controls that a finger hits', async () => {
    const { element } = await openMap();
    for (const button of inside(element).querySelectorAll('.map :is(button, summary)')) {
      const { width, height } = button.getBoundingClientRect();
      // A compact button is 40 px high, and 4 px above and below belong to it.
      expect([width >= 44, height >= 40], spaced(button.textContent)).to.deep.equal([true, true]);
    }
  });
});

describe('a ranking, by finger', () => {
  async function ranked() {
    const element = await onTelephone('ranking');
    const definition = SurveyDefinition.parse(rareSurvey('ranking'));
    const { question, answer } = RARE['ranking']!;
    Object.assign(element, { entered: enteredFrom(definition, { [question.id]: answer }) });
    await element.updateComplete;
    const handles = [...inside(element).querySelectorAll('.handle')];
    handles[1]!.scrollIntoView({ block: 'center' });
    await still();
    const order = () =>
      [...inside(element).querySelectorAll<HTMLSelectElement>('.place select')].map(({ value }) => value);
    return { element, handles, order };
  }

  it('scrolls the page where the finger moves at once, from a handle too', async () => {
    const { handles, order } = await ranked();
    const before = scrollY;
    await gesture([on(handles[2]!)], [on(handles[2]!, 0, -180)]);
    await eventually(() => scrollY > before + 80, 'the page scrolled');
    expect(order()).to.deep.equal(['velo', 'marche', 'autobus']);
  });

  it('is dragged once the finger has stayed on the handle', async () => {
    const { element, handles, order } = await ranked();
    const before = scrollY;
    const [from, to] = [on(handles[2]!), on(handles[0]!)];
    await touch('touchStart', from);
    await eventually(() => one(element, '.held'), 'the handle held');
    await slide([from], [to]);
    await touch('touchEnd');
    await eventually(() => order()[0] === 'autobus', 'the new order');
    expect(order()).to.deep.equal(['autobus', 'velo', 'marche']);
    expect(scrollY).to.equal(before);
  });
});
