import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setStage, type Stage } from './harness.js';

interface Operation {
  summary?: string;
  parameters?: { name: string; in: string }[];
  requestBody?: unknown;
  responses: Record<string, unknown>;
}
type Described = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Record<string, unknown>>;
};

describe('the documentation', () => {
  let stage: Stage;
  let described: Described;
  before(async () => {
    stage = await setStage();
    described = (await stage.get('/openapi.json')).body as unknown as Described;
  });
  after(() => stage.close());

  it('is OpenAPI 3.1, and names every route that answers', () => {
    assert.match(described.openapi, /^3\.1\./);
    const root = '/v1/consultations/{slug}';
    const activity = `${root}/activities/{activity}`;
    assert.deepEqual(
      [
        root,
        `${root}/view`,
        `${root}/events`,
        `${root}/mine`,
        `${activity}/responses/{id}`,
        `${activity}/comments`,
        `${activity}/comments/{id}`,
        `${activity}/ideas`,
        `${activity}/ideas/{id}`,
        `${activity}/feedback/{id}`,
        `${activity}/feedback/{id}/versions/{version}`,
      ].filter((path) => !(path in described.paths)),
      [],
    );
  });

  it('refers to nothing that it does not hold', () => {
    const text = JSON.stringify(described);
    const named = [...text.matchAll(/"\$ref":"#\/components\/([^/]+)\/([^"]+)"/g)];
    assert.ok(named.length > 20);
    for (const [, room, name] of named) assert.ok(name! in (described.components[room!] ?? {}), name);
  });

  it('says of each operation what it does, each parameter of its path, and how it refuses', () => {
    for (const [path, methods] of Object.entries(described.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        const which = `${method} ${path}`;
        assert.ok(operation.summary, which);
        assert.ok('default' in operation.responses, which);
        assert.equal('requestBody' in operation, method === 'put', which);
        const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
        assert.deepEqual(
          inPath.map((parameter) => parameter.name).sort(),
          [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort(),
          which,
        );
      }
    }
  });

  it('says that the limits of text count UTF-16 code units, where JSON Schema counts characters', () => {
    const schemas = described.components.schemas as Record<
      string,
      { description?: string; properties?: Record<string, { maxLength?: number; description?: string }> }
    >;
    for (const [name, property, most] of [
      ['CommentInput', 'body', 20_000],
      ['IdeaInput', 'title', 200],
      ['FeedbackDetailsInput', 'details', 5000],
      ['ReportInput', 'text', 1000],
    ] as const) {
      const { maxLength, description } = schemas[name]!.properties![property]!;
      assert.equal(maxLength, most);
      assert.match(description ?? '', new RegExp(`at most ${most} UTF-16 code units`), `${name}.${property}`);
    }
    assert.match(schemas.Answer!.description ?? '', /UTF-16/);
  });

  it('can be read as a page that loads nothing from anywhere', async () => {
    const { text, headers } = await stage.get('/docs/api');
    assert.match(headers.get('content-type') ?? '', /^text\/html/);
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/);
    assert.doesNotMatch(text, /<script|<img|<link|<iframe|@import|url\(|src=/i);
    for (const path of Object.keys(described.paths)) assert.ok(text.includes(path), path);
  });

  it('gives editors the schema of a consultation’s file', async () => {
    const { body } = await stage.get('/schemas/consultation.json');
    assert.match(String(body.$schema), /2020-12/);
    assert.equal(body.additionalProperties, false);
    const required = body.required as string[];
    assert.ok(required.includes('privacy') && !required.includes('identity'));
    assert.ok('activities' in (body.properties as object));
  });
});
