import { z } from 'zod';
import type { GuardedRoute, Route } from './route.ts';
import { apiPath } from './serve-route.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The API as OpenAPI 3.1, made from the routes' own schemas. */
export function describeApi(routes: readonly Route[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    if (route.isPublic || !route.path.startsWith(apiPath)) continue;
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kentongan',
      version: '1',
      description:
        'What a user of the console may see and do, for programs. Refusals are JSON with error.code.',
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    paths,
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  };
}

function operation(route: GuardedRoute): object {
  const input = schemaOf(route.input, 'input');
  const named = [...route.path.matchAll(/:(\w+)/g)].flatMap(([, name]) => (name === undefined ? [] : [name]));
  const required = new Set(input.required ?? []);
  const entries = Object.entries(input.properties ?? {});
  const isBody = route.method === 'post';
  const parameters = entries
    .filter(([name]) => !isBody || named.includes(name))
    .map(([name, schema]) => ({
      name,
      in: named.includes(name) ? 'path' : 'query',
      required: named.includes(name) || required.has(name),
      schema,
    }));
  const fields = entries.filter(([name]) => !named.includes(name));
  return {
    operationId: route.id,
    ...(route.summary && { summary: route.summary }),
    'x-roles': route.who,
    ...(parameters.length > 0 && { parameters }),
    ...(isBody && {
      requestBody: body(
        Object.fromEntries(fields),
        fields.map(([name]) => name).filter((name) => required.has(name)),
      ),
    }),
    responses: responses(route),
  };
}

function body(properties: object, required: readonly string[]): object {
  const schema = { type: 'object', properties, ...(required.length > 0 && { required }) };
  return { required: true, content: { 'application/json': { schema } } };
}

function responses({ output, scope }: GuardedRoute): object {
  const json = output ? { 'application/json': { schema: schemaOf(output, 'output') } } : undefined;
  return {
    '200': { description: 'As asked', ...(json && { content: json }) },
    '400': { description: 'A field is missing or malformed; error.fields names it' },
    '401': { description: 'No token, or one that is not valid' },
    '403': { description: 'Not for this role, or outside the areas of the user; audited' },
    ...(scope === 'found' && { '404': { description: 'There is no such thing' } }),
  };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...made } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return made;
}
