import { z } from '@hono/zod-openapi';
import { Condition, Expression } from './survey-conditions.js';
import { LocalizedText, Name, wholeText } from './text.js';

/** What every question that asks something has. */
const asked = {
  id: Name,
  /** May hold what was answered before: `Depuis quand habitez-vous à {{ville}} ?`. So may the hint. */
  label: LocalizedText,
  hint: LocalizedText.optional(),
  required: z.boolean().default(false),
  /** Required where this holds, whatever `required` says. */
  requiredIf: Condition.optional(),
  showIf: Condition.optional(),
  /** Shown, but closed to answers, where this does not hold. */
  enableIf: Condition.optional(),
  /** For a question about the person: why it is asked. Shown beside it. */
  purpose: LocalizedText.optional(),
  /** Keeps its place where the page's questions are in random order. */
  pinned: z.boolean().optional(),
  /** What the page around may fill in beforehand: `?region=03` in its address, or `data-region` on the element. */
  prefill: z.object({ parameter: Name.optional(), attribute: Name.optional() }).strict().optional(),
};

const option = { id: Name, label: LocalizedText, hint: LocalizedText.optional() };
const offered = {
  /** Offered where this holds. */
  showIf: Condition.optional(),
  /** Keeps its place where the options are in random order: «aucune de ces réponses». */
  pinned: z.boolean().optional(),
};

export const Option = z.object({ ...option, ...offered }).strict();
export type Option = z.infer<typeof Option>;

/** One of several choices; `exclusive` ones go with no other: «aucune de ces réponses», «je préfère ne pas répondre». */
export const SeveralOption = z.object({ ...option, ...offered, exclusive: z.boolean().optional() }).strict();
export type SeveralOption = z.infer<typeof SeveralOption>;

/** An option that is a picture. Its words are always there too, for those who do not see it or do not receive it. */
export const ImageOption = z
  .object({
    ...option,
    ...offered,
    image: z
      .object({
        /** On the public body's own site or the platform: no one else hears of who looks at it. */
        src: z.url({ protocol: /^https?$/ }),
        /** What the picture shows, for those who do not see it. */
        alt: LocalizedText,
        width: z.number().int().min(1).max(4000),
        height: z.number().int().min(1).max(4000),
      })
      .strict(),
  })
  .strict();
export type ImageOption = z.infer<typeof ImageOption>;

const few = z.array(Option).min(2).max(30);

/** How options come: as written, or in an order that is random, and stays the same for one participant. */
const order = { order: z.enum(['as-written', 'random']).optional() };

/**
 * Options that are those of an earlier question too: what was chosen there, what was not, or all that was offered.
 * They come before the question's own.
 */
const carried = {
  optionsFrom: z
    .object({ question: Name, which: z.enum(['chosen', 'not-chosen', 'offered']).default('chosen') })
    .strict()
    .optional(),
};

/** Options of a question that may carry others on: `twoWithoutThose` asks for two where it does not. */
const own = <Item extends z.ZodType>(item: Item, most: number) => z.array(item).max(most).default([]);

function twoWithoutThose(
  context: z.core.ParsePayload<{ options: unknown[]; optionsFrom?: object | undefined }>,
) {
  const { options, optionsFrom } = context.value;
  if (optionsFrom || options.length >= 2) return;
  context.issues.push({
    code: 'too_small',
    origin: 'array',
    minimum: 2,
    inclusive: true,
    path: ['options'],
    input: options,
  });
}

const several = {
  min: z.number().int().min(1).optional(),
  max: z.number().int().min(1).optional(),
};

const ends = { minLabel: LocalizedText, maxLabel: LocalizedText };
const steps = {
  min: z.number().int().min(0).max(1).default(1),
  max: z.number().int().min(2).max(10).default(5),
};

const shortText = z
  .object({
    type: z.literal('short-text'),
    ...asked,
    minLength: z.number().int().min(1).max(500).optional(),
    maxLength: z.number().int().min(1).max(500).default(200),
    /** A token of the HTML `autocomplete` attribute, for questions about the person: `given-name`. */
    autocomplete: wholeText().max(40).optional(),
  })
  .strict();

const longText = z
  .object({
    type: z.literal('long-text'),
    ...asked,
    minLength: z.number().int().min(1).max(20_000).optional(),
    maxLength: z.number().int().min(1).max(20_000).default(4000),
  })
  .strict();

const number = z
  .object({
    type: z.literal('number'),
    ...asked,
    min: z.number().optional(),
    max: z.number().optional(),
    /** How many digits after the decimal mark are accepted. */
    decimals: z.number().int().min(0).max(6).default(0),
    unit: LocalizedText.optional(),
  })
  .strict();

const email = z.object({ type: z.literal('email'), ...asked }).strict();
/** A telephone number: ten digits as in North America, or `+` and a country's code. */
const telephone = z.object({ type: z.literal('telephone'), ...asked }).strict();
/** A Canadian postal code; `part: 'area'` asks for its first three characters alone, which say less of the person. */
const postalCode = z
  .object({ type: z.literal('postal-code'), ...asked, part: z.enum(['whole', 'area']).default('whole') })
  .strict();
const webAddress = z.object({ type: z.literal('web-address'), ...asked }).strict();

const date = z
  .object({ type: z.literal('date'), ...asked, min: z.iso.date().optional(), max: z.iso.date().optional() })
  .strict();

const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'not-a-time' });
const time = z
  .object({ type: z.literal('time'), ...asked, min: ClockTime.optional(), max: ClockTime.optional() })
  .strict();

const singleChoice = z
  .object({
    type: z.literal('single-choice'),
    ...asked,
    ...order,
    ...carried,
    options: own(Option, 500),
    other: z.boolean().default(false),
    /** Radio buttons; or a list with a search, which is also what more than 15 options become. */
    display: z.enum(['radios', 'list']).optional(),
  })
  .strict()
  .check(twoWithoutThose);

const multipleChoice = z
  .object({
    type: z.literal('multiple-choice'),
    ...asked,
    ...order,
    ...carried,
    ...several,
    options: own(SeveralOption, 500),
    other: z.boolean().default(false),
  })
  .strict()
  .check(twoWithoutThose);

const imageChoice = z
  .object({
    type: z.literal('image-choice'),
    ...asked,
    ...order,
    ...several,
    options: z.array(ImageOption).min(2).max(24),
    multiple: z.boolean().default(false),
  })
  .strict();

const yesNo = z
  .object({
    type: z.literal('yes-no'),
    ...asked,
    /** Offers «je ne sais pas» as well. */
    unsure: z.boolean().optional(),
  })
  .strict();

const scale = z
  .object({
    type: z.literal('scale'),
    ...asked,
    ...steps,
    ...ends,
    /** Numbers; stars; or smileys, which need a word for each step. */
    display: z.enum(['numbers', 'stars', 'smileys']).optional(),
    /** A word for each step, from the least to the most. */
    labels: z.array(LocalizedText).min(2).max(11).optional(),
  })
  .strict();

/** How likely it is that one would recommend: 0 to 10. */
const recommendation = z
  .object({
    type: z.literal('recommendation'),
    ...asked,
    minLabel: LocalizedText.optional(),
    maxLabel: LocalizedText.optional(),
  })
  .strict();

const rows = { rows: few, ...order };

/** One choice (or several) among the same columns for each row. Required means each row. */
const matrix = z
  .object({
    type: z.literal('matrix'),
    ...asked,
    ...rows,
    columns: z.array(Option).min(2).max(12),
    multiple: z.boolean().default(false),
  })
  .strict();

/** One number on the same scale for each row. Required means each row. */
const matrixScale = z
  .object({ type: z.literal('matrix-scale'), ...asked, ...rows, ...steps, ...ends })
  .strict();

/** All options in order of preference, or the `best` few. */
const ranking = z
  .object({
    type: z.literal('ranking'),
    ...asked,
    ...order,
    ...carried,
    options: own(Option, 30),
    /** How many are ranked; all where this is missing. */
    best: z.number().int().min(1).max(30).optional(),
  })
  .strict()
  .check(twoWithoutThose);

/** A number of points to share among the options: a constant sum. */
const points = z
  .object({
    type: z.literal('points'),
    ...asked,
    ...order,
    ...carried,
    options: own(Option, 30),
    total: z.number().int().min(1).max(1_000_000).default(100),
    unit: LocalizedText.optional(),
  })
  .strict()
  .check(twoWithoutThose);

/** Options two by two: which of the two? */
const pairwise = z
  .object({
    type: z.literal('pairwise'),
    ...asked,
    options: z.array(Option).min(2).max(12),
    /** How many pairs one participant is asked, chosen at random; all where this is missing. */
    pairs: z.number().int().min(1).max(66).optional(),
    /** Offers «aussi importants l’un que l’autre». */
    equal: z.boolean().default(true),
  })
  .strict();

/** Several short texts under one question. Required means each of those that are required. */
const texts = z
  .object({
    type: z.literal('texts'),
    ...asked,
    fields: z
      .array(
        z
          .object({
            id: Name,
            label: LocalizedText,
            required: z.boolean().default(true),
            maxLength: z.number().int().min(1).max(500).default(200),
            autocomplete: wholeText().max(40).optional(),
          })
          .strict(),
      )
      .min(2)
      .max(20),
  })
  .strict();

/** The kinds of files that may be asked for. */
export const FILE_TYPES = ['pdf', 'jpeg', 'png', 'webp', 'docx', 'odt', 'xlsx', 'ods', 'csv', 'txt'] as const;
export type FileType = (typeof FILE_TYPES)[number];

const file = z
  .object({
    type: z.literal('file'),
    ...asked,
    accept: z.array(z.enum(FILE_TYPES)).min(1).default(['pdf', 'jpeg', 'png']),
    maxFiles: z.number().int().min(1).max(10).default(1),
    /** Of one file, in MB (1,000,000 bytes). */
    maxSize: z.number().min(0.1).max(25).default(10),
  })
  .strict();

/** A consent of its own, never given in advance: one check box beside its text. Required means that it must be given. */
const consent = z
  .object({
    type: z.literal('consent'),
    ...asked,
    /** What is consented to, in safe Markdown; `label` stands beside the box. */
    text: LocalizedText.optional(),
  })
  .strict();

/** A place: from a list, as an address in words, or on a map where the body names a tile server. */
const place = z
  .object({
    type: z.literal('place'),
    ...asked,
    options: z.array(Option).min(2).max(500).optional(),
    /** Whether an address may be typed. */
    address: z.boolean().default(true),
    map: z
      .object({
        /** `https://tuiles.exemple.gouv.qc.ca/{z}/{x}/{y}.png`: hears which part of the map is looked at. */
        tiles: z.string().regex(/^https?:\/\/[^\s"'<>]+$/, { error: 'not-an-address' }),
        attribution: LocalizedText,
        latitude: z.number().min(-85).max(85),
        longitude: z.number().min(-180).max(180),
        zoom: z.number().int().min(0).max(19).default(11),
        maxZoom: z.number().int().min(1).max(22).default(18),
      })
      .strict()
      .optional(),
  })
  .strict();

/** Words between questions, in safe Markdown: headings, emphasis, lists, links. */
const information = z
  .object({
    type: z.literal('information'),
    id: Name,
    title: LocalizedText.optional(),
    text: LocalizedText,
    showIf: Condition.optional(),
    pinned: z.boolean().optional(),
  })
  .strict();

/** A value that the page around gives and nobody is asked. The privacy notice names it, by its label. */
const hidden = z
  .object({
    type: z.literal('hidden'),
    id: Name,
    label: LocalizedText,
    prefill: z.object({ parameter: Name.optional(), attribute: Name.optional() }).strict(),
    maxLength: z.number().int().min(1).max(500).default(100),
    showIf: Condition.optional(),
  })
  .strict();

/** A value that is worked out from the answers before it, on both sides, and kept with them. */
const calculated = z
  .object({
    type: z.literal('calculated'),
    id: Name,
    label: LocalizedText,
    value: Expression,
    showIf: Condition.optional(),
  })
  .strict();

/** What may be asked of each member of a group. */
export const MemberQuestion = z.discriminatedUnion('type', [
  shortText,
  longText,
  number,
  email,
  telephone,
  postalCode,
  webAddress,
  date,
  time,
  singleChoice,
  multipleChoice,
  yesNo,
  scale,
]);
export type MemberQuestion = z.infer<typeof MemberQuestion>;

/** The same questions for each of several: the members of a household. Required means `min` at least, or one. */
const group = z
  .object({
    type: z.literal('group'),
    ...asked,
    /** What one of them is called: «Personne». Its number follows. */
    item: LocalizedText,
    questions: z.array(MemberQuestion).min(1).max(20),
    min: z.number().int().min(0).max(50).default(0),
    max: z.number().int().min(1).max(50).default(10),
  })
  .strict();

export const Question = z
  .discriminatedUnion('type', [
    shortText,
    longText,
    number,
    email,
    telephone,
    postalCode,
    webAddress,
    date,
    time,
    singleChoice,
    multipleChoice,
    imageChoice,
    yesNo,
    scale,
    recommendation,
    matrix,
    matrixScale,
    ranking,
    points,
    pairwise,
    texts,
    group,
    file,
    consent,
    place,
    information,
    hidden,
    calculated,
  ])
  .openapi('Question');
export type Question = z.infer<typeof Question>;
export type QuestionType = Question['type'];
