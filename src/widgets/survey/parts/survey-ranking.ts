import './shares.js';
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Of } from '../../../domain/kinds.js';
import { rankedIn } from '../../../domain/kinds/ranking.js';
import { inLanguage, spoken } from '../../base/language.js';
import { number } from '../../base/dates.js';
import { addView, fieldId, type QuestionOptions } from '../../base/forms/view.js';
import { errorAt, fieldset, inThisLanguage, plain } from './fieldset.js';

/**
 * One list a place. Nothing is ranked before somebody ranks it, which a list of options with «Monter» and «Descendre»
 * could not say; each place has a label of its own that every screen reader reads with its value; arrows, first letters
 * and the picker of a telephone come with it. An option that is chosen twice changes places with the one that was there.
 */
function controls(question: Of<'ranking'>, options: QuestionOptions): TemplateResult {
  const places = placesOf(question, options);
  const give = (next: string[], moved: string[]) => {
    options.onChange({ chosen: next });
    options.say(moved.map((id) => said(question, id, next.indexOf(id))).join(' '));
  };
  const choose = inThisLanguage((place: number, id: string) => {
    const next = [...places];
    const from = id ? places.indexOf(id) : -1;
    const before = places[place]!;
    if (from >= 0) next[from] = before;
    next[place] = id;
    if (from < 0) return options.onChange({ chosen: next });
    give(next, [id, before].filter(Boolean));
  });
  const move = inThisLanguage((from: number, to: number) => {
    const next = [...places];
    next.splice(to, 0, ...next.splice(from, 1));
    give(next, [places[from]!]);
  });
  return fieldset(
    question,
    options,
    html`<ol role="list" class="places">
      ${places.map((chosen, place) => placeTemplate(question, options, { places, chosen, place, choose, move }))}
    </ol>`,
    { led: true, hint: msg('Un choix déjà classé change de rang avec l’autre.') },
  );
}

interface Place {
  places: readonly string[];
  chosen: string;
  place: number;
  choose: (place: number, id: string) => void;
  move: (from: number, to: number) => void;
}

function placeTemplate(question: Of<'ranking'>, options: QuestionOptions, given: Place): TemplateResult {
  const { places, chosen, place, choose, move } = given;
  const isWrong = errorAt(options) !== undefined;
  // The summary leads to the first place that misses.
  const lead = isWrong ? Math.max(0, places.indexOf('')) : 0;
  const id = place === lead ? options.id : fieldId(options.id, [place]);
  const missing = isWrong && chosen === '';
  return html`<li class="place" data-place=${place}>
    <div class="field">
      <label for=${id}>${placeWords(place)}</label>
      <select
        class="input"
        id=${id}
        aria-invalid=${missing ? 'true' : nothing}
        aria-describedby=${missing ? `${options.id}-error` : nothing}
        @change=${(event: Event) => choose(place, (event.target as HTMLSelectElement).value)}
      >
        <option value="" .selected=${chosen === ''}></option>
        ${question.options.map(({ id: option, label }) => {
          const { text, lang } = inLanguage(label, spoken());
          const taken = places.indexOf(option);
          return html`<option
            value=${option}
            lang=${lang === spoken() ? nothing : lang}
            .selected=${option === chosen}
          >
            ${text}${taken >= 0 && taken !== place ? ` (${placeWords(taken)})` : ''}
          </option>`;
        })}
      </select>
    </div>
    ${
      chosen
        ? html`<span
            class="handle"
            aria-hidden="true"
            @pointerdown=${(event: PointerEvent) => drag(event, move)}
            >⠿</span
          >`
        : nothing
    }
  </li>`;
}

/** In milliseconds: how long a finger stays on a handle before it drags. One that moves at once scrolls the page. */
const HOLD = 250;

/** Dragging by its handle, on top of the lists: the pointer is followed until it lets go over another place. */
function drag(event: PointerEvent, move: (from: number, to: number) => void): void {
  const handle = event.currentTarget as HTMLElement;
  const held = handle.closest<HTMLElement>('.place')!;
  const list = held.parentElement!;
  if (event.button !== 0) return;
  let isHeld = false;
  const over = ({ clientY }: PointerEvent) =>
    [...list.children].find((one) => {
      const { top, bottom } = one.getBoundingClientRect();
      return clientY >= top && clientY <= bottom;
    });
  const mark = (target?: Element) => {
    for (const one of list.children) one.classList.toggle('over', one === target && one !== held);
  };
  const hold = () => {
    isHeld = true;
    handle.setPointerCapture(event.pointerId);
    held.classList.add('held');
  };
  const end = new AbortController();
  const follow = <Name extends keyof HTMLElementEventMap>(
    type: Name,
    listener: (event: HTMLElementEventMap[Name]) => void,
  ) => handle.addEventListener(type, listener, { signal: end.signal });
  const letGo = (target?: Element) => {
    end.abort();
    clearTimeout(timer);
    mark();
    held.classList.remove('held');
    const [from, to] = [held, target].map((one) => (one ? [...list.children].indexOf(one) : -1));
    if (to! >= 0 && to !== from) move(from!, to!);
  };
  follow('pointermove', (moved) => isHeld && mark(over(moved)));
  follow('pointerup', (last) => letGo(isHeld ? over(last) : undefined));
  follow('pointercancel', () => letGo());
  follow('touchmove', (moved) => isHeld && moved.preventDefault());
  follow('contextmenu', (menu) => menu.preventDefault());
  const timer = event.pointerType === 'touch' ? setTimeout(hold, HOLD) : undefined;
  if (timer) return;
  event.preventDefault();
  hold();
}

/** What stands at each place, empty where nothing does; what is not offered any more has left its place. */
function placesOf(question: Of<'ranking'>, { entered }: QuestionOptions): string[] {
  return [...Array(rankedIn(question)).keys()].map((place) => {
    const id = entered.chosen?.[place] ?? '';
    return question.options.some((option) => option.id === id) ? id : '';
  });
}

/** «1er choix», «2nd choice». */
function placeWords(place: number): string {
  const form = new Intl.PluralRules(`${spoken()}-CA`, { type: 'ordinal' }).select(place + 1);
  const ending = spoken() === 'fr' ? { one: 'er' } : { one: 'st', two: 'nd', few: 'rd' };
  const rest = spoken() === 'fr' ? 'e' : 'th';
  return msg(str`${number(place + 1) + ((ending as Record<string, string>)[form] ?? rest)} choix`);
}

function said({ options }: Of<'ranking'>, id: string, place: number): string {
  const option = options.find((one) => one.id === id)!;
  return place < 0 ? '' : msg(str`${plain(option.label)} est maintenant le ${placeWords(place)}.`);
}

addView('ranking', {
  controls,
  words: ({ options }, answer, localize) =>
    (answer as string[]).map((id, place) => {
      const option = options.find((one) => one.id === id);
      return html`${number(place + 1)}. ${option ? localize(option.label) : id}`;
    }),
  errorWords(question, { code }) {
    const count = rankedIn(question);
    if (code !== 'rank-more' && code !== 'required') return undefined;
    return count > 1
      ? msg(str`Faites un choix pour chacun des ${number(count)} rangs.`)
      : msg('Faites un choix pour ce rang.');
  },
  styles: css`
    .place {
      display: flex;
      align-items: end;
      gap: 8px;
      max-inline-size: 45em;
      margin-block-start: 16px;
    }
    .place .field {
      flex: auto;
      min-inline-size: 0;
    }
    .handle {
      display: flex;
      align-items: center;
      justify-content: center;
      block-size: 56px;
      min-inline-size: 44px;
      border: 1px solid var(--_line);
      color: var(--_muted);
      cursor: grab;
      user-select: none;
      -webkit-touch-callout: none;
    }
    .held {
      opacity: 0.5;
    }
    .over {
      outline: 3px dashed var(--_focus);
      outline-offset: 2px;
    }
  `,
});
