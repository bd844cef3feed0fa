import type { Catalogue } from '../src/server/embedding/catalogue.js';
/** What a page may set on the widgets, read from the custom elements manifest in this file. */
export function catalogueOf(manifest: string): Catalogue;
