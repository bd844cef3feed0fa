/** The path of a browser to drive. Rejects where there is none and none can be installed. */
export function findBrowser(): Promise<string>;
/** The path of a Firefox to drive. Throws where there is none and none can be installed. */
export function findFirefox(): string;
/** The paths of WebKitGTK's browser and driver. Throws where they, or a display, are not there. */
export function findWebKit(): { browser: string; driver: string };
