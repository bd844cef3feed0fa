import type { OpenAPIHono } from '@hono/zod-openapi';
import { featureRoutes, type Env } from '../http/routes.js';
import { readablePage } from './page.js';

const INFO = {
  title: 'Consultation Québec',
  version: '1',
  description:
    'What citizens give to a consultation, and what everybody may read of it. Writes are `PUT` at an identifier that the client made: the same request again gives the same receipt.',
};

/** `/openapi.json`, generated from the contract, and `/docs/api`, the same for people; it loads nothing from elsewhere. */
export function documentationRoutes(app: OpenAPIHono<Env>) {
  app.openAPIRegistry.registerComponent('securitySchemes', 'participant', {
    type: 'http',
    scheme: 'bearer',
    description: 'The participant’s own key: 32 random bytes in base64url, made by the client.',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'moderator', {
    type: 'http',
    scheme: 'bearer',
    description: 'A token of the consultation’s public body, made by `cq token add`: `cqm_…`.',
  });
  const document = () => app.getOpenAPI31Document({ openapi: '3.1.0', info: INFO });
  return featureRoutes()
    .get('/openapi.json', (c) => {
      c.header('access-control-allow-origin', '*');
      return c.json(document());
    })
    .get('/docs/api', (c) =>
      c.html(readablePage(document()), 200, {
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      }),
    );
}
