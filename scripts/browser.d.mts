/** The path of a browser to drive. Rejects where there is none and none can be installed. */
export function findBrowser(): Promise<string>;
/** The path of a Firefox to drive. Throws where there is none and none can be installed. */
export function findFirefox(): string;
