import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import type { ActivityOf } from '../../contract/consultation.js';
import type { Answers, Question } from '../../contract/survey.js';
import type { Language } from '../../contract/text.js';
import '../../domain/all-kinds.js';
import { questionsIn } from '../../domain/kinds.js';
import { leftOut } from '../../domain/left-out.js';
import { quebecDay } from '../../domain/quebec-day.js';
import { type Asked, follow, isAsked, type ShownQuestion } from '../../domain/survey.js';
import { checkPage } from '../../domain/survey-check.js';
import { pipeOf } from '../forms/survey-texts.js';
import { textOf, wordsOf } from '../forms/words.js';
import { Numbered } from '../pages/print-words.js';
import type { Begun } from './begun.js';
import { ENTER_WORDS, leftWords, mistakeWords } from './enter-words.js';
import { typedAnswer } from './typed-answer.js';

/** Where questions are written and answers typed. */
export interface Terminal {
  stdin: Readable;
  stdout: Writable;
}

/** A sitting: in which language, what an earlier one left, and where what is typed goes. */
export interface Sitting {
  language: Language;
  /** In which language numbers are typed. */
  numbers: Language;
  begun: Begun | undefined;
  /** Keeps the questionnaire under way after each answer, so that nothing is typed twice; undefined: there is none. */
  keep(begun: Begun | undefined): Promise<void>;
  /** False where it could not be stored, once that was told. */
  store(begun: Begun): Promise<boolean>;
}

type Survey = ActivityOf<'survey'>;

/**
 * Asks a questionnaire question by question, with the numbers that are printed on it, and only those that its answers
 * lead to; has each one stored once it is confirmed, and begins the next one, until told to stop.
 */
export async function askPaper(survey: Survey, { stdin, stdout }: Terminal, sitting: Sitting): Promise<void> {
  const asking = createInterface({ input: stdin, output: stdout });
  const lines = asking[Symbol.asyncIterator]();
  // A file of lines may end, and so does a terminal: that is to stop.
  const ask = async (question: string): Promise<string> => {
    stdout.write(question);
    const line = await lines.next();
    return line.done ? 'q' : line.value.trim();
  };
  const say = (line: string) => void stdout.write(`${line}\n`);
  try {
    await new Keying(onOneSheet(survey), sitting, say, ask).all();
  } finally {
    asking.close();
  }
}

/** As it stands on the sheet: all on one, and no order at random. */
function onOneSheet(survey: Survey): Survey {
  const inOrder = <Thing extends object>(thing: Thing): Thing =>
    'order' in thing ? { ...thing, order: undefined } : thing;
  return {
    ...inOrder(survey),
    onePerPage: undefined,
    pages: survey.pages.map((page) => ({ ...inOrder(page), questions: page.questions.map(inOrder) })),
  };
}

class Keying {
  private readonly words: (typeof ENTER_WORDS)[Language];
  private readonly numbered: Numbered;

  constructor(
    private readonly survey: Survey,
    private readonly sitting: Sitting,
    private readonly say: (line: string) => void,
    private readonly ask: (question: string) => Promise<string>,
  ) {
    this.words = ENTER_WORDS[sitting.language];
    this.numbered = new Numbered(survey);
  }

  async all(): Promise<void> {
    const { words, sitting, say } = this;
    say(`${textOf(this.survey.title, sitting.language)}\n${words.help}`);
    let begun = sitting.begun && (await this.goOnWith(sitting.begun));
    while (begun !== 'stop') {
      begun ??= await this.anew();
      if (begun === 'stop') return;
      const ended = await this.one(begun);
      if (ended === 'stop') {
        if (begun.met.length > 0) say(words.kept);
        return;
      }
      await sitting.keep(undefined);
      begun = undefined;
    }
  }

  private async goOnWith(begun: Begun): Promise<Begun | 'stop' | undefined> {
    for (;;) {
      const typed = await this.ask(this.words.begun(Object.keys(begun.answers).length));
      if (typed === 'q') return 'stop';
      if (this.words.yes.test(typed)) return begun;
      if (!this.words.no.test(typed)) continue;
      await this.sitting.keep(undefined);
      return undefined;
    }
  }

  private async anew(): Promise<Begun | 'stop'> {
    const number = await this.numberOf();
    return number === 'stop' ? number : { ...number, answers: {}, met: [] };
  }

  /** A sheet without a number gets one that is its own: stored twice by mistake, it is there once. */
  private async numberOf(): Promise<{ number: string } | 'stop'> {
    const typed = await this.ask(this.words.number);
    return typed === 'q' ? 'stop' : { number: typed.slice(0, 100) || randomUUID() };
  }

  /** One questionnaire, until it is stored, begun again or left. */
  private async one(begun: Begun): Promise<'stored' | 'again' | 'stop'> {
    for (;;) {
      const question = this.next(begun);
      const ended = question ? await this.answer(question, begun) : await this.confirm(begun);
      if (ended) return ended;
      await this.sitting.keep(begun);
    }
  }

  /** The first question that the answers lead to, and that was not met yet. */
  private next({ answers, met }: Begun): Asked | undefined {
    const open = questionsIn(this.courseOf(answers));
    return open
      .filter(isAsked)
      .find((question) => !(question as ShownQuestion).disabled && !met.includes(question.id));
  }

  private courseOf(answers: Answers) {
    return follow(this.survey, answers, { begun: quebecDay(new Date()), seed: 0 });
  }

  private async confirm(begun: Begun): Promise<'stored' | 'again' | 'stop' | undefined> {
    const typed = await this.ask(this.words.sure);
    if (typed === 'q') return 'stop';
    if (typed === '!') return 'again';
    if (typed === '<') forgetLast(begun);
    else if (typed === '#') {
      const number = await this.numberOf();
      if (number === 'stop') return 'stop';
      Object.assign(begun, number);
    } else if (this.words.yes.test(typed)) {
      if (await this.sitting.store(begun)) return 'stored';
      this.say(this.words.notStored);
    }
    return undefined;
  }

  private async answer(question: Asked, begun: Begun): Promise<'again' | 'stop' | undefined> {
    const { answers, met } = begun;
    this.show(question, answers);
    const typed = await this.ask('> ');
    if (typed === 'q') return 'stop';
    if (typed === '!') return 'again';
    if (typed === '<') {
      forgetLast(begun);
      return undefined;
    }
    const answer =
      typed === '' ? undefined : typedAnswer(this.numbered.onSheet(question), typed, this.sitting.numbers);
    if (answer !== undefined) answers[question.id] = answer;
    const after = this.courseOf(answers);
    const wrong = after.pages
      .flatMap((page) => checkPage(page, after))
      .filter((error) => error.question === question.id);
    const left = leftOut(this.survey, answers, after).filter((one) => one.question === question.id);
    if (wrong.length + left.length === 0) met.push(question.id);
    else {
      delete answers[question.id];
      const { language, numbers } = this.sitting;
      for (const broken of wrong) this.say(`   ${mistakeWords(question, broken, language, numbers, answer)}`);
      for (const one of left) this.say(`   ${one.pointer}: ${leftWords(one, this.numbered, language)}`);
    }
    return undefined;
  }

  private show(question: Asked, answers: Answers): void {
    const { numbered, sitting, say } = this;
    const pipe = pipeOf(this.courseOf(answers));
    const words = (text: Parameters<typeof textOf>[0]) => textOf(pipe(text), sitting.language);
    say(`\n${numbered.numberOf(question.id)}. ${words(question.label)}`);
    const onSheet: Question = numbered.onSheet(question);
    if ('options' in onSheet)
      onSheet.options?.forEach(({ label }, index) => say(`   ${index + 1} ${words(label)}`));
    if (question.type === 'yes-no') {
      const { yes, no, unsure } = wordsOf(sitting.language);
      [yes, no, ...(question.unsure ? [unsure] : [])].forEach((word, index) =>
        say(`   ${index + 1} ${word}`),
      );
    }
    if ('rows' in question) say(`   ${question.rows.map(({ label }) => words(label)).join(' | ')}`);
    if ('columns' in question)
      question.columns.forEach(({ label }, index) => say(`   ${index + 1} ${words(label)}`));
    if ('fields' in question) say(`   ${question.fields.map(({ label }) => words(label)).join(' | ')}`);
    if (question.type === 'group' || question.type === 'pairwise' || question.type === 'file')
      say(`   ${this.words.inJson}`);
  }
}

function forgetLast({ met, answers }: Begun): void {
  const last = met.pop();
  if (last !== undefined) delete answers[last];
}
