import type { CSSResult, TemplateResult } from 'lit';
import type { ConsultationClient } from '../../../client/client.js';
import type { Answer } from '../../../contract/survey.js';
import type { Language, LocalizedText } from '../../../contract/text.js';
import type { AllEntered, Entered } from '../../../domain/entered.js';
import type { AskedType, Known, Of, RuleBroken } from '../../../domain/kinds.js';
import type { Course, ShownPage } from '../../../domain/survey.js';
import type { Localize } from '../language.js';

/** What a question's controls need of the survey that they stand in. */
export interface QuestionOptions {
  /** The id of the first control; those of the others begin with it. */
  id: string;
  entered: Entered;
  /** What is wrong with this question, in words, with the place inside it. */
  errors: readonly FieldError[];
  localize: Localize;
  /** Merges a change into what was entered. */
  onChange: (change: Entered) => void;
  /** The answers that count so far. */
  known: Known;
  /** What orders and draws at random come from. */
  seed: number;
  /** Says something to assistive technology, politely. */
  say: (text: string) => void;
  /** The widget's `renderRoot`, to move the focus in. */
  root: ParentNode;
  /** What a part says after the question's own hint. */
  note?: unknown;
  /** What controls need that send something before the answer is given. */
  host: QuestionHost;
}

/** The survey, for what goes on while a question is answered, and after its page was left. */
export interface QuestionHost {
  client: ConsultationClient;
  activity: string;
  language: Language;
  /** What was entered for the question by now. */
  entered(): Entered;
  /** Announces what `words` gives, in the survey's language. */
  say(words: () => string): void;
  /** One of the question's members is no more: what is wrong with those after it follows them. */
  removed(index: number): void;
  /** Has the survey drawn again. */
  update(): void;
}

/** A rule that was broken, in words. */
export interface FieldError extends RuleBroken {
  message: string;
}

/** How one kind of question is drawn, and how an answer to it reads. */
export interface QuestionView<Type extends AskedType = AskedType> {
  /** Nothing where the controls that every survey has do: a scale of numbers. */
  controls(question: Of<Type>, options: QuestionOptions): TemplateResult | undefined;
  /** An answer as a citizen reads it: one text or template, or a list of them; nothing where the common words do. */
  words?(question: Of<Type>, answer: Answer, localize: Localize): unknown;
  /** What is wrong and what to do; undefined where the common words do. */
  errorWords?(question: Of<Type>, broken: RuleBroken): string | undefined;
  /** What the field at a place inside the question is called, for the error summary. */
  fieldLabel?(question: Of<Type>, at: readonly (string | number)[], localize: Localize): unknown;
  /** What many of a question's fields lack, said once: the list of errors has one line then, for the first of them. */
  inOne?(question: Of<Type>, errors: readonly RuleBroken[]): string | undefined;
  styles?: CSSResult;
}

/** The styles of the parts that came, until a survey takes them. */
export const newStyles: CSSResult[] = [];

const views = new Map<AskedType, QuestionView>();

/** Teaches the widgets to draw a kind of question. */
export function addView<Type extends AskedType>(type: Type, view: QuestionView<Type>): void {
  views.set(type, view as unknown as QuestionView);
  if (view.styles) newStyles.push(view.styles);
}

/** How a kind is drawn; undefined where its part is not there. */
export function viewOf(type: AskedType): QuestionView | undefined {
  return views.get(type);
}

/** What a part does for a survey beside drawing kinds of questions. */
export interface Additions {
  /** A text in safe Markdown. */
  markdown?: (text: LocalizedText, localize: Localize) => TemplateResult;
  /** A text with the answers of a course in their places. */
  piped?: (text: LocalizedText, course: Course) => LocalizedText;
  /** Which question a page asks, where each has a page of its own: what follows the page's title. */
  numbered?: (pages: readonly ShownPage[], index: number) => unknown;
  /** A question's controls where it is closed to answers, with the reason. */
  closed?: (id: string, controls: TemplateResult) => TemplateResult;
  /** The draft of an activity was kept, or let go of: what is entered by now. */
  drafted?: (client: ConsultationClient, activity: string, entered: unknown) => void;
  /** What changes in answers that were refused: files that the platform will not have. */
  refused?: (
    client: ConsultationClient,
    activity: string,
    entered: AllEntered,
  ) => Promise<[question: string, change: Entered][]>;
}

/** What the parts that are there add: each puts its own in. */
export const additions: Additions = {};

/** The id of a control inside a question: `q-avis.bus`, since another question may be called `avis-bus`. */
export function fieldId(id: string, at: readonly (string | number)[] = []): string {
  return [id, ...at].join('.').replaceAll(':', '--');
}
