import type { Condition } from '../../contract/survey.js';
import { compareConstants, type Constant, isDay, isNo, isYes } from './constants.js';
import type { Operator } from './grammar.js';
import { all, any, not } from './joins.js';
import { about, answer, holdsSeveral, type Meaning, TEXTS, Untranslatable } from './meaning.js';
import { ValueTypes } from './value-types.js';

const BOUND = { '<': 'below', '<=': 'atMost', '>': 'above', '>=': 'atLeast' } as const;

/** What is asked of one question’s answer. */
export class Answers extends ValueTypes {
  protected answered(meaning: Meaning, answered: boolean): Condition {
    if (meaning.option !== undefined) {
      const chosen = { ...about(meaning), contains: meaning.option };
      return answered ? chosen : { not: chosen };
    }
    return { ...about(meaning), answered };
  }

  /** A question where a condition is expected: what the products take for true. */
  protected truth(meaning: Meaning): Condition | boolean {
    if (meaning.option !== undefined) return this.answered(meaning, true);
    if (meaning.type === 'yes-no' || meaning.type === 'consent') return { ...about(meaning), is: true };
    if (this.kindOf(meaning) === 'number' && !meaning.values)
      return { all: [{ ...about(meaning), answered: true }, { not: { ...about(meaning), is: 0 } }] };
    return this.answered(meaning, true);
  }

  /** Whether a value is the answer, or among several. */
  protected has(meaning: Meaning, constant: Constant): Condition | boolean {
    if (!holdsSeveral(meaning)) {
      if (TEXTS.includes(meaning.type)) throw new Untranslatable(`what a text contains cannot be asked`);
      return this.is(meaning, constant);
    }
    const option = this.option(meaning, constant);
    return option === undefined ? false : { ...about(meaning), contains: String(option) };
  }

  protected hasCount(meaning: Meaning, count: number): Condition {
    if (meaning.row !== undefined)
      throw new Untranslatable('how many were chosen in one row cannot be asked');
    return { compare: '=', left: { count: meaning.id }, right: count };
  }

  protected aboutAnswer(op: Operator, meaning: Meaning, constant: Constant): Condition | boolean {
    if (constant === '') {
      if (op === '=') return this.answered(meaning, false);
      if (op === '!=') return this.answered(meaning, true);
      throw new Untranslatable('nothing is less or more than an empty text');
    }
    if (op === '=') return this.is(meaning, constant);
    if (op === '!=') return not(this.is(meaning, constant));
    return this.bounded(op as keyof typeof BOUND, meaning, constant);
  }

  private is(meaning: Meaning, constant: Constant): Condition | boolean {
    if (meaning.option !== undefined) {
      const chosen = { ...about(meaning), contains: meaning.option };
      if (isYes(constant)) return chosen;
      return isNo(constant) ? { not: chosen } : false;
    }
    const own = about(meaning);
    const type = this.kindOf(meaning);
    if (meaning.type === 'yes-no' || meaning.type === 'consent') {
      const value = this.option(meaning, constant, true);
      if (value !== undefined) return { ...own, is: value };
      if (isYes(constant)) return { ...own, is: true };
      if (isNo(constant)) return { ...own, is: false };
      return this.never(meaning, constant);
    }
    if (holdsSeveral(meaning)) {
      const chosen = this.has(meaning, constant);
      this.setting.approximate(
        `«${meaning.id} = ${String(constant)}» of several choices: it alone was chosen`,
      );
      return chosen === false ? false : all([chosen, this.hasCount(meaning, 1)]);
    }
    if (meaning.values) {
      const value = this.option(meaning, constant);
      return value === undefined ? false : { ...own, is: value };
    }
    if (type === 'number') return { ...own, is: this.numeric(meaning, constant) };
    if (type === 'day') return { ...own, is: this.day(constant) };
    if (typeof constant === 'boolean' && meaning.gives !== undefined) return { ...own, is: constant ? 1 : 0 };
    return this.isText(meaning, constant);
  }

  private isText(meaning: Meaning, constant: Constant): Condition {
    if (meaning.gives === 'unknown' && typeof constant !== 'boolean')
      return { ...about(meaning), is: constant };
    const text = String(constant);
    if (this.loose && meaning.gives === undefined)
      this.setting.approximate(
        `«${text}»: SurveyJS passes over case and outer spaces of a text, here it must be the same`,
      );
    const asked = ['short-text', 'postal-code', 'hidden', 'calculated', 'date', 'time', 'texts'];
    if (asked.includes(meaning.type)) return { ...about(meaning), is: text };
    return { compare: '=', left: answer(meaning), right: text };
  }

  private never(meaning: Meaning, constant: Constant): false {
    this.setting.approximate(`«${meaning.id}» has no answer «${String(constant)}»: that part never holds`);
    return false;
  }

  /** What a value of theirs is called here. SurveyJS and LimeSurvey pass over the difference of 1 and '1'. */
  private option(meaning: Meaning, constant: Constant, quiet = false): Constant | undefined {
    const written = String(constant);
    const exact = meaning.values?.get(written);
    if (exact !== undefined) return exact;
    if (this.loose) {
      const near = [...(meaning.values ?? [])].find(
        ([value]) => value.trim().toLowerCase() === written.trim().toLowerCase(),
      );
      if (near) {
        this.setting.approximate(`«${written}» was taken for the option «${near[0]}», as SurveyJS does`);
        return near[1];
      }
    }
    if (!quiet) this.never(meaning, constant);
    return undefined;
  }

  private bounded(op: keyof typeof BOUND, meaning: Meaning, constant: Constant): Condition | boolean {
    const own = about(meaning);
    const type = meaning.values ? 'text' : this.kindOf(meaning);
    if (type === 'number') return { ...own, [BOUND[op]]: this.numeric(meaning, constant) } as Condition;
    if (type === 'day') return { ...own, [BOUND[op]]: this.day(constant) } as Condition;
    if (meaning.values && !holdsSeveral(meaning)) {
      const wanted = Number(constant);
      const met = [...meaning.values].filter(
        ([value]) => value.trim() !== '' && compareConstants(op, Number(value), wanted),
      );
      if (Number.isNaN(wanted) || [...meaning.values.keys()].some((value) => Number.isNaN(Number(value))))
        throw new Untranslatable(`the options of «${meaning.id}» are no numbers`);
      return any(met.map(([, value]) => ({ ...own, is: value })));
    }
    if (meaning.type === 'time' || meaning.gives === 'unknown') {
      if (meaning.gives === 'unknown' && (typeof constant === 'number' || isDay(constant)))
        return { ...own, [BOUND[op]]: constant } as Condition;
      return { compare: op, left: answer(meaning), right: String(constant) };
    }
    throw new Untranslatable(`«${meaning.id}» is no number and no day: it cannot be more or less`);
  }

  private numeric(meaning: Meaning, constant: Constant): number {
    if (typeof constant === 'number') return constant;
    const number = typeof constant === 'boolean' ? Number(constant) : Number(constant.trim());
    if (Number.isNaN(number))
      throw new Untranslatable(`«${meaning.id}» is a number, «${String(constant)}» is none`);
    if (this.loose)
      this.setting.approximate(`'${String(constant)}' was taken for the number, as SurveyJS does`);
    return number;
  }

  private day(constant: Constant): string {
    if (!isDay(constant)) throw new Untranslatable(`«${String(constant)}» is no day such as 2026-05-01`);
    return constant.slice(0, 10);
  }
}
