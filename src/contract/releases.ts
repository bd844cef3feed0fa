import { z } from '@hono/zod-openapi';

/**
 * What the platform tells, with each first view, whoever looks after the page: by version, and `all` for every version.
 * Nothing of it is for citizens.
 */
export const ReleaseNotice = z
  .object({
    /** The newest release of the widgets: `1.4.0`. */
    current: z.string(),
    /** Why a release should no longer be used. */
    withdrawn: z.record(z.string(), z.string()),
    /** Why this kind of widget is switched off: the page's own content is shown in its place. */
    off: z.record(z.string(), z.string()),
  })
  .openapi('ReleaseNotice');
export type ReleaseNotice = z.infer<typeof ReleaseNotice>;

/** `GET /embed/versions.json`: how one release stands. */
export interface ReleaseStatus {
  version: string;
  status: 'current' | 'superseded' | 'withdrawn';
  /** Why it was withdrawn. */
  reason?: string;
}
