import { html, nothing, type TemplateResult } from 'lit';
import { icon, type IconName } from '../icons.js';

interface ButtonOptions {
  label: unknown;
  /** A number after the label. */
  count?: string | undefined;
  /** What it is of, after a label of text: for those who hear it without what stands around it. */
  of?: string | undefined;
  /** Not needed for `type: 'submit'`: the form hears it. */
  onClick?: (event: MouseEvent) => void;
  variant?: 'primary' | 'secondary' | 'link';
  compact?: boolean;
  type?: 'button' | 'submit';
  /** What is under way, in words: shown instead of the label, and said when the button is pressed again. */
  busy?: string | false | undefined;
  /** Usually the widget's `announce`. */
  say?: (text: string) => void;
  /** For a button that stays pressed: a vote. */
  pressed?: boolean;
  icon?: IconName;
  describedby?: string;
  id?: string;
}

/** A button that stays focusable while busy, and then says why it does nothing. */
export function button(options: ButtonOptions): TemplateResult {
  const { label, count, of, variant = 'primary', compact, type = 'button', busy, pressed } = options;
  const counted = count === undefined ? '' : ` ${count}`;
  const look = variant === 'link' ? 'link' : `button ${variant}${compact ? ' compact' : ''}`;
  const click = (event: MouseEvent) => {
    // The second click of a double one would take back what the first one gave.
    if (pressed !== undefined && event.detail > 1) return;
    if (!busy) return options.onClick?.(event);
    event.preventDefault();
    options.say?.(busy);
  };
  return html`<button
    type=${type}
    class=${look}
    id=${options.id ?? nothing}
    aria-disabled=${busy ? 'true' : nothing}
    aria-label=${of && !busy ? `${label as string}${counted}${of}` : nothing}
    aria-pressed=${pressed === undefined ? nothing : pressed}
    aria-describedby=${options.describedby ?? nothing}
    @click=${click}
  >
    ${options.icon ? icon(options.icon) : nothing}
    ${busy || label}${counted && html` <span class="count">${count}</span>`}
  </button>`;
}
