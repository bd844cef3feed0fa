import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { PlaceAnswer } from '../../../contract/survey.js';
import type { Of } from '../../../domain/kinds.js';
import '../../../domain/kinds/place.js';
import { button } from '../../base/forms/button.js';
import { addView, fieldId, type QuestionOptions } from '../../base/forms/view.js';
import { textField } from '../../base/forms.js';
import { inLanguage, spoken } from '../../base/language.js';
import { errorAt, fieldset, inThisLanguage } from './fieldset.js';
import { mapStyles } from './place/map-styles.js';
import { type Point, slippyMap, STEPS } from './place/slippy-map.js';

type Place = Of<'place'>;

/** A list, an address in words, and a map for those who wish: any of them will do. */
function controls(question: Place, options: QuestionOptions): TemplateResult {
  const { options: places, address, map } = question;
  const ways = [places, address, map].filter(Boolean).length;
  return fieldset(
    question,
    options,
    [
      places ? list(question, options) : nothing,
      address ? addressField(options) : nothing,
      map ? pointTemplate(options) : nothing,
      map ? mapTemplate(map, options) : nothing,
    ],
    { hint: ways > 1 ? msg('Une seule de ces façons de répondre suffit.') : undefined },
  );
}

function list({ options: places = [] }: Place, options: QuestionOptions): TemplateResult {
  const [chosen = ''] = options.entered.chosen ?? [];
  return html`<div class="field">
    <label for="${options.id}-list">${msg('Lieu dans la liste')}</label>
    <select
      class="input"
      id="${options.id}-list"
      aria-invalid=${errorAt(options) && !chosen ? 'true' : nothing}
      @change=${(event: Event) => {
        const { value } = event.target as HTMLSelectElement;
        options.onChange({ chosen: value ? [value] : [] });
      }}
    >
      <option value="" .selected=${chosen === ''}></option>
      ${places.map(({ id, label }) => {
        const { text, lang } = inLanguage(label, spoken());
        return html`<option value=${id} lang=${lang === spoken() ? nothing : lang} .selected=${id === chosen}>
          ${text}
        </option>`;
      })}
    </select>
  </div>`;
}

function addressField(options: QuestionOptions): TemplateResult {
  return textField({
    id: fieldId(options.id, ['address']),
    label: addressWords(),
    error: errorAt(options, 'address'),
    value: options.entered.text ?? '',
    onInput: (text) => options.onChange({ text }),
  });
}

const addressWords = () => msg('Adresse ou description de l’endroit');

/** What was chosen on the map stands outside it, in words, and can be taken back without it. */
function pointTemplate(options: QuestionOptions): unknown {
  const { point } = options.entered;
  if (point?.latitude === undefined) return nothing;
  const forget = inThisLanguage(() => {
    options.onChange({ point: {} });
    options.say(msg('L’endroit choisi sur la carte est retiré.'));
    options.root.querySelector<HTMLElement>(`#${CSS.escape(`${options.id}-map`)}`)?.focus();
  });
  return html`<div class="row point">
    <p>${msg(str`Endroit choisi sur la carte : ${coordinates(point)}`)}</p>
    ${button({ label: msg('Retirer cet endroit'), variant: 'link', onClick: forget })}
  </div>`;
}

/** The map begins once somebody opens it: until then its server has not heard of them, and they know who it is. */
function mapTemplate(map: NonNullable<Place['map']>, options: QuestionOptions): TemplateResult {
  const { host } = new URL(map.tiles.replace(/[{}]/g, ''));
  const { id, say } = options;
  const directions = { north: msg('Nord'), south: msg('Sud'), west: msg('Ouest'), east: msg('Est') };
  const signs = { north: '↑', south: '↓', west: '←', east: '→' };
  const choose = inThisLanguage((point: Point) => {
    options.onChange({ point });
    say(msg(str`Endroit choisi sur la carte : ${coordinates(point)}`));
  });
  const mapOptions = {
    ...map,
    point: options.entered.point,
    onChoose: choose,
    words: inThisLanguage((point: Point, zoom: number) =>
      msg(str`Centre de la carte : ${coordinates(point)}, agrandissement ${zoom}`),
    ),
    say,
  };
  return html`<p class="hint" id="${id}-map-who">
      ${msg(str`La carte vient de ${host}, qui saura quelle région vous y regardez.`)}
    </p>
    <details class="map" ${slippyMap(mapOptions)}>
      <summary id="${id}-map" aria-describedby="${id}-map-who">${msg('Ouvrir la carte')}</summary>
      <div
        class="view"
        tabindex="0"
        role="application"
        aria-label=${msg('Carte')}
        aria-describedby="${id}-map-keys"
      >
        <div class="tiles"></div>
      </div>
      <p class="hint">${options.localize(map.attribution)}</p>
      <p class="notice notice-warning failed" hidden>
        ${msg('Les images de la carte ne viennent pas. Répondez autrement, ou réessayez plus tard.')}
      </p>
      <p class="hint" id="${id}-map-keys">
        ${msg('Touchez la carte ou cliquez pour choisir un endroit. Déplacez-la de deux doigts ou en glissant avec la souris. Au clavier : flèches pour déplacer la carte sous la croix, + et − pour agrandir et réduire.')}
      </p>
      <div class="row">
        ${STEPS.map(
          (step) =>
            html`<button
              type="button"
              class="button secondary compact"
              data-step=${step}
              aria-label=${directions[step]}
            >
              ${signs[step]}
            </button>`,
        )}
        <button type="button" class="button secondary compact" data-step="in" aria-label=${msg('Agrandir')}>
          +
        </button>
        <button
          type="button"
          class="button secondary compact"
          data-step="out"
          aria-label=${msg('Réduire', { id: 'zoom-out' })}
        >
          −
        </button>
      </div>
      <p class="center"></p>
      <button type="button" class="button" data-step="choose">${msg('Choisir cet endroit')}</button>
    </details>`;
}

/** «46,81390° N, 71,20800° O»: a metre or so. */
function coordinates({ latitude = 0, longitude = 0 }: Pick<PlaceAnswer, 'latitude' | 'longitude'>): string {
  const degrees = (value: number) =>
    `${Math.abs(value)
      .toFixed(5)
      .replace('.', spoken() === 'fr' ? ',' : '.')}°`;
  const north = latitude < 0 ? msg('S') : msg('N');
  const east = longitude < 0 ? msg('O') : msg('E');
  return `${degrees(latitude)}\u00a0${north}, ${degrees(longitude)}\u00a0${east}`;
}

addView('place', {
  controls,
  words({ options: places }, answer, localize) {
    const { option, address, latitude, longitude } = answer as PlaceAnswer;
    const chosen = places?.find(({ id }) => id === option);
    return [
      ...(option === undefined ? [] : [chosen ? localize(chosen.label) : option]),
      ...(address === undefined ? [] : [address]),
      ...(latitude === undefined ? [] : [coordinates({ latitude, longitude })]),
    ];
  },
  errorWords({ options: places, address, map }, { code }) {
    if (code !== 'required') return undefined;
    if (places)
      return address || map
        ? msg('Choisissez un lieu dans la liste, ou répondez autrement.')
        : msg('Choisissez un lieu dans la liste.');
    return address
      ? msg('Écrivez une adresse ou décrivez l’endroit.')
      : msg('Ouvrez la carte et choisissez un endroit.');
  },
  fieldLabel: () => addressWords(),
  styles: mapStyles,
});
