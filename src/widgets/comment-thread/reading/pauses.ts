/** How long nothing more is said of others, in milliseconds, once something was. */
export const PAUSE = 30_000;

/** Says what others did once in 30 seconds at most: what came meanwhile is said together, when they are over. */
export class Pauses {
  private last = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `speak` says whether there was something to say, when its turn has come. */
  say(speak: () => boolean): void {
    const left = this.last + PAUSE - performance.now();
    clearTimeout(this.timer);
    if (left > 0) this.timer = setTimeout(() => this.say(speak), left);
    else if (speak()) this.last = performance.now();
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
