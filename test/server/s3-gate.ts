import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';

/**
 * Stands before the S3 server of the tests, which takes any signature of this version: works out each request's own
 * (AWS Signature Version 4, as its documentation has it), and passes on what is signed right.
 */
export function s3Gate(behind: string, secret: string): Server {
  return createServer((request, response) => {
    void (async () => {
      const body = await buffer(request);
      if (
        signatureOf(request, body, secret) !==
        /Signature=(\w+)/.exec(request.headers.authorization ?? '')?.[1]
      ) {
        response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>');
        return;
      }
      const { host: _, ...headers } = request.headers as Record<string, string>;
      const answer = await fetch(behind + request.url!, {
        method: request.method!,
        headers: Object.fromEntries(
          Object.entries(headers).filter(
            ([name]) => !/^(connection|content-length|accept-encoding)$/.test(name),
          ),
        ),
        ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
      });
      response.writeHead(answer.status).end(new Uint8Array(await answer.arrayBuffer()));
    })();
  });
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();

function signatureOf(request: IncomingMessage, body: Buffer, secret: string): string | undefined {
  const [, day, region, service, signed] =
    /Credential=[^/]+\/(\d+)\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+)/.exec(
      request.headers.authorization ?? '',
    ) ?? [];
  if (!day || !region || !service || !signed) return undefined;
  const { pathname, search } = new URL(request.url!, 'http://x');
  const claimed = String(request.headers['x-amz-content-sha256']);
  if (claimed !== sha256(body)) return undefined;
  const headers = signed.split(';').map((name) => `${name}:${String(request.headers[name])}\n`);
  const canonical = [request.method, pathname, search.slice(1), headers.join(''), signed, claimed].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(
    (made, part) => hmac(made, part),
    `AWS4${secret}`,
  );
  return hmac(key, text).toString('hex');
}
