import { z } from '@hono/zod-openapi';
import { Name } from './text.js';

/** The most that any file may hold, in bytes: a question may ask for less. */
export const MAX_FILE = 25_000_000;

/** The header that carries a file's name, percent-encoded as UTF-8: addresses end up in the logs of proxies. */
export const FILE_NAME_HEADER = 'cq-file-name';

/** A file's name as its owner wrote it: 1 to 255 UTF-16 code units, no path and no control character. */
export const FileName = z
  .string()
  .min(1)
  .max(255)
  .refine((name) => name.isWellFormed() && !/[\p{Cc}/\\]/u.test(name), { error: 'not-a-file-name' });

/** `GET …/files`: those that the backend has of the participant's, by their identifiers. */
export const HeldFiles = z.object({ files: z.array(z.uuid()) }).openapi('HeldFiles');
export type HeldFiles = z.infer<typeof HeldFiles>;

/** Which question a file is for. */
export const FileQuery = z.object({ question: Name });

/**
 * What is known of a file's contents. `waiting`: not examined yet, and given to nobody before it is; `not-scanned`: this
 * platform examines no files.
 */
export const ScanState = z.enum(['waiting', 'clean', 'refused', 'not-scanned']).openapi('ScanState');
export type ScanState = z.infer<typeof ScanState>;

/** `PUT …/files/{id}`: the backend has the file. The same bytes again give the same. */
export const FileReceipt = z
  .object({
    id: z.uuid(),
    activity: z.string(),
    question: z.string(),
    name: z.string(),
    /** Of what was sent, in bytes: what is kept of a picture is smaller, since its hidden data is taken out. */
    size: z.number().int(),
    scan: ScanState,
  })
  .openapi('FileReceipt');
export type FileReceipt = z.infer<typeof FileReceipt>;
