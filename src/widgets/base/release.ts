import type { ReleaseNotice } from '../../contract/releases.js';

declare const __CQ_VERSION__: string | undefined;

/** Which release this is, in a bundle of the page’s own too; nothing in a test. */
export const VERSION = typeof __CQ_VERSION__ === 'undefined' ? '' : __CQ_VERSION__;

/** Why this release is switched off: the page's own content then stands in the widget's place. Nothing where it is not. */
export function whyOff(notice: ReleaseNotice | undefined): string | undefined {
  return notice?.off[VERSION] ?? notice?.off['all'];
}

/** Whether there is something in it for whoever looks after the page. */
export function concerns(notice: ReleaseNotice): boolean {
  const isOld = VERSION !== '' && VERSION !== notice.current;
  return isOld || VERSION in notice.withdrawn || whyOff(notice) !== undefined;
}
