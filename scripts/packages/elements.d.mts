export const ELEMENTS: string[];
export function sourceOf(name: string): string;
