export function findDrift(manifest: unknown, reality: unknown): string[];
