/** The time that one has to answer, where a survey limits it. More is asked for by one button, many times. */
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { number, plural } from '../../base/dates.js';
import { button } from '../../base/forms/button.js';
import { icon } from '../../base/icons.js';

/** What is kept with the draft. */
export interface Clock {
  /** When time is up, in milliseconds since 1970. */
  until: number;
  /** How often more time was asked for. */
  extended: number;
}

interface Limit {
  minutes: number;
  extensions: number;
}

interface Host {
  /** Announces what `words` gives, in the widget's language. */
  say(words: () => string): void;
  changed(): void;
  /** Moves the focus once what was changed is drawn. */
  focusOn(selector: string): void;
  expired(): void;
}

const MINUTE = 60_000;
/** When one is told how many minutes are left. */
const MARKS = [10, 5, 2, 1, 0];
/** How often everybody may have more time at least (WCAG 2.2, 2.2.1), whatever a definition says. */
const LEAST_EXTENSIONS = 10;

/** Counts down from the first answer. Stop it when the widget leaves the page. */
export class TimeLimit {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly limit: Limit,
    private readonly host: Host,
    public clock: Clock = { until: Date.now() + limit.minutes * MINUTE, extended: 0 },
  ) {
    this.wait();
  }

  /** Announces that time has begun to run. */
  begin(): void {
    this.say();
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  get isOver(): boolean {
    return this.left <= 0;
  }

  /** How much time is left, and how to have more: a quiet button until the last ten minutes. */
  notice(): TemplateResult {
    const minutes = this.minutesLeft;
    const isNear = minutes <= MARKS[0]!;
    return html`<div class="notice row ${isNear ? 'notice-warning' : ''}" part="time">
      <p id="time" tabindex="-1">${icon('clock')} ${this.isOver ? overWords() : leftWords(minutes)}</p>
      ${
        this.hasMore
          ? button({
              label: msg('Demander plus de temps'),
              variant: isNear ? 'secondary' : 'link',
              compact: true,
              onClick: () => this.extend(),
            })
          : nothing
      }
    </div>`;
  }

  private get hasMore(): boolean {
    return this.clock.extended < Math.max(this.limit.extensions, LEAST_EXTENSIONS);
  }

  private extend(): void {
    const { minutes } = this.limit;
    const until = Math.max(this.clock.until, Date.now()) + minutes * MINUTE;
    this.clock = { until, extended: this.clock.extended + 1 };
    this.say();
    this.host.changed();
    // The button is gone: the text that it stood beside has changed, and stays.
    if (!this.hasMore) this.host.focusOn('#time');
    this.wait();
  }

  private say(): void {
    this.host.say(() => (this.isOver ? overWords() : leftWords(this.minutesLeft)));
  }

  private get left(): number {
    return this.clock.until - Date.now();
  }

  private get minutesLeft(): number {
    return Math.ceil(this.left / MINUTE);
  }

  /** Until the next full minute: what is shown is true all the time, and is said at the marks. */
  private wait(): void {
    this.stop();
    const next = this.minutesLeft - 1;
    if (next < 0) return;
    this.timer = setTimeout(() => this.reach(next), this.left - next * MINUTE);
  }

  private reach(minutes: number): void {
    // A timer may fire before its time: what is said is what is shown.
    if (this.left > minutes * MINUTE) return this.wait();
    if (MARKS.some((mark) => mark <= minutes && mark >= this.minutesLeft)) this.say();
    this.host.changed();
    if (this.isOver) this.host.expired();
    else this.wait();
  }
}

/** What is told before the first answer, when nothing is counted yet. */
export function timeAhead({ minutes }: Limit): TemplateResult {
  return html`<p class="notice" part="time">
    ${icon('clock')}
    ${msg(
      str`Vous aurez ${number(minutes)} minutes pour répondre, à partir de votre première réponse. Vous pourrez demander plus de temps.`,
    )}
  </p>`;
}

const overWords = () =>
  msg('Le temps est écoulé. Rien n’est perdu : vous pouvez envoyer ce que vous avez répondu.');

function leftWords(minutes: number): string {
  const count = number(minutes);
  return plural(minutes) === 'one'
    ? msg(str`Il vous reste ${count} minute.`)
    : msg(str`Il vous reste ${count} minutes.`);
}
