import { z } from '@hono/zod-openapi';
import { LocalizedText, wholeText } from './text.js';

/** A question's, a page's or an option's name inside its survey: `mode-de-transport`. */
export const Name = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, { error: 'not-a-name' })
  .openapi('Name');

/**
 * When something is shown. A question that is hidden counts as not answered, so conditions may be chained.
 *
 * `{ question: 'mode', is: 'velo' }` · `{ question: 'modes', contains: 'velo' }` ·
 * `{ question: 'age', atLeast: 14 }` · `{ question: 'age', atMost: 17 }` · `{ question: 'mode', answered: true }` ·
 * `{ all: [...] }` · `{ any: [...] }` · `{ not: … }`
 */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { question: string; is: string | number | boolean }
  | { question: string; contains: string }
  | { question: string; atLeast: number | string }
  | { question: string; atMost: number | string }
  | { question: string; answered: boolean };

export const Condition: z.ZodType<Condition> = z
  .lazy(() =>
    z.union([
      z.object({ all: z.array(Condition).min(1).max(50) }).strict(),
      z.object({ any: z.array(Condition).min(1).max(50) }).strict(),
      z.object({ not: Condition }).strict(),
      z.object({ question: Name, is: z.union([wholeText(), z.number(), z.boolean()]) }).strict(),
      z.object({ question: Name, contains: wholeText() }).strict(),
      z.object({ question: Name, atLeast: z.union([z.number(), z.iso.date()]) }).strict(),
      z.object({ question: Name, atMost: z.union([z.number(), z.iso.date()]) }).strict(),
      z.object({ question: Name, answered: z.boolean() }).strict(),
    ]),
  )
  .openapi('Condition', { type: 'object' });

const asked = {
  id: Name,
  label: LocalizedText,
  hint: LocalizedText.optional(),
  required: z.boolean().default(false),
  showIf: Condition.optional(),
  /** For a question about the person: why it is asked. Shown beside it. */
  purpose: LocalizedText.optional(),
};

export const Option = z.object({ id: Name, label: LocalizedText, hint: LocalizedText.optional() }).strict();
export type Option = z.infer<typeof Option>;

const options = z.array(Option).min(2).max(200);

export const Question = z
  .discriminatedUnion('type', [
    z
      .object({
        type: z.literal('short-text'),
        ...asked,
        minLength: z.number().int().min(1).max(500).optional(),
        maxLength: z.number().int().min(1).max(500).default(200),
        /** A token of the HTML `autocomplete` attribute, for questions about the person: `given-name`. */
        autocomplete: wholeText().max(40).optional(),
      })
      .strict(),
    z
      .object({
        type: z.literal('long-text'),
        ...asked,
        minLength: z.number().int().min(1).max(20_000).optional(),
        maxLength: z.number().int().min(1).max(20_000).default(4000),
      })
      .strict(),
    z
      .object({
        type: z.literal('number'),
        ...asked,
        min: z.number().optional(),
        max: z.number().optional(),
        /** How many digits after the decimal mark are accepted. */
        decimals: z.number().int().min(0).max(6).default(0),
        unit: LocalizedText.optional(),
      })
      .strict(),
    z.object({ type: z.literal('email'), ...asked }).strict(),
    z
      .object({
        type: z.literal('date'),
        ...asked,
        min: z.iso.date().optional(),
        max: z.iso.date().optional(),
      })
      .strict(),
    z
      .object({ type: z.literal('single-choice'), ...asked, options, other: z.boolean().default(false) })
      .strict(),
    z
      .object({
        type: z.literal('multiple-choice'),
        ...asked,
        options,
        other: z.boolean().default(false),
        min: z.number().int().min(1).optional(),
        max: z.number().int().min(1).optional(),
      })
      .strict(),
    z.object({ type: z.literal('yes-no'), ...asked }).strict(),
    z
      .object({
        type: z.literal('scale'),
        ...asked,
        min: z.number().int().min(0).max(1).default(1),
        max: z.number().int().min(2).max(10).default(5),
        minLabel: LocalizedText,
        maxLabel: LocalizedText,
      })
      .strict(),
    z
      .object({
        type: z.literal('information'),
        id: Name,
        title: LocalizedText.optional(),
        text: LocalizedText,
        showIf: Condition.optional(),
      })
      .strict(),
  ])
  .openapi('Question');
export type Question = z.infer<typeof Question>;
export type QuestionType = Question['type'];

export const SurveyPage = z
  .object({
    id: Name,
    title: LocalizedText,
    showIf: Condition.optional(),
    questions: z.array(Question).min(1).max(100),
  })
  .strict()
  .openapi('SurveyPage');
export type SurveyPage = z.infer<typeof SurveyPage>;

export const SurveyDefinition = z
  .object({
    kind: z.literal('survey'),
    pages: z.array(SurveyPage).min(1).max(50),
    /** Shown with the receipt. */
    thanks: LocalizedText.optional(),
  })
  .openapi('SurveyDefinition');
export type SurveyDefinition = z.infer<typeof SurveyDefinition>;

/** What «other, specify» holds. */
export const OtherAnswer = z.object({ other: z.string().max(500) }).strict();
export type OtherAnswer = z.infer<typeof OtherAnswer>;

export const Choice = z.union([Name, OtherAnswer]);
export type Choice = z.infer<typeof Choice>;

/**
 * One answer. Text, e-mail and date (`2026-05-01`) are strings, number and scale are numbers, yes/no is a boolean,
 * a single choice is an option's id or `{ "other": "…" }`, a multiple choice is a list of those.
 */
export const Answer = z
  .union([z.string().max(20_000), z.number(), z.boolean(), OtherAnswer, z.array(Choice).max(201)])
  .openapi('Answer', {
    description:
      'Text, e-mail address and day (2026-05-01) are strings, number and scale are numbers, yes/no is a boolean, a single choice is an option’s id or { "other": "…" }, a multiple choice is a list of those. Limits of text, a question’s own too, count UTF-16 code units: most emoji count for two.',
  });
export type Answer = z.infer<typeof Answer>;

/** Answers by question id; a question that was not answered is absent. */
export const Answers = z
  .preprocess(
    (sent, context) => {
      // A record passes over this one name, which objects use themselves.
      if (typeof sent === 'object' && sent !== null && Object.hasOwn(sent, '__proto__')) {
        context.addIssue({ code: 'custom', path: ['__proto__'], message: 'unknown-question' });
      }
      return sent;
    },
    z.record(Name, Answer),
  )
  .openapi('Answers');
export type Answers = z.infer<typeof Answers>;

/** `PUT …/responses/{id}` */
export const ResponseInput = z
  .object({
    answers: Answers,
    /** The version of the definition that the citizen saw: the current one, or an earlier one. Kept with the answers. */
    definition: z.number().int().min(1).max(2_147_483_647),
  })
  .strict()
  .openapi('ResponseInput');
export type ResponseInput = z.infer<typeof ResponseInput>;
