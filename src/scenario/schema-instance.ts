export type Schema = { readonly [keyword: string]: unknown };

/** Deeper schemas than this nobody means. */
const DEEPEST = 64;
/** Nor values of more parts: references to references, and lists of long lists, grow without bounds. */
const MOST_PARTS = 20_000;

/**
 * The least value that fits a JSON schema: required properties only, the fewest items, the first choice. Patterns are
 * not looked at. Undefined when there is none, because the schema contains itself, or none of a sensible size.
 */
export function schemaInstance(schema: unknown): unknown {
  const root = isSchema(schema) ? schema : {};

  const entered = new Set<string>();
  let parts = 0;

  function instance(one: unknown, depth: number): unknown {
    parts += 1;
    if (!isSchema(one)) return '';
    if (depth > DEEPEST || parts > MOST_PARTS) return undefined;
    if (typeof one.$ref === 'string') return ofReference(one.$ref, depth);
    if ('const' in one) return one.const;
    if (Array.isArray(one.enum)) return one.enum[0];
    const choices = one.anyOf ?? one.oneOf ?? one.allOf;
    if (Array.isArray(choices)) {
      const isNull = choices.some((choice) => isSchema(choice) && choice.type === 'null');
      return isNull ? null : choices.map((choice) => instance(choice, depth + 1)).find((value) => value !== undefined);
    }
    return ofType(Array.isArray(one.type) ? one.type[0] : one.type, one, depth);
  }

  function ofReference(reference: string, depth: number): unknown {
    if (entered.has(reference)) return undefined; // round in a circle
    entered.add(reference);
    const value = instance(resolveReference(root, reference), depth + 1);
    entered.delete(reference);
    return value;
  }

  function ofType(type: unknown, one: Schema, depth: number): unknown {
    if (type === 'object' || (type === undefined && isSchema(one.properties))) {
      const properties = isSchema(one.properties) ? one.properties : {};
      const names = Array.isArray(one.required) ? one.required.map(String) : [];
      const entries: [string, unknown][] = [];
      for (const name of names) {
        const value = instance(properties[name], depth + 1);
        if (value === undefined) return undefined;
        entries.push([name, value]);
      }
      return Object.fromEntries(entries);
    }
    if (type === 'array') {
      const items: unknown[] = [];
      while (items.length < count(one.minItems)) {
        const item = instance(one.items, depth + 1);
        if (item === undefined) return undefined;
        items.push(item);
      }
      return items;
    }
    if (type === 'number' || type === 'integer') return typeof one.minimum === 'number' ? Math.ceil(one.minimum) : 0;
    if (type === 'boolean') return false;
    if (type === 'null') return null;
    return formats[String(one.format)] ?? 'text'.padEnd(count(one.minLength), ' text');
  }

  return instance(root, 0);
}

const formats: Readonly<Record<string, string>> = {
  'date-time': '2025-01-01T00:00:00Z',
  date: '2025-01-01',
  email: 'someone@example.org',
  uri: 'https://example.org/',
  uuid: '00000000-0000-4000-8000-000000000000',
};

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Follows a local reference like `#/$defs/Name`. */
export function resolveReference(root: Schema, reference: string): unknown {
  return reference
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (at, name) => (isSchema(at) ? at[name.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined),
      root,
    );
}

function count(minimum: unknown): number {
  return typeof minimum === 'number' ? Math.min(Math.max(0, minimum), 1000) : 0;
}
