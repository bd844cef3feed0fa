import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import type { FileStorage } from '../../backend/files/storage.js';

/** How long one request may take, in milliseconds. */
const PATIENCE = 60_000;

/** Where an S3-compatible storage is, and who asks. */
export interface S3Place {
  /** `https://s3.ca-central-1.amazonaws.com` */
  endpoint: string;
  region: string;
  bucket: string;
  /** What stands before each key: empty, or `consultations/`. */
  prefix: string;
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
}

/** Files in an S3-compatible storage. Buckets are named in the path, which every such storage understands. */
export function s3Files({ endpoint, bucket, prefix, ...who }: S3Place): FileStorage {
  const client = new AwsClient({ ...who, service: 's3', retries: 2 });
  const ask = async (method: string, key: string, body?: Uint8Array<ArrayBuffer>) => {
    const sha256 = createHash('sha256')
      .update(body ?? '')
      .digest('hex');
    const answer = await client.fetch(`${endpoint}/${bucket}/${prefix}${key}`, {
      method,
      ...(body ? { body } : {}),
      // The storage compares what arrives with it: bytes that changed on the way are refused.
      headers: { 'x-amz-content-sha256': sha256 },
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.ok) return answer;
    const code = /<Code>(\w+)<\/Code>/.exec(await answer.text())?.[1];
    if (answer.status === 404 && code !== 'NoSuchBucket') return undefined;
    throw Object.assign(new Error(`the storage answered ${answer.status}${code ? ` (${code})` : ''}`), {
      code,
    });
  };
  return {
    async put(key, bytes) {
      if (!(await ask('PUT', key, bytes))) throw new Error('the storage answered 404');
    },
    async get(key) {
      const answer = await ask('GET', key);
      return answer && new Uint8Array(await answer.arrayBuffer());
    },
    async delete(key) {
      await ask('DELETE', key);
    },
  };
}
