import { z } from '@hono/zod-openapi';
import { Condition } from './survey-conditions.js';
import { Question } from './survey-questions.js';
import { LocalizedText, Name } from './text.js';

export * from './survey-answers.js';
export * from './survey-conditions.js';
export * from './survey-questions.js';

/** Where one goes after a page: to a later page, or to an end. The first that holds counts; else the next page. */
export const Next = z.union([
  z.object({ if: Condition.optional(), page: Name }).strict(),
  z.object({ if: Condition.optional(), end: Name }).strict(),
]);
export type Next = z.infer<typeof Next>;

export const SurveyPage = z
  .object({
    id: Name,
    title: LocalizedText,
    /** Shown under the title, in safe Markdown. */
    description: LocalizedText.optional(),
    /** The section that it belongs to, for progress. */
    section: Name.optional(),
    showIf: Condition.optional(),
    /** Its questions as written, or in an order that is random, and stays the same for one participant. */
    order: z.enum(['as-written', 'random']).optional(),
    /** Keeps its place where the survey's pages are in random order. */
    pinned: z.boolean().optional(),
    next: z.array(Next).max(20).optional(),
    questions: z.array(Question).min(1).max(100),
  })
  .strict()
  .openapi('SurveyPage');
export type SurveyPage = z.infer<typeof SurveyPage>;

/** An end before the last page, with its own message. */
export const Ending = z
  .object({
    id: Name,
    title: LocalizedText,
    /** In safe Markdown. */
    message: LocalizedText,
    /** Whether what was answered so far is sent and kept; else nothing leaves the device. */
    keep: z.boolean().default(true),
  })
  .strict();
export type Ending = z.infer<typeof Ending>;

/** At most so many responses that meet a condition: counted on the server, at the moment of storing. */
export const Quota = z
  .object({
    id: Name,
    if: Condition,
    limit: z.number().int().min(1).max(10_000_000),
    /** Where a response that would pass the limit ends; said as soon as its answers meet the condition. */
    end: Name,
  })
  .strict();
export type Quota = z.infer<typeof Quota>;

export const SurveyDefinition = z
  .object({
    kind: z.literal('survey'),
    pages: z.array(SurveyPage).min(1).max(300),
    /** Shown with the receipt. */
    thanks: LocalizedText.optional(),
    /** Parts of the survey, in their order, for progress. */
    sections: z
      .array(z.object({ id: Name, title: LocalizedText }).strict())
      .min(1)
      .max(30)
      .optional(),
    endings: z.array(Ending).max(20).optional(),
    quotas: z.array(Quota).max(50).optional(),
    /** Pages as written, or in an order that is random, and stays the same for one participant. */
    order: z.enum(['as-written', 'random']).optional(),
    /** Each question on a page of its own, whatever the pages say. */
    onePerPage: z.boolean().optional(),
    /** Whether one participant may respond once, or as often as they like. */
    responses: z.enum(['one', 'many']).optional(),
    /** Whether answers may be changed until closing. Each version is kept, and the last one counts. */
    changes: z.boolean().optional(),
    /** How long one has, in minutes from the first answer; more time may be asked for, up to `extensions` times, and ten at least. */
    timeLimit: z
      .object({
        minutes: z.number().int().min(5).max(1440),
        extensions: z.number().int().min(1).max(20).default(10),
      })
      .strict()
      .optional(),
    /** Whether one may go on elsewhere, by a code or a link. The server holds what it cannot read. */
    resume: z.boolean().optional(),
    /**
     * What is kept of a response that was not sent: how many began and on which page they stopped; or also what they
     * had answered, which the privacy notice then says.
     */
    unfinished: z.enum(['counted', 'kept']).optional(),
  })
  .openapi('SurveyDefinition');
export type SurveyDefinition = z.infer<typeof SurveyDefinition>;
