import { BlockList, isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { DEFAULT_LIMITS } from '../backend/limits/limiter.js';

/** `10.0.0.0/8, 127.0.0.1` */
const Networks = z.string().transform((text, context) => {
  const networks = new BlockList();
  for (const part of text.split(',').map((one) => one.trim())) {
    if (part === '') continue;
    const [address = '', bits] = part.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    const longest = family === 'ipv6' ? 128 : 32;
    const prefix = bits === undefined ? longest : Number(bits);
    if (!isIP(address) || !Number.isInteger(prefix) || prefix < 0 || prefix > longest) {
      context.addIssue({ code: 'custom', message: `«${part}» is no address or network` });
      return z.NEVER;
    }
    networks.addSubnet(address, prefix, family);
  }
  return networks;
});

/** Whether links made from its origin lead to what the address names. */
function isOrigin(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { origin, href } = new URL(address);
  return href === `${origin}/`;
}

/** Whether an address of PostgreSQL says anything of where that is. */
export function namesDatabase(address: string): boolean {
  // Without a host but with a user, it is no URL for browsers, and one for PostgreSQL's own socket.
  return (
    /^postgres(ql)?:\/\/\/*[^\s/]\S*$/.test(address) && URL.canParse(address.replace('@/', '@localhost/'))
  );
}

/** Whether nobody on the way reads what is sent there. */
function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
}

/** Whether an address names a bucket, and says where it is in a way that can be asked. */
function isS3(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, searchParams } = new URL(address);
  const endpoint = searchParams.get('endpoint');
  const known = [...searchParams.keys()].every((name) => name === 'endpoint' || name === 'region');
  const asked = endpoint === null || (/^https?:\/\//.test(endpoint) && URL.canParse(endpoint));
  return protocol === 's3:' && hostname !== '' && username === '' && known && asked;
}

const Environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, { error: 'a port is a number' })
    .transform(Number)
    .refine((port) => port >= 1 && port <= 65_535, { error: 'a port is from 1 to 65535' })
    .default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, { error: 'it begins with postgres://' })
    .refine(namesDatabase, { error: 'it names no server or database: postgres://user@host:5432/database' })
    .optional(),
  DATA_DIR: z
    .string()
    .min(1)
    .default('./data')
    .transform((folder) => resolve(folder)),
  TRUSTED_PROXIES: Networks.default(new BlockList()),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'it is an http or https address' })
    .refine(isOrigin, { error: 'it is an address without a path: https://consultation.example' })
    .transform((address) => new URL(address).origin)
    .optional(),
  /** Where files that citizens send are kept: a folder, or an S3-compatible storage. */
  FILE_STORAGE: z
    .string()
    .refine((place) => !/^\w[\w+.-]+:\/\//.test(place) || isS3(place), {
      error: 'it is a folder, or s3://bucket/prefix?endpoint=https://storage.example&region=ca-central-1',
    })
    .transform((place) => (place.startsWith('s3://') ? place : resolve(place)))
    .optional(),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  AWS_SESSION_TOKEN: z.string().optional(),
  /** What examines such files: clamd's socket or address, or a program and its words. */
  FILE_SCAN: z
    .string()
    .refine((scan) => !scan.startsWith('clamd:') || /^clamd:(\/\/[^/\s]+|\/[^/].*)$/.test(scan), {
      error: 'it is clamd:/run/clamav/clamd.ctl, clamd://127.0.0.1:3310, or a program with its words',
    })
    .optional(),
  /** What else looks at comments once they are stored, and the secret by which it knows that we ask. */
  SCREENING_WEBHOOK: z
    .url({ protocol: /^https?$/, error: 'it is an http or https address' })
    .refine((address) => URL.canParse(address) && isSafe(new URL(address)), {
      error: 'it is an https address; or an http one on this machine',
    })
    .optional(),
  SCREENING_SECRET: z.string().min(16, { error: 'it has at least 16 characters' }).optional(),
  /** Off for measuring only. */
  RATE_LIMITS: z.enum(['on', 'off']).default('on'),
  /** From which share of a limit on a proof of work is asked for, in percent: always from 0, never from 100. */
  PROOF_OF_WORK_FROM: z
    .string()
    .regex(/^(\d{1,2}|100)$/, { error: 'it is a number of percent, from 0 (always) to 100 (never)' })
    .transform(Number)
    .default(DEFAULT_LIMITS.proofFrom * 100),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
});
export type Config = z.infer<typeof Environment>;

/** A wrong start: one line for the operator, and the process ends with 1. */
export class StartError extends Error {}

/** Reads the environment. Throws a `StartError` that names the first variable that is wrong. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const config = Environment.safeParse(given);
  if (config.success) {
    const { SCREENING_WEBHOOK, SCREENING_SECRET } = config.data;
    if (SCREENING_WEBHOOK && !SCREENING_SECRET)
      throw new StartError('SCREENING_SECRET: needed with SCREENING_WEBHOOK, which knows by it that we ask');
    return config.data;
  }
  const [issue] = config.error.issues;
  const name = String(issue!.path[0]);
  // An address of a database holds a password, and that of a storage may.
  const value = /^(DATABASE_URL|FILE_STORAGE|AWS_.*|SCREENING_.*)$/.test(name)
    ? ''
    : ` «${environment[name]}»`;
  throw new StartError(`${name}${value}: ${issue!.message}`);
}
