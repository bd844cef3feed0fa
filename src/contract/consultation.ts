import { z } from '@hono/zod-openapi';
import { CommentsDefinition, CommentPage } from './comments.js';
import { FeedbackDefinition } from './feedback.js';
import { IdeasDefinition, IdeaPage } from './ideas.js';
import { ReleaseNotice } from './releases.js';
import { SurveyDefinition } from './survey.js';
import { Instant, Language, LocalizedText, Slug, wholeText } from './text.js';

export const ActivityKind = z.enum(['survey', 'comments', 'ideas', 'feedback']).openapi('ActivityKind');
export type ActivityKind = z.infer<typeof ActivityKind>;

const activity = {
  id: Slug,
  title: LocalizedText,
  description: LocalizedText.optional(),
  /** When it differs from the consultation's own hours. */
  opensAt: Instant.optional(),
  closesAt: Instant.optional(),
};

/** One thing that citizens do in a consultation. */
export const ActivityDefinition = z
  .discriminatedUnion('kind', [
    SurveyDefinition.extend(activity).strict(),
    CommentsDefinition.extend(activity).strict(),
    IdeasDefinition.extend(activity).strict(),
    FeedbackDefinition.extend(activity).strict(),
  ])
  .openapi('ActivityDefinition');
export type ActivityDefinition = z.infer<typeof ActivityDefinition>;

/** The activity of one kind: `ActivityOf<'survey'>`. */
export type ActivityOf<Kind extends ActivityKind> = Extract<ActivityDefinition, { kind: Kind }>;

/**
 * What is shown beside every form, at collection, as the Act respecting Access to documents held by public bodies
 * and the Protection of personal information (CQLR c., s. 65) asks.
 */
export const PrivacyNotice = z
  .object({
    /** Who collects. */
    collector: LocalizedText,
    /** What for. */
    purposes: LocalizedText,
    /** How long it is kept. */
    retention: LocalizedText,
    /** Rights of access, rectification and withdrawal, and how to use them. */
    rights: LocalizedText,
    /** The person in charge of the protection of personal information. */
    officer: z.object({ name: LocalizedText, email: z.email() }).strict(),
    /** The body's full policy. */
    policy: z.url({ protocol: /^https?$/ }).optional(),
  })
  .strict()
  .openapi('PrivacyNotice');
export type PrivacyNotice = z.infer<typeof PrivacyNotice>;

/** A consultation's one file, as `cq apply` reads it. */
export const ConsultationDefinition = z
  .object({
    $schema: wholeText().optional(),
    slug: Slug,
    title: LocalizedText,
    /** The public body, as `cq body add` registered it. */
    body: Slug,
    languages: z.array(Language).min(1).max(2),
    opensAt: Instant,
    closesAt: Instant,
    /** What the consultation is for, and what becomes of what people say. */
    purpose: LocalizedText,
    contact: z
      .object({
        name: LocalizedText,
        email: z.email(),
        telephone: wholeText().max(40).optional(),
        /** Where letters are sent, line by line: questionnaires on paper come back there. */
        address: LocalizedText.optional(),
      })
      .strict(),
    privacy: PrivacyNotice,
    /** How sure the consultation is of who takes part: at this level a participant is one browser on one site. */
    identity: z.enum(['open']).default('open'),
    /** Whether people under 14 may take part. */
    under14: z.boolean().default(false),
    /** Where the data comes from, when it was carried over from elsewhere. Shown wherever it is shown. */
    attribution: LocalizedText.optional(),
    results: z
      .object({ expectedAt: Instant.optional(), url: z.url({ protocol: /^https?$/ }).optional() })
      .strict()
      .optional(),
    activities: z.array(ActivityDefinition).min(1).max(50),
  })
  .strict()
  .openapi('ConsultationDefinition');
export type ConsultationDefinition = z.infer<typeof ConsultationDefinition>;

export const PublicBody = z
  .object({
    slug: Slug,
    name: LocalizedText,
    /** The sites that may write: `https://www.exemple.gouv.qc.ca`, without a path. */
    origins: z.array(z.string()),
  })
  .openapi('PublicBody');
export type PublicBody = z.infer<typeof PublicBody>;

/** Where a consultation or an activity stands in time. */
export const Phase = z.enum(['before', 'open', 'closed']).openapi('Phase');
export type Phase = z.infer<typeof Phase>;

export const ConsultationSummary = ConsultationDefinition.omit({
  activities: true,
  body: true,
  $schema: true,
})
  .extend({ body: PublicBody, version: z.number().int(), phase: Phase })
  .openapi('ConsultationSummary');
export type ConsultationSummary = z.infer<typeof ConsultationSummary>;

/** `GET /v1/consultations/{slug}` */
export const ConsultationDocument = z
  .object({ consultation: ConsultationSummary, activities: z.array(ActivityDefinition) })
  .openapi('ConsultationDocument');
export type ConsultationDocument = z.infer<typeof ConsultationDocument>;

/**
 * `GET /v1/consultations/{slug}/view?kind=…`: all that a widget needs for its first view, in one answer.
 * The definition, its hours, and the first page of comments or ideas.
 */
export const View = z
  .object({
    consultation: ConsultationSummary,
    activity: ActivityDefinition,
    /** The activity's own, which counts. */
    phase: Phase,
    opensAt: Instant,
    closesAt: Instant,
    comments: CommentPage.optional(),
    ideas: IdeaPage.optional(),
    /** The survey's quotas that are full, by their ids. */
    fullQuotas: z.array(z.string()).optional(),
    release: ReleaseNotice.optional(),
  })
  .openapi('View');
export type View = z.infer<typeof View>;
