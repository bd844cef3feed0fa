export function hashOf(file: string): string;
export function sealParts(folder: string): void;
export function loaderFiles(folder: string): Record<string, string[]>;
export function needsOf(folder: string): Record<string, string[]>;
export function publish(folder: string, moving: string): void;
