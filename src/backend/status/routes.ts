import { z } from 'zod';
import { ConsultationDefinition } from '../../contract/consultation.js';
import type { BackendContext } from '../context.js';
import { featureRoutes } from '../http/routes.js';
import { refuse } from '../http/problems.js';
import { databaseAnswers } from './store.js';

/** Whether the process lives, whether its database answers, and the schema of a consultation's file. */
export function statusRoutes({ db }: BackendContext) {
  return featureRoutes()
    .get('/healthz', (c) => c.text('ok', 200, { 'cache-control': 'no-store' }))
    .get('/readyz', async (c) => {
      c.header('cache-control', 'no-store');
      if (await databaseAnswers(db)) return c.text('ok');
      return refuse(c, { code: 'unavailable', retryAfter: 5 });
    })
    .get('/schemas/consultation.json', (c) =>
      c.json(consultationSchema(), 200, {
        'cache-control': 'public, max-age=3600',
        'access-control-allow-origin': '*',
      }),
    );
}

/** The JSON Schema of a consultation's file, from which an editor completes it. */
export function consultationSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(ConsultationDefinition, { io: 'input', target: 'draft-2020-12' });
  return { title: 'Consultation', ...schema };
}
