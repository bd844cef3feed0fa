import { z } from '@hono/zod-openapi';
import { SHOWS_NOTHING } from './limits.js';

/** Refuses what a text column or a JSON reader downstream could not hold: lone surrogates and NUL. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}

/**
 * Plain text as a person wrote it: at most `max` UTF-16 code units, something to see, no NUL character and no lone
 * surrogate. Stored as written.
 */
export function plainText(max: number) {
  return z
    .string()
    .max(max, { error: 'too-long' })
    .refine(isStorable, { error: 'not-storable' })
    .refine((text) => !SHOWS_NOTHING.test(text), { error: 'empty' })
    .openapi({
      description: `Plain text, with something to see in it: at most ${max} UTF-16 code units. A character beyond the Basic Multilingual Plane, as most emoji are, counts for two here, and for one in maxLength.`,
    });
}

/** Text from elsewhere, kept whole whatever its length: no NUL character and no lone surrogate. */
export function wholeText() {
  return z.string().refine(isStorable, { error: 'not-storable' });
}

/** A question's, a page's or an option's name inside its survey: `mode-de-transport`. */
export const Name = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, { error: 'not-a-name' })
  .openapi('Name');

/** Text for citizens: French always, English where the consultation is offered in English. */
export const LocalizedText = z
  .object({ fr: plainText(20_000), en: plainText(20_000).optional() })
  .strict()
  .openapi('LocalizedText');
export type LocalizedText = z.infer<typeof LocalizedText>;

/** A language that the widgets and the backend speak. */
export const Language = z.enum(['fr', 'en']).openapi('Language');
export type Language = z.infer<typeof Language>;

/** An instant as ISO 8601 with its offset: `2026-05-01T09:00:00-04:00`. */
export const Instant = z.iso.datetime({ offset: true }).openapi('Instant');

/** The name of a consultation, a public body or an activity in addresses: `plan-velo`. */
export const Slug = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, { error: 'not-a-slug' })
  .openapi('Slug');

/** The identifier that the client made for a contribution (UUID version 4). Its case does not count: lower case is kept. */
export const ContributionId = z.uuid({ version: 'v4' }).toLowerCase().openapi('ContributionId');

/** The identifier of anything that is there: what was imported has one of the server's. */
export const ItemId = z.uuid().toLowerCase();

/** An opaque mark of where the next page of a list begins; give it back as it came. */
export const Cursor = z.string().max(400).openapi('Cursor');
