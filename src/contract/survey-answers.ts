import { z } from '@hono/zod-openapi';
import { Name } from './text.js';

/** What «other, specify» holds. */
export const OtherAnswer = z.object({ other: z.string().max(500) }).strict();
export type OtherAnswer = z.infer<typeof OtherAnswer>;

export const Choice = z.union([Name, OtherAnswer]);
export type Choice = z.infer<typeof Choice>;

/** A place: an option, an address in words, a point on the map (degrees, WGS 84), or several of these. */
export const PlaceAnswer = z
  .object({
    option: Name.optional(),
    address: z.string().max(300).optional(),
    latitude: z.number().min(-90).max(90).optional(),
    longitude: z.number().min(-180).max(180).optional(),
  })
  .strict();
export type PlaceAnswer = z.infer<typeof PlaceAnswer>;

/** A file that was sent before, by the identifier that it was sent under. */
export const FileAnswer = z
  .object({
    file: z.uuid({ version: 'v4' }).toLowerCase(),
    name: z.string().min(1).max(255),
    /** In bytes. */
    size: z.number().int().min(0),
  })
  .strict();
export type FileAnswer = z.infer<typeof FileAnswer>;

/** What one row, share, text or pair holds. A pair is named `velo:bus`, in the definition's order of options. */
export const Cells = z.record(
  z.string().max(121),
  z.union([z.string().max(500), z.number(), z.array(Name).max(12)]),
);
export type Cells = z.infer<typeof Cells>;

/** An answer to what a member of a group may be asked. */
export const MemberAnswer = z.union([
  z.string().max(20_000),
  z.number(),
  z.boolean(),
  OtherAnswer,
  z.array(Choice).max(501),
]);
export type MemberAnswer = z.infer<typeof MemberAnswer>;

/** What was answered of one member of a group. */
export const Member = z.record(Name, MemberAnswer);
export type Member = z.infer<typeof Member>;

/**
 * One answer: strings, numbers, booleans, an option or `{ "other": "…" }`, lists of these, and one object for each of
 * the larger kinds. The table is in `docs/survey.md`.
 */
export const Answer = z
  .union([
    z.string().max(20_000),
    z.number(),
    z.boolean(),
    OtherAnswer,
    PlaceAnswer,
    Cells,
    z.array(Choice).max(501),
    z.array(FileAnswer).max(10),
    z.array(Member).max(50),
  ])
  .openapi('Answer', {
    description: [
      'Text, e-mail address, telephone number, postal code, web address, day (2026-05-01) and time (14:30) are strings; number, scale and recommendation are numbers; yes/no is a boolean, or "unsure"; consent is true.',
      'A single choice is an option’s id or { "other": "…" }, a multiple choice is a list of those, a ranking a list of ids, the first one first; a choice of pictures is an id, or a list where several may be chosen.',
      'A matrix is { row: column } or { row: [columns] }, a matrix of scales { row: number }, shares of points { option: points }, several texts { field: text }, pairs { "one:other": option or "equal" }.',
      'A group is a list of { question: answer }, files a list of { file, name, size }, a place { option, address, latitude, longitude }.',
      'Limits of text, a question’s own too, count UTF-16 code units: most emoji count for two.',
    ].join(' '),
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

/** `PUT …/responses/{id}`, and `PUT …/responses/{id}/versions/{version}` where answers may be changed. */
export const ResponseInput = z
  .object({
    answers: Answers,
    /** The version of the definition that the citizen saw: the current one, or an earlier one. Kept with the answers. */
    definition: z.number().int().min(1).max(2_147_483_647),
    /** The day in Québec on which the response was begun, where a condition speaks of `today`; today where it is missing. */
    begun: z.iso.date().optional(),
    /** The quotas that the citizen was told are full, where one ended their way: the answers then end there as well. */
    full: z.array(Name).max(50).optional(),
  })
  .strict()
  .openapi('ResponseInput');
export type ResponseInput = z.infer<typeof ResponseInput>;
