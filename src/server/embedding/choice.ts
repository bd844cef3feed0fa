import type {
  ActivityDefinition,
  ActivityKind,
  ConsultationDefinition,
} from '../../contract/consultation.js';
import type { Language } from '../../contract/text.js';
import { ELEMENTS } from '../../domain/elements.js';
import type { Catalogue } from './catalogue.js';
import {
  type Look,
  LOOK_NAMES,
  lookDefaults,
  type LookName,
  lookValue,
  type Scheme,
  SCHEMES,
} from './look.js';

/** What kind of activity an element shows; nothing for one that is none of ours. */
export function kindOf(element: string): ActivityKind | undefined {
  return (Object.keys(ELEMENTS) as ActivityKind[]).find((kind) => ELEMENTS[kind] === element);
}

/** How the widget comes into the page: a release that never changes, the newest, or a page of its own in a frame. */
export const WAYS = ['pinned', 'moving', 'frame'] as const;
export type Way = (typeof WAYS)[number];

/** The pages on which the widget can be tried. */
export const HOSTS = ['plain', 'resets', 'dark', 'narrow'] as const;
export type Host = (typeof HOSTS)[number];

/** What somebody chose in the builder. All of it was checked: it can stand in a snippet. */
export interface Choice {
  consultation: ConsultationDefinition;
  activity: ActivityDefinition;
  element: string;
  /** What this element has beside what all have: a section, a subject. */
  attributes: Record<string, string>;
  /** The widget's language, and that of the page around it. */
  lang: Language;
  pageLang: Language;
  way: Way;
  host: Host;
  look: Look;
  scheme?: Scheme | undefined;
}

/** What was asked for and cannot be, by the name of its field, as it was written. */
export type Refused = Partial<Record<string, string>>;

/** Attributes that are chosen elsewhere in the form, or go without saying. */
const CHOSEN = ['consultation', 'activity', 'api'];

/** The attributes that are this element's own. */
export function ownAttributes({ attributes }: Catalogue, element: string) {
  return (attributes[element] ?? []).filter(({ name }) => !CHOSEN.includes(name));
}

function among<Value extends string>(values: readonly Value[], given: string | null): Value | undefined {
  return values.find((value) => value === given);
}

/** Reads what a consultation's builder, preview or frame was asked for; what is missing or unknown has its default. */
export function readChoice(
  consultation: ConsultationDefinition,
  asked: URLSearchParams,
  { language, catalogue }: { language: Language; catalogue: Catalogue },
): { choice: Choice; refused: Refused } {
  const { activities } = consultation;
  const activity = activities.find(({ id }) => id === asked.get('activity')) ?? activities[0]!;
  const element = ELEMENTS[activity.kind];
  const { look, refused } = readLook(asked, catalogue);
  const attributes: Record<string, string> = {};
  for (const { name } of ownAttributes(catalogue, element)) {
    const given = asked.get(name)?.trim() ?? '';
    if (given === '') continue;
    if (fits(name, given, activity)) attributes[name] = given;
    else refused[name] = given;
  }
  const pageLang = among(['fr', 'en'], asked.get('page')) ?? language;
  const choice: Choice = {
    consultation,
    activity,
    element,
    attributes,
    lang: among(['fr', 'en'], asked.get('lang')) ?? pageLang,
    pageLang,
    way: among(WAYS, asked.get('way')) ?? 'pinned',
    host: among(HOSTS, asked.get('host')) ?? 'plain',
    look,
    scheme: among(SCHEMES, asked.get('scheme')),
  };
  return { choice, refused };
}

/**
 * Sections are the definition's own, and a page has an address without query or fragment; whatever else there is, now or
 * later, is an identifier.
 */
function fits(name: string, given: string, activity: ActivityDefinition): boolean {
  if (name === 'section' && activity.kind === 'ideas')
    return activity.sections.some(({ id }) => id === given);
  if (name === 'about') return /^https?:\/\/[^\s"'<>?#]{1,490}$/.test(given) && URL.canParse(given);
  return /^[a-z0-9][a-z0-9-]{0,79}$/i.test(given);
}

function readLook(asked: URLSearchParams, catalogue: Catalogue): { look: Look; refused: Refused } {
  const defaults = lookDefaults(catalogue);
  const look: Look = {};
  const refused: Refused = {};
  for (const name of LOOK_NAMES) {
    const given = asked.get(name)?.trim() ?? '';
    if (given === '') continue;
    const value = lookValue(name, given);
    if (value === undefined) refused[name] = given;
    else if (value !== defaults[name]) look[name] = value;
  }
  return { look, refused };
}

/** The query that brings the same look and language back: for a preview or a frame. */
export function lookQuery({ look, scheme, attributes }: Choice): URLSearchParams {
  const query = new URLSearchParams(attributes);
  for (const name of Object.keys(look) as LookName[]) query.set(name, look[name]!);
  if (scheme) query.set('scheme', scheme);
  return query;
}
