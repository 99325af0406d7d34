import { inventedFigure } from './invented-figure.ts';
import type { ContentMiss } from './near-miss-kinds.ts';
import { isSchema, resolveReference, type Schema } from './schema-instance.ts';

/** Gives the value that misses, or undefined where this place cannot. */
type Miss = (value: unknown, schema: Schema) => unknown;

/**
 * An instance of any schema with the fault that a summary would have under the same name, at the first place that can have
 * it: a list one item short of `minItems`, a text beyond `maxLength`, a value outside `enum` or `const`, an invented number
 * or a text with one. Where no place can, the first required property is missing, or the type is another one.
 */
export function breakSchema(kind: ContentMiss, value: unknown, schema: unknown, prompt: string): unknown {
  const root = isSchema(schema) ? schema : {};
  return breakFirst(value, root, root, misses(prompt)[kind]) ?? breakForm(value);
}

function misses(prompt: string): Readonly<Record<ContentMiss, Miss>> {
  const figure = inventedFigure(prompt);
  return {
    'four-bullets': (value, { minItems }) =>
      Array.isArray(value) && value.length > 0 && value.length === minItems ? value.slice(1) : undefined,
    'line-too-long': (value, { maxLength }) =>
      typeof value === 'string' && typeof maxLength === 'number' ? value.padEnd(maxLength + 1, ' too long') : undefined,
    'unknown-tag': (_, one) => (Array.isArray(one.enum) || 'const' in one ? 'no-tag-of-the-vocabulary' : undefined),
    'invented-figure': (value, one) => {
      if (Array.isArray(one.enum) || 'const' in one) return undefined;
      if (typeof value === 'number') return figure <= limit(one.maximum) ? figure : undefined;
      if (typeof value !== 'string' || one.format !== undefined || one.pattern !== undefined) return undefined;
      const texts = [`It happened ${figure} times.`.padEnd(value.length), String(figure)];
      return texts.find(({ length }) => length >= value.length && length <= limit(one.maxLength));
    },
  };
}

function limit(maximum: unknown): number {
  return typeof maximum === 'number' ? maximum : Infinity;
}

function breakFirst(value: unknown, given: unknown, root: Schema, miss: Miss): unknown {
  const schema = isSchema(given) && typeof given.$ref === 'string' ? resolveReference(root, given.$ref) : given;
  if (!isSchema(schema)) return undefined;
  const broken = miss(value, schema);
  if (broken !== undefined) return broken;
  if (Array.isArray(value)) {
    const [first] = value;
    const item = breakFirst(first, schema.items, root, miss);
    return item === undefined ? undefined : [item, ...value.slice(1)];
  }
  if (!isSchema(value) || !isSchema(schema.properties)) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const property = breakFirst(inner, schema.properties[name], root, miss);
    if (property !== undefined) return { ...value, [name]: property };
  }
  return undefined;
}

function breakForm(value: unknown): unknown {
  if (!isSchema(value)) return {};
  const [, ...rest] = Object.entries(value);
  return Object.keys(value).length === 0 ? [] : Object.fromEntries(rest);
}
