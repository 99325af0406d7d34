import { inventedFigure } from './invented-figure.ts';
import { flattened, isSchema, listOf, type Schema } from './json-schema.ts';
import type { ContentMiss } from './near-miss-kinds.ts';
import { schemaFaults } from './schema-faults.ts';

/** Gives the values that miss at a place; none where it cannot. */
type Miss = (value: unknown, schema: Schema) => readonly unknown[];

/**
 * An instance of any schema with the fault that a summary would have under the same name, at the first place that can have
 * it and no other fault with it: a list one item short of `minItems`, a text beyond `maxLength`, a value outside `enum` or
 * `const`, an invented number or a text with one. Where no place can, the first required property that can be spared is
 * missing, or the type is another one.
 */
export function breakSchema(kind: ContentMiss, value: unknown, schema: unknown, prompt: string): unknown {
  const root = isSchema(schema) ? schema : {};
  const faults = kind === 'invented-figure' ? 0 : 1; // an invented figure fits the schema
  const missed = broken(value, root, root, misses(prompt)[kind]);
  for (const one of missed) if (schemaFaults(root, one, root).length === faults) return one;
  for (const one of otherForms(value)) if (schemaFaults(root, one, root).length === 1) return one;
  return isSchema(value) && Object.keys(value).length === 0 ? [] : {};
}

function misses(prompt: string): Readonly<Record<ContentMiss, Miss>> {
  const figure = inventedFigure(prompt);
  return {
    'four-bullets': (value, { minItems }) =>
      Array.isArray(value) && value.length > 0 && value.length === minItems ? [value.slice(1), value.slice(0, -1)] : [],
    'line-too-long': (value, { maxLength }) =>
      typeof value === 'string' && typeof maxLength === 'number'
        ? [value.padEnd(maxLength + 1, ' too long'), value.padEnd(maxLength + 1, value || 'a')]
        : [],
    'unknown-tag': (_, one) =>
      Array.isArray(one.enum) || 'const' in one ? ['no-tag-of-the-vocabulary', figure, figure + 0.5] : [],
    'invented-figure': (value, one) => {
      if (Array.isArray(one.enum) || 'const' in one) return [];
      if (typeof value === 'number') return [figure];
      return typeof value === 'string' ? [`It happened ${figure} times.`.padEnd(value.length), String(figure)] : [];
    },
  };
}

/** The whole value, broken at one place after the other. */
function* broken(value: unknown, given: unknown, root: Schema, miss: Miss): Generator<unknown> {
  const schema = flattened(given, root);
  if (schema === undefined) return;
  yield* miss(value, schema);
  if (Array.isArray(value)) {
    const first = listOf(schema.prefixItems);
    for (const [index, item] of value.entries()) {
      const inner = index < first.length ? first[index] : schema.items;
      for (const other of broken(item, inner, root, miss)) yield value.with(index, other);
    }
    return;
  }
  if (!isSchema(value) || !isSchema(schema.properties)) return;
  for (const [name, inner] of Object.entries(value)) {
    for (const other of broken(inner, schema.properties[name], root, miss)) yield { ...value, [name]: other };
  }
}

function* otherForms(value: unknown): Generator<unknown> {
  if (isSchema(value)) {
    for (const name of Object.keys(value)) {
      yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
    }
  }
  yield* [{}, [], 'text', null, 0.5];
}
