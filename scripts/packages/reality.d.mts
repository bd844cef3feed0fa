export function realityOf(entries: string[]): Record<string, unknown>;
