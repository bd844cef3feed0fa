import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { YES, isExclusive } from '../../../domain/common-kinds.js';
import type { Of, RuleBroken } from '../../../domain/kinds.js';
import '../../../domain/kinds/fields.js';
import { number, plural } from '../../base/dates.js';
import { choiceGroup, textField } from '../../base/forms.js';
import { describedBy, hintAndError, labelText } from '../../base/forms/field.js';
import { FEW_STEPS, isElaborate } from '../../../domain/parts.js';
import { additions, addView, newStyles, type QuestionOptions } from '../../base/forms/view.js';
import { icon } from '../../base/icons.js';
import { inLanguage, speaking, spoken } from '../../base/language.js';
import { commonControls, fieldOf, prose, steps } from '../question.js';
import { countWords } from './words.js';
import { markdownTemplate } from './markdown.js';

/** One line of text, with an example where the question itself gives no hint. */
function line(
  question: Of<'telephone' | 'postal-code' | 'web-address' | 'time'>,
  options: QuestionOptions,
  example: string,
  more: Partial<Parameters<typeof textField>[0]>,
): TemplateResult {
  return textField({
    ...fieldOf(question, { ...options, note: question.hint ? undefined : example }),
    value: options.entered.text ?? '',
    onInput: (text) => options.onChange({ text }),
    short: true,
    ...more,
  });
}

addView('telephone', {
  controls: (question, options) =>
    line(question, options, msg('Par exemple : 418 555-0123'), {
      type: 'tel',
      inputmode: 'tel',
      autocomplete: 'tel',
    }),
  errorWords: (_, { code }) =>
    code === 'not-a-telephone'
      ? msg(
          'Inscrivez un numéro de téléphone à dix chiffres, ou un numéro qui commence par + et l’indicatif du pays.',
        )
      : undefined,
});

addView('postal-code', {
  controls: (question, options) =>
    question.part === 'area'
      ? line(question, options, msg('Les trois premiers caractères, par exemple G1R'), {})
      : line(question, options, msg('Par exemple : G1R 4Y8'), { autocomplete: 'postal-code' }),
  errorWords: (_, { code }) => {
    if (code === 'not-a-postal-area')
      return msg('Inscrivez les trois premiers caractères du code postal, par exemple G1R.');
    return code === 'not-a-postal-code'
      ? msg('Inscrivez un code postal canadien, par exemple G1R 4Y8.')
      : undefined;
  },
});

addView('web-address', {
  controls: (question, options) =>
    line(question, options, msg('Par exemple : www.exemple.ca'), {
      type: 'url',
      inputmode: 'url',
      autocomplete: 'url',
      short: false,
    }),
  errorWords: (_, { code }) =>
    code === 'not-an-address'
      ? msg('Inscrivez une adresse Web complète, par exemple www.exemple.ca.')
      : undefined,
});

/** «14 h 30», «2:30 p.m.». */
function timeWords(time: string): string {
  const [hours = '', minutes = ''] = time.split(':');
  if (spoken() === 'fr') return `${Number(hours)}\u00a0h${minutes === '00' ? '' : `\u00a0${minutes}`}`;
  const format = new Intl.DateTimeFormat('en-CA', { timeStyle: 'short', timeZone: 'UTC' });
  return format.format(new Date(`2026-01-01T${time}:00Z`));
}

addView('time', {
  controls: (question, options) => line(question, options, msg('Par exemple : 14 h 30'), {}),
  words: (_, answer) => (/^\d\d:\d\d$/.test(answer as string) ? timeWords(answer as string) : undefined),
  errorWords(_, { code, limit }) {
    if (code === 'not-a-time') return msg('Inscrivez une heure, par exemple 14 h 30.');
    if (code !== 'too-early' && code !== 'too-late') return undefined;
    const bound = timeWords(String(limit));
    return code === 'too-early'
      ? msg(str`Inscrivez une heure à partir de ${bound}.`)
      : msg(str`Inscrivez une heure jusqu’à ${bound}.`);
  },
});

/** «4 étoiles sur 5». */
const outOf = (what: string, most: number) => msg(str`${what} sur ${most}`);

addView('recommendation', {
  controls: ({ minLabel, maxLabel, ...question }, options) => {
    const { localize, entered, onChange } = options;
    return html`<div class="wide">
      ${choiceGroup({
        ...fieldOf(question, options),
        selected: entered.chosen ?? [],
        onChange: (chosen) => onChange({ chosen }),
        ends: [
          minLabel ? localize(minLabel) : msg('Pas du tout probable'),
          maxLabel ? localize(maxLabel) : msg('Très probable'),
        ],
        options: steps(0, 10).map((value) => ({ value, label: value })),
      })}
    </div>`;
  },
  words: (_, answer) => outOf(answer as string, 10),
  errorWords: (_, { code }) => (code === 'required' ? msg('Choisissez une réponse.') : undefined),
});

addView('consent', {
  controls(question, options) {
    const field = fieldOf(question, options);
    const { text } = question;
    const { id, error } = field;
    const about = text ? `${id}-text` : '';
    return html`<div class="consent ${error ? 'field field-error' : 'field'}">
      ${text ? html`<div id=${about}>${prose(text, options.localize)}</div>` : nothing} ${hintAndError(field)}
      <label class="choice" for=${id}>
        <input
          id=${id}
          type="checkbox"
          aria-required=${question.required ? 'true' : nothing}
          aria-invalid=${error ? 'true' : nothing}
          aria-describedby=${describedBy(field, about)}
          .checked=${(options.entered.chosen ?? []).length > 0}
          @change=${(event: Event) =>
            options.onChange({ chosen: (event.target as HTMLInputElement).checked ? [YES] : [] })}
        />
        <span>${labelText(field)}</span>
      </label>
    </div>`;
  },
  words: () => msg('Accepté'),
  errorWords: (_, { code }) =>
    code === 'required' ? msg('Cochez la case pour donner votre accord.') : undefined,
});

const STAR = 'm12 3 2.8 5.7 6.2.9-4.5 4.4 1.1 6.2-5.6-2.9-5.6 2.9 1.1-6.2L3 9.6l6.2-.9z';

/** A star, filled up to the one that is chosen: the number beside it says the same. */
const star = (filled: boolean) =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true" class=${filled ? 'star filled' : 'star'}>
    <path d=${STAR} />
  </svg>`;

/** A face whose mouth says how far along the scale it is, from 0 to 1: the words beside it say the same. */
function face(along: number): TemplateResult {
  const bend = 8 * along - 4;
  return html`<svg viewBox="0 0 24 24" aria-hidden="true" class="face">
    <circle cx="12" cy="12" r="10" />
    <path d="M8.5 9v.5m7-.5v.5M7.5 ${15.5 - bend / 2}q4.5 ${bend} 9 0" />
  </svg>`;
}

const starWords = (count: string) =>
  plural(Number(count)) === 'one' ? msg(str`${count} étoile`) : msg(str`${count} étoiles`);

addView('scale', {
  controls(question, options) {
    const { display = 'numbers', labels, min, max } = question;
    if (!isElaborate(question)) return undefined;
    const { localize, entered, onChange } = options;
    const selected = entered.chosen ?? [];
    const all = steps(min, max);
    const picture = (value: string, index: number) =>
      display === 'stars'
        ? html`${star(Number(value) <= Number(selected[0] ?? -1))} <span aria-hidden="true">${value}</span
            ><span class="visually-hidden">${starWords(value)}</span>`
        : display === 'smileys'
          ? face(index / (all.length - 1))
          : value;
    const group = choiceGroup({
      ...fieldOf(question, options),
      selected,
      onChange: (chosen) => onChange({ chosen }),
      ends: labels ? undefined : [localize(question.minLabel), localize(question.maxLabel)],
      options: all.map((value, index) => ({
        value,
        label: labels
          ? html`${picture(value, index)}<span class="step">${' '}${localize(labels[index]!)}</span>`
          : picture(value, index),
      })),
    });
    const look = labels ? 'worded' : all.length > FEW_STEPS ? 'wide' : nothing;
    return html`<div class=${look}>${group}</div>`;
  },
  words({ display, labels, min, max }, answer, localize) {
    const label = labels?.[Number(answer) - min];
    if (label) {
      const words = localize(label);
      if (display === 'smileys') return words;
      const step = number(Number(answer));
      // Texts that take an answer up have no place for markup.
      return typeof words === 'string' ? `${step} – ${words}` : html`${step} – ${words}`;
    }
    return display === 'stars' ? outOf(starWords(answer as string), max) : undefined;
  },
});

type Several = Of<'multiple-choice'>;

/** An option's words in the language that is spoken, without markup. */
const labelIn = ({ options }: Several, id: string): string => {
  const option = options.find((one) => one.id === id);
  return option ? inLanguage(option.label, spoken()).text : msg('Autre (préciser)');
};

addView('multiple-choice', {
  controls(question, options) {
    const language = spoken();
    const { entered, onChange, say } = options;
    const alone = question.options.filter(({ exclusive }) => exclusive);
    const note = [
      countWords(question),
      ...alone.map(({ id }) => msg(str`« ${labelIn(question, id)} » décoche les autres choix.`)),
    ].join(' ');
    return commonControls(question, {
      ...options,
      note,
      onChange(change) {
        const { chosen } = change;
        if (!chosen || alone.length === 0) return onChange(change);
        const kept = together(question, entered.chosen ?? [], chosen);
        const gone = chosen.filter((id) => !kept.includes(id));
        if (gone.length > 0)
          speaking(language, () => {
            const names = gone.map((id) => labelIn(question, id)).join(', ');
            say(msg(str`Décoché : ${names}`));
          });
        onChange({ chosen: kept });
      },
    });
  },
  errorWords(question, { code }: RuleBroken) {
    const [alone] = question.options.filter(({ exclusive }) => exclusive);
    if (code !== 'exclusive' || !alone) return undefined;
    return msg(str`Décochez « ${labelIn(question, alone.id)} », ou décochez les autres choix.`);
  },
});

/** What stays of the choices once one more is made: an exclusive one alone, or all but the exclusive ones. */
function together(question: Several, before: readonly string[], chosen: string[]): string[] {
  const added = chosen.find((id) => !before.includes(id));
  if (added === undefined) return chosen;
  if (isExclusive(question, added)) return [added];
  return chosen.filter((id) => !isExclusive(question, id));
}

additions.markdown = markdownTemplate;

additions.closed = (id, controls) =>
  html`<fieldset class="closed field" disabled aria-labelledby="${id}-closed">
    <p class="hint" id="${id}-closed">
      ${icon('dash')}
      ${msg('Cette question ne s’applique pas à vous, d’après vos autres réponses : vous n’avez pas à y répondre.')}
    </p>
    ${controls}
  </fieldset>`;

newStyles.push(css`
  .rich > * + * {
    margin-block-start: 8px;
  }
  .rich :is(h5, h6) {
    font-size: 16px;
    line-height: 24px;
  }
  .rich a {
    padding-block: 10px;
  }
  .consent {
    padding: 16px;
    border: 1px solid var(--_border);
  }
  .consent.field-error {
    border: 2px solid var(--_error);
    border-inline-start-width: 4px;
  }
  .closed {
    padding-inline-start: 16px;
    border-inline-start: 4px dotted var(--_line);
  }
  /* Nothing in it takes the focus, so nobody could scroll it by the keyboard. */
  .closed .long-list {
    max-block-size: none;
  }
  .closed > * + * {
    margin-block-start: 8px;
  }
  .closed :is(label, legend, .input) {
    color: var(--_muted);
    cursor: not-allowed;
  }
  .closed .input {
    background: var(--_pale);
  }
  .star.filled {
    fill: currentColor;
  }
  .worded .choice {
    align-items: center;
  }
  .face {
    vertical-align: middle;
    inline-size: 2em;
    block-size: 2em;
  }
  @container cq-widget (inline-size >= 480px) {
    .worded .choices {
      display: flex;
      gap: 4px;
    }
    /* Both ends above the numbers, which leave them no room beside. */
    .wide .scale {
      flex-wrap: wrap;
      gap: 0;
    }
    .wide .scale .end {
      order: -1;
      flex: 0 0 50%;
      padding: 8px 0;
    }
    .wide .scale .end:last-child {
      text-align: end;
    }
    .wide .scale .choice {
      flex: 1;
      min-inline-size: 40px;
    }
    .worded .choice {
      flex: 1;
      flex-direction: column-reverse;
      justify-content: flex-end;
      gap: 4px;
      min-inline-size: 44px;
      text-align: center;
    }
    .worded .step {
      display: block;
      font-size: 14px;
      line-height: 20px;
    }
  }
`);
