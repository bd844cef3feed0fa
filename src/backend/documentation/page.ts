import { html, raw } from 'hono/html';
import type { OpenAPIHono } from '@hono/zod-openapi';

type Document = ReturnType<OpenAPIHono['getOpenAPI31Document']>;
type Schema = Record<string, unknown>;
interface Operation {
  summary?: string;
  description?: string;
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema; description?: string }[];
  requestBody?: { content?: Record<string, { schema?: Schema }> };
  responses?: Record<string, { description?: string; content?: Record<string, { schema?: Schema }> }>;
  security?: unknown[];
}

const STYLE = `
:root { color-scheme: light dark }
body { max-width: 60rem; margin: 0 auto; padding: 1rem 1.25rem 4rem; font: 1rem/1.5 system-ui, sans-serif;
  color: light-dark(#223654, #d7d8dd); background: light-dark(#fff, #121519) }
h1 { line-height: 1.2 } h2 { margin-top: 3rem; border-bottom: 1px solid #6b778a }
a { color: light-dark(#095797, #72b2eb) } :focus-visible { outline: 3px solid #4a98d9; outline-offset: 2px }
article { margin: 1.5rem 0; padding: 0 1rem 1rem; border: 1px solid light-dark(#c5cad2, #3b4351) }
h3 { display: flex; flex-wrap: wrap; gap: .5rem; font-size: 1rem }
code, pre { font-family: ui-monospace, monospace; font-size: .875rem; overflow-wrap: anywhere }
pre { overflow-x: auto; padding: 1rem; background: light-dark(#f1f1f2, #1e232b); white-space: pre-wrap }
b.method { padding: 0 .5rem; color: #fff; background: #095797 } b.put { background: #4f6f1f }
table { width: 100%; border-collapse: collapse } th, td { padding: .25rem .5rem; text-align: start; vertical-align: top;
  border-bottom: 1px solid light-dark(#c5cad2, #3b4351) } summary { min-height: 2.75rem; cursor: pointer; padding-top: .5rem }
`;

/** The OpenAPI document as a page for people, in one file. */
export function readablePage(document: Document) {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({
      path,
      method,
      operation,
    })),
  );
  const schemas = Object.entries((document.components?.schemas ?? {}) as Record<string, Schema>);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${document.info.title} – API</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <h1>${document.info.title} – API</h1>
        <p>${document.info.description}</p>
        <p>
          <a href="../openapi.json">OpenAPI 3.1</a> · <a href="../schemas/consultation.json">JSON Schema</a>
        </p>
        <h2 id="operations">Operations</h2>
        ${operations.map(({ path, method, operation }) => operationOf(path, method, operation))}
        <h2 id="schemas">Schemas</h2>
        ${schemas.map(
          ([name, schema]) =>
            html`<details id="schema-${name}">
              <summary><code>${name}</code></summary>
              <pre>${JSON.stringify(schema, null, 2)}</pre>
            </details>`,
        )}
      </body>
    </html>`;
}

function operationOf(path: string, method: string, operation: Operation) {
  const id = `${method}${path}`.replace(/[^a-z]+/gi, '-');
  return html`<article aria-labelledby="${id}">
    <h3 id="${id}"><b class="method ${method}">${method.toUpperCase()}</b> <code>${path}</code></h3>
    <p>${operation.summary}${operation.security ? ' (participant’s key)' : ''}</p>
    ${operation.description ? html`<p>${operation.description}</p>` : ''} ${parametersOf(operation)}
    ${bodyOf(operation)}
    <ul>
      ${Object.entries(operation.responses ?? {}).map(
        ([status, response]) =>
          html`<li>
            <code>${status}</code> ${response.description}
            ${Object.values(response.content ?? {}).map(({ schema }) => schemaName(schema))}
          </li>`,
      )}
    </ul>
  </article>`;
}

function parametersOf({ parameters = [] }: Operation) {
  if (parameters.length === 0) return '';
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Parameter</th>
        <th scope="col">In</th>
        <th scope="col">Schema</th>
      </tr>
    </thead>
    <tbody>
      ${parameters.map(
        (parameter) =>
          html`<tr>
            <td><code>${parameter.name}</code>${parameter.required ? ' *' : ''}</td>
            <td>${parameter.in}</td>
            <td><code>${JSON.stringify(parameter.schema ?? {})}</code> ${parameter.description ?? ''}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function bodyOf({ requestBody }: Operation) {
  const schemas = Object.values(requestBody?.content ?? {}).map(({ schema }) => schemaName(schema));
  return schemas.length > 0 ? html`<p>Body: ${schemas}</p>` : '';
}

function schemaName(schema: Schema | undefined) {
  const name = typeof schema?.$ref === 'string' ? schema.$ref.split('/').at(-1) : undefined;
  return name ? html`<a href="#schema-${name}"><code>${name}</code></a>` : '';
}
