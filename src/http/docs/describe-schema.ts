import type { ApiSchema } from './api-document.ts';

/** A part of a line: plain, a link to another schema, or code. */
export interface Piece {
  readonly text: string;
  readonly href?: string;
  readonly code?: boolean;
}

/** One value of an object, however deep it lies in it. */
export interface Field {
  /** As in `provenance.attempts[].model`. */
  readonly name: string;
  readonly required: boolean;
  readonly type: readonly Piece[];
  readonly description: readonly Piece[];
}

/** The values that a schema names, in order, those of objects within it after them. */
export function fieldsOf({ properties = {}, required = [] }: ApiSchema, prefix = ''): Field[] {
  return Object.entries(properties).flatMap(([key, schema]) => {
    const [inner, marks] = insideOf(schema);
    const name = `${prefix}${key}${marks}`;
    const { description = '' } = schema;
    const field = { name, required: required.includes(key), type: typeOf(schema), description: piecesOf(description) };
    return [field, ...fieldsOf(inner, `${name}.`)];
  });
}

/** What lies in lists, and in what may be null. */
function insideOf(schema: ApiSchema): readonly [ApiSchema, string] {
  if (schema.items) {
    const [inner, marks] = insideOf(schema.items);
    return [inner, `[]${marks}`];
  }
  const present = schema.anyOf?.filter(({ type }) => type !== 'null');
  return present?.length === 1 && present[0] ? insideOf(present[0]) : [schema, ''];
}

/** What kind of value a schema takes, in a few words. */
export function typeOf(schema: ApiSchema): Piece[] {
  const { $ref, anyOf, type, items } = schema;
  if ($ref !== undefined) {
    const name = $ref.slice($ref.lastIndexOf('/') + 1);
    return [{ text: name, href: `/docs/schemas#${name}` }];
  }
  const limits = limitsOf(schema);
  const after = limits === '' ? [] : [{ text: `, ${limits}` }];
  if (schema.const !== undefined) return [{ text: JSON.stringify(schema.const), code: true }];
  if (schema.enum) return [...listed(schema.enum.map((value) => [{ text: String(value), code: true }])), ...after];
  if (anyOf && type === undefined) return listed(unique(anyOf.map(typeOf)));
  if (items) return [{ text: 'list of ' }, ...typeOf(items), ...after];
  const kind = [type ?? 'anything'].flat().join(' or ');
  return [{ text: schema.format === undefined ? kind : `${kind} (${schema.format})` }, ...after];
}

function limitsOf({ minLength, maxLength, minItems, maxItems, minimum, maximum, ...schema }: ApiSchema): string {
  const fallback = schema.default === undefined ? [] : [`default ${JSON.stringify(schema.default)}`];
  const characters = range(minLength, maxLength, ' characters');
  return [...characters, ...range(minItems, maxItems, ' of them'), ...range(minimum, maximum, ''), ...fallback].join(
    ', ',
  );
}

function range(min: number | undefined, max: number | undefined, unit: string): string[] {
  if (max === undefined) return min === undefined || min === 0 || min === 1 ? [] : [`at least ${min}${unit}`];
  return min === undefined || min === 0 ? [`at most ${max}${unit}`] : [`${min} to ${max}${unit}`];
}

function unique(types: readonly Piece[][]): Piece[][] {
  return [...new Map(types.map((type) => [JSON.stringify(type), type])).values()];
}

function listed(types: readonly (readonly Piece[])[]): Piece[] {
  return types.flatMap((type, index) => (index === 0 ? type : [{ text: ' or ' }, ...type]));
}

/** A description with its `code` told apart. */
export function piecesOf(description: string): Piece[] {
  const parts = description.split('`');
  return parts.flatMap((text, index) => (text === '' ? [] : [index % 2 === 0 ? { text } : { text, code: true }]));
}
