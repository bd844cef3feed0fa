import type { ActivityKind } from '../contract/consultation.js';
import type { Language } from '../contract/text.js';

export interface ViewOptions {
  activity?: string | null | undefined;
  subject?: string | null | undefined;
  section?: string | null | undefined;
  start?: number | undefined;
}

/** The path of a first view. Snippet, loader and widget ask at the same address, so that one answer serves them all. */
export function viewPath(slug: string, kind: ActivityKind, options: ViewOptions): string {
  return `v1/consultations/${slug}/view${query({ kind, ...options })}`;
}

/** The consultation's page on the platform. `api` ends with a slash. */
export function pageOf(api: string, slug: string, language: Language): string {
  return `${api}${language === 'en' ? 'en/' : ''}c/${slug}`;
}

/** A query of what has a value, in the order given. */
export function query(values: Record<string, string | number | null | undefined>): string {
  const pairs = Object.entries(values)
    .filter(([, value]) => (value ?? '') !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(value!)}`);
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}
