export function hashOf(file: string): string;
export function hashesOf(folder: string): Record<string, string>;
export function needsOf(folder: string): Record<string, string[]>;
export function publish(folder: string, moving: string): void;
