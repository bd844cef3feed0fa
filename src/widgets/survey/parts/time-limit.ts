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
  expired(): void;
}

const MINUTE = 60_000;
/** When one is told how many minutes are left. */
const MARKS = [10, 5, 2, 1, 0];

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

  stop(): void {
    clearTimeout(this.timer);
  }

  get isOver(): boolean {
    return this.left <= 0;
  }

  /** Said from ten minutes before the end on. */
  notice(): TemplateResult | typeof nothing {
    const minutes = Math.ceil(this.left / MINUTE);
    if (minutes > MARKS[0]!) return nothing;
    return html`<div class="notice notice-warning row" part="time">
      <p>${icon('clock')} ${this.isOver ? overWords() : leftWords(minutes)}</p>
      ${
        this.clock.extended < this.limit.extensions
          ? button({
              label: msg('Demander plus de temps'),
              variant: 'secondary',
              compact: true,
              onClick: () => this.extend(),
            })
          : nothing
      }
    </div>`;
  }

  private extend(): void {
    const { minutes } = this.limit;
    const until = Math.max(this.clock.until, Date.now()) + minutes * MINUTE;
    this.clock = { until, extended: this.clock.extended + 1 };
    this.host.say(() => leftWords(Math.ceil(this.left / MINUTE)));
    this.host.changed();
    this.wait();
  }

  private get left(): number {
    return this.clock.until - Date.now();
  }

  private wait(): void {
    this.stop();
    const mark = MARKS.find((minutes) => minutes * MINUTE < this.left);
    if (mark === undefined) return;
    // A timer holds 31 bits of milliseconds: some 24 days, and a limit is one day at most.
    this.timer = setTimeout(() => this.reach(mark), this.left - mark * MINUTE);
  }

  private reach(mark: number): void {
    this.host.say(() => (mark === 0 ? overWords() : leftWords(mark)));
    this.host.changed();
    if (mark === 0) this.host.expired();
    else this.wait();
  }
}

const overWords = () =>
  msg('Le temps est écoulé. Rien n’est perdu : vous pouvez envoyer ce que vous avez répondu.');

function leftWords(minutes: number): string {
  const count = number(minutes);
  return plural(minutes) === 'one'
    ? msg(str`Il vous reste ${count} minute.`)
    : msg(str`Il vous reste ${count} minutes.`);
}
