import type { ReleaseNotice } from '../../contract/releases.js';
import { tellDeveloper } from './developer.js';

declare const __CQ_VERSION__: string | undefined;

/** Which release this is, in a bundle of the page’s own too; nothing in a test. */
const VERSION = typeof __CQ_VERSION__ === 'undefined' ? '' : __CQ_VERSION__;

/**
 * Tells the page's developer, once, what the platform says of this release, and gives whether this widget is switched
 * off: the page's own content then stands in its place.
 */
export function isOff(element: string, notice: ReleaseNotice | undefined): boolean {
  if (!notice) return false;
  const { current, withdrawn, off } = notice;
  const why = off[VERSION] ?? off.all;
  const bad = withdrawn[VERSION];
  if (why !== undefined) tellDeveloper(`<${element}> is switched off: ${why}`);
  const other = VERSION === current ? '' : `, use ${current}`;
  if (bad !== undefined) tellDeveloper(`version ${VERSION} was withdrawn${other}: ${bad}`);
  else if (VERSION && VERSION !== current)
    tellDeveloper(`version ${current} is there, and this page has ${VERSION}.`);
  return why !== undefined;
}
