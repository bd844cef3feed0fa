import type { Condition } from '../contract/survey.js';
import { namedIn } from './condition-check.js';
import type { Possible } from './possible.js';

/** A comparison that has to hold, or not to. */
export interface Compared {
  condition: Extract<Condition, { compare: unknown }>;
  holds: boolean;
  /** The questions that it names. */
  names: readonly string[];
}

/**
 * What is known of the answers in one case of a search. It is narrowed in place, and what was taken into it since a mark
 * can be taken back: copies would cost as much as the survey is long at each choice.
 */
export class Case {
  private readonly answers = new Map<string, Possible>();
  private readonly compared: Compared[] = [];
  private readonly met = new Set<string>();
  /** Questions of whose answers something was learnt since the case was last found possible. */
  private readonly learnt = new Set<string>();
  private readonly undoing: (() => void)[] = [];

  answer(key: string): Possible | undefined {
    return this.answers.get(key);
  }

  /** Takes in what the answer `key` can still be: that of a question, or of one of its rows. */
  narrow(question: string, key: string, possible: Possible): void {
    const before = this.answers.get(key);
    this.answers.set(key, possible);
    this.learnt.add(question);
    this.undoing.push(() => (before ? this.answers.set(key, before) : this.answers.delete(key)));
  }

  compare(condition: Compared['condition'], holds: boolean): void {
    const names = namedIn(condition);
    this.compared.push({ condition, holds, names });
    // Without names, nothing that is learnt later would have it looked at.
    for (const name of names.length > 0 ? names : [CONSTANT]) this.learnt.add(name);
    this.undoing.push(() => this.compared.pop());
  }

  /** Whether this was not asked before. */
  first(name: string): boolean {
    if (this.met.has(name)) return false;
    this.met.add(name);
    this.undoing.push(() => this.met.delete(name));
    return true;
  }

  mark(): number {
    return this.undoing.length;
  }

  backTo(mark: number): void {
    while (this.undoing.length > mark) this.undoing.pop()!();
  }

  /** The comparisons that something new is known of. */
  unsettled(): Compared[] {
    return this.compared.filter(({ names }) =>
      names.length > 0 ? names.some((name) => this.learnt.has(name)) : this.learnt.has(CONSTANT),
    );
  }

  /** The case as it is now was found possible: it is not looked at again but for what is learnt from here on. */
  settle(): void {
    this.learnt.clear();
    this.undoing.length = 0;
  }
}

/** No question's name. */
const CONSTANT = '';
