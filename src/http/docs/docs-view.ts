import type { ApiContent, ApiDocument, ApiOperation, ApiSchema } from './api-document.ts';
import { type Field, fieldsOf, type Piece, piecesOf, typeOf } from './describe-schema.ts';

/** What the template `docs` is given. */
export interface DocsView {
  readonly version: string;
  readonly description: string;
  readonly sections: readonly {
    readonly id: string;
    readonly name: string;
    readonly description: readonly Piece[];
    readonly operations: readonly OperationView[];
  }[];
  readonly schemas: readonly {
    readonly name: string;
    readonly fields: readonly Field[];
    readonly example: string | null;
  }[];
}

interface OperationView {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: readonly Piece[];
  readonly key: 'needed' | 'possible' | null;
  readonly parameters: readonly (Field & { readonly where: string })[];
  /** What may be sent: media type and schema. */
  readonly bodies: readonly BodyView[];
  readonly answers: readonly {
    readonly status: string;
    readonly description: readonly Piece[];
    readonly bodies: readonly BodyView[];
  }[];
  /** Statuses of the answers that are a Problem. */
  readonly problems: readonly string[];
  readonly call: string;
}

interface BodyView {
  readonly media: string;
  readonly type: readonly Piece[] | null;
}

const SAMPLES: Readonly<Record<string, string>> = { tag: 'sre', source: 'Example%20Engineering', number: '1' };
const SAMPLE_ID = '7h3n5w2c8y6d9f1b';

/** @param base where the server stands, for calls that can be copied. */
export function docsView(document: ApiDocument, base: string): DocsView {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ operation, view: viewOf(method, path, operation, base) })),
  );
  return {
    ...document.info,
    sections: document.tags.map(({ name, description }) => ({
      ...{ id: name.toLowerCase().replaceAll(' ', '-'), name, description: piecesOf(description) },
      operations: operations.filter(({ operation }) => operation.tags.includes(name)).map(({ view }) => view),
    })),
    schemas: Object.entries(document.components.schemas)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, schema]) => ({ name, fields: fieldsOf(schema), example: exampleOf(schema) })),
  };
}

function exampleOf({ examples }: ApiSchema): string | null {
  return examples?.[0] === undefined ? null : JSON.stringify(examples[0], null, 2);
}

function viewOf(method: string, path: string, operation: ApiOperation, base: string): OperationView {
  const { operationId: id, summary, description = '', security = [], parameters = [], responses } = operation;
  const answers = Object.entries(responses).map(([status, { description: said, content = {} }]) => ({
    ...{ status, description: piecesOf(said), bodies: bodiesOf(content) },
    problem: 'application/problem+json' in content,
  }));
  return {
    ...{ id, method: method.toUpperCase(), path, summary, description: piecesOf(description) },
    key: security.length === 0 ? null : security.some((way) => Object.keys(way).length === 0) ? 'possible' : 'needed',
    parameters: parameters.map(({ name, in: where, required = false, description: said, schema }) => ({
      ...{ name, where, required, type: typeOf(schema), description: piecesOf(said ?? schema.description ?? '') },
    })),
    bodies: bodiesOf(operation.requestBody?.content ?? {}),
    answers: answers.filter(({ problem }) => !problem),
    problems: answers.filter(({ problem }) => problem).map(({ status }) => status),
    call: callOf(method, path, operation, base),
  };
}

function bodiesOf(content: ApiContent): BodyView[] {
  return Object.entries(content).map(([media, { schema }]) => ({
    media,
    type: schema?.$ref === undefined ? null : typeOf(schema),
  }));
}

/** The call as one types it in a shell. */
function callOf(method: string, path: string, { security = [], requestBody }: ApiOperation, base: string): string {
  const address = base + path.replace(/\{(\w+)\}/g, (_, name: string) => SAMPLES[name] ?? SAMPLE_ID);
  const example = requestBody?.content['application/json']?.example;
  const needsKey = security.length > 0 && security.every((way) => Object.keys(way).length > 0);
  return [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}'${address}'`,
    ...(needsKey ? ['-H "Authorization: Bearer $KEY"'] : []),
    ...(example === undefined ? [] : ["-H 'Content-Type: application/json'", `-d '${quoted(example)}'`]),
  ].join(' \\\n  ');
}

function quoted(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll("'", "'\\''");
}
