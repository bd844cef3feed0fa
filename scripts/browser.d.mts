/** The path of a browser to drive. Rejects where there is none and none can be installed. */
export function findBrowser(): Promise<string>;
