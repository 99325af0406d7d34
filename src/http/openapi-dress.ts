import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { requestExamples } from './openapi-examples.ts';

/** The parts of the API, in the order in which they are read. */
export const sections = [
  { name: 'Articles', description: 'Summarise articles, list, search and read what came of them.' },
  { name: 'Editing', description: 'Decide on what waits for review, and change what is there.' },
  { name: 'Tags and sources', description: 'What articles are about, and where they are from.' },
  { name: 'Feeds', description: 'For feed readers: the newest of everything, of a tag, of a source.' },
  { name: 'Jobs', description: 'Articles that were sent with `Prefer: respond-async`.' },
  { name: 'Service', description: 'About the server itself, and the whole catalogue in one piece.' },
] as const;
type Section = (typeof sections)[number]['name'];

const PLACES: readonly (readonly [RegExp, Section])[] = [
  [/feed\.(?:atom|json)$/, 'Feeds'],
  [/^\/v1\/jobs/, 'Jobs'],
  [/^\/v1\/(?:tags|sources)/, 'Tags and sources'],
  [/^\/v1\/articles\/\{id\}\/(?!text)/, 'Editing'],
  [/^\/v1\/(?:articles|check)/, 'Articles'],
];
/** What is answered with an `ETag`, and to whoever has that with nothing. */
const CONDITIONAL = /^\/v1\/(?:articles(?:\/\{id\})?|sources|tags)$/;
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Gives every operation its section, and the bodies that are sent their examples. */
export function dressed(paths: ZodOpenApiPathsObject): ZodOpenApiPathsObject {
  const entries = Object.entries(paths).map(([path, item]) => {
    const operations = METHODS.flatMap((method) => {
      const operation = item?.[method];
      if (!operation) return [];
      const had = method === 'get' && CONDITIONAL.test(path) ? { '304': { description: 'The client has it.' } } : {};
      const responses = { ...operation.responses, ...had };
      return [[method, dress({ ...operation, responses }, sectionOf(path, method))]];
    });
    return [path, { ...item, ...Object.fromEntries(operations) }];
  });
  return Object.fromEntries(entries);
}

function sectionOf(path: string, method: string): Section {
  if (path === '/v1/articles/{id}' && method !== 'get') return 'Editing';
  return PLACES.find(([pattern]) => pattern.test(path))?.[1] ?? 'Service';
}

function dress(operation: ZodOpenApiOperationObject, section: Section): ZodOpenApiOperationObject {
  const example = requestExamples[operation.operationId ?? ''];
  const body = operation.requestBody;
  const json = body?.content['application/json'];
  const tagged = { ...operation, tags: [section] };
  if (example === undefined || body === undefined || json === undefined) return tagged;
  return {
    ...tagged,
    requestBody: { ...body, content: { ...body.content, 'application/json': { ...json, example } } },
  };
}
