import { z } from '@hono/zod-openapi';
import { PublicState } from './comments.js';
import { Cursor, Instant, isStorable, LocalizedText, plainText, wholeText } from './text.js';
import { CountsPolicy } from './votes.js';

export const IdeasDefinition = z
  .object({
    kind: z.literal('ideas'),
    prompt: LocalizedText.optional(),
    sections: z
      .array(z.object({ id: wholeText().min(1).max(120), label: LocalizedText }).strict())
      .max(100)
      .default([]),
    counts: CountsPolicy.default('always'),
    /** Whether citizens may propose ideas. */
    proposals: z.boolean().default(true),
    maxLength: z.number().int().min(100).max(20_000).default(4000),
  })
  .openapi('IdeasDefinition');
export type IdeasDefinition = z.infer<typeof IdeasDefinition>;

/** A section that a reader asks for. */
export const SectionName = z.string().max(120).refine(isStorable, { error: 'not-storable' });

/** `PUT …/ideas/{id}` */
export const IdeaInput = z
  .object({ title: plainText(200), body: plainText(20_000), section: z.string().max(120).optional() })
  .strict()
  .openapi('IdeaInput');
export type IdeaInput = z.infer<typeof IdeaInput>;

export const IdeaVotes = z.object({
  for: z.number().int(),
  against: z.number().int(),
  mixed: z.number().int(),
});
export type IdeaVotes = z.infer<typeof IdeaVotes>;

/** An idea as a list shows it. */
export const IdeaSummary = z
  .object({
    id: z.uuid(),
    section: z.string().nullable(),
    state: PublicState,
    /** Null once withdrawn or hidden. */
    title: z.string().nullable(),
    /** The first 280 characters of the text, cut at a word. */
    excerpt: z.string().nullable(),
    /** Whether there is more to read than the excerpt. */
    more: z.boolean(),
    author: z.string(),
    acceptedAt: Instant,
    /** Votes cast here and carried over together; null while the definition withholds them. */
    votes: IdeaVotes.nullable(),
    /** Of `votes`, those that were carried over with an import. */
    carried: IdeaVotes.nullable(),
  })
  .openapi('IdeaSummary');
export type IdeaSummary = z.infer<typeof IdeaSummary>;

/** `GET …/ideas/{id}` */
export const Idea = IdeaSummary.extend({ body: z.string().nullable() }).openapi('Idea');
export type Idea = z.infer<typeof Idea>;

export const IdeaPage = z
  .object({
    items: z.array(IdeaSummary),
    next: Cursor.nullable(),
    /** How many ideas are public in the whole list (of the section asked for). */
    total: z.number().int(),
  })
  .openapi('IdeaPage');
export type IdeaPage = z.infer<typeof IdeaPage>;

export const IdeaChoice = z.enum(['for', 'against', 'mixed']).openapi('IdeaChoice');
export type IdeaChoice = z.infer<typeof IdeaChoice>;

/** `PUT …/ideas/{id}/ballot`: null takes the vote back. */
export const IdeaBallotInput = z
  .object({
    choice: IdeaChoice.nullable(),
    /** The participant's own counter for this idea: a ballot with a lower turn than the stored one is refused. */
    turn: z.number().int().min(1).max(2_000_000_000),
  })
  .strict()
  .openapi('IdeaBallotInput');
export type IdeaBallotInput = z.infer<typeof IdeaBallotInput>;
