import type { Open } from './report.js';

/**
 * An object of a file from elsewhere, read field by field. What was never asked for is reported as dropped at the end, so
 * that nothing is lost in silence.
 */
export class Source {
  private readonly read = new Set<string>();

  constructor(
    private readonly fields: Record<string, unknown>,
    readonly item: Open,
  ) {}

  /** The value of the first of these fields that has one. */
  take(...names: string[]): unknown {
    let found: unknown;
    for (const name of names) {
      this.read.add(name);
      const value = this.fields[name];
      if (found === undefined && !isNothing(value)) found = value;
    }
    return found;
  }

  /** All fields that there are. */
  names(): string[] {
    return Object.keys(this.fields);
  }

  /** A field’s value, which counts as not read. */
  protected peek(name: string): unknown {
    return this.fields[name];
  }

  protected wasRead(name: string): boolean {
    return this.read.has(name);
  }

  /** The same; another of these fields that says something else counts as not read. */
  private takeOne(names: readonly string[]): unknown {
    const found = this.take(...names);
    this.unread(names.filter((name) => !isNothing(this.fields[name]) && this.fields[name] !== found));
    return found;
  }

  text(...names: string[]): string | undefined {
    const value = this.takeOne(names);
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      return String(value);
    this.unread(names);
    return undefined;
  }

  number(...names: string[]): number | undefined {
    const text = this.text(...names)?.trim();
    if (!text) return undefined;
    const number = Number(text);
    if (Number.isFinite(number)) return number;
    this.unread(names);
    return undefined;
  }

  /** Whether a field says yes in one of the ways that files do. */
  flag(...names: string[]): boolean {
    const word = this.text(...names)?.trim() ?? '';
    if (/^(true|1|y|yes|oui|vrai|x|true\(\))$/i.test(word)) return true;
    if (!/^(false|0|n|no|non|faux|false\(\)|)$/i.test(word)) this.unread(names);
    return false;
  }

  /** What could not be understood is told at the end, like what nobody asked for. */
  private unread(names: readonly string[]): void {
    for (const name of names) this.read.delete(name);
  }

  list(...names: string[]): unknown[] {
    const value = this.takeOne(names);
    if (Array.isArray(value)) return value;
    this.unread(names);
    return [];
  }

  /** Reports what was not read: `reasons` says why of the names that it knows. */
  close(reasons: Record<string, string> = {}): void {
    for (const [name, value] of Object.entries(this.fields)) {
      if (this.read.has(name) || isNothing(value)) continue;
      this.item.dropPart(
        name,
        `${reasons[name] ?? reasons[name.split('::')[0]!] ?? 'nothing here corresponds'}: ${shown(value)}`,
      );
    }
  }
}

/** Whether a field says nothing. */
export const isNothing = (value: unknown) =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

/** A value in the report: short. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** An object, whatever was there. */
export function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** A text, number or truth value as text; anything else is none. */
export function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}
