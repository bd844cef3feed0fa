import { createRoute } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import type { BackendContext } from '../context.js';
import { consultationParams, featureRoutes, refusals } from '../http/routes.js';

/** Often enough for proxies that close a silent connection after 30 seconds. */
const HEARTBEAT = 20_000;

const events = createRoute({
  method: 'get',
  path: '/events',
  summary: 'What changes, as Server-Sent Events',
  description:
    'Each event is `changed` with the activity (empty: any of them may have). Ask again with your ETag; after a reconnect too. Nothing is replayed.',
  request: { params: consultationParams },
  responses: {
    200: {
      description: 'An endless stream.',
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    },
    ...refusals,
  },
});

/** Live changes of a consultation. `closing` ends every stream when the backend closes. */
export function liveRoutes({ consultations, live }: BackendContext, closing: AbortSignal) {
  return featureRoutes().openapi(events, async (c) => {
    const { slug } = await consultations.get(c.req.valid('param').slug);
    c.header('x-accel-buffering', 'no');
    return streamSSE(c, async (stream) => {
      let end = () => {};
      const ended = new Promise<void>((resolve) => (end = resolve));
      stream.onAbort(end);
      closing.addEventListener('abort', end);
      if (closing.aborted) end();
      const release = live.listen(slug, (activity) => {
        void stream.writeSSE({ event: 'changed', data: JSON.stringify({ activity }) });
      });
      const heartbeat = setInterval(() => void stream.write(': \n\n'), HEARTBEAT);
      await stream.write('retry: 2000\n\n');
      await ended;
      clearInterval(heartbeat);
      release();
      closing.removeEventListener('abort', end);
    });
  });
}
