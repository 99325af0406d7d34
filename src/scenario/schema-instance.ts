export type Schema = { readonly [keyword: string]: unknown };

/** Deeper schemas than this only come of references that go round in circles. */
const DEEPEST = 64;

/**
 * The least value that fits a JSON schema: required properties only, the fewest items, the first choice. Patterns are
 * not looked at. Undefined when there is none, because the schema contains itself.
 */
export function schemaInstance(schema: unknown): unknown {
  const root = isSchema(schema) ? schema : {};

  function instance(one: unknown, depth: number): unknown {
    if (!isSchema(one)) return '';
    if (depth > DEEPEST) return undefined;
    if (typeof one.$ref === 'string') return instance(resolveReference(root, one.$ref), depth + 1);
    if ('const' in one) return one.const;
    if (Array.isArray(one.enum)) return one.enum[0];
    const choices = one.anyOf ?? one.oneOf ?? one.allOf;
    if (Array.isArray(choices)) {
      const isNull = choices.some((choice) => isSchema(choice) && choice.type === 'null');
      return isNull ? null : choices.map((choice) => instance(choice, depth + 1)).find((value) => value !== undefined);
    }
    return ofType(Array.isArray(one.type) ? one.type[0] : one.type, one, depth);
  }

  function ofType(type: unknown, one: Schema, depth: number): unknown {
    if (type === 'object' || (type === undefined && isSchema(one.properties))) {
      const properties = isSchema(one.properties) ? one.properties : {};
      const names = Array.isArray(one.required) ? one.required.map(String) : [];
      const entries = names.map((name) => [name, instance(properties[name], depth + 1)] as const);
      return entries.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(entries);
    }
    if (type === 'array') {
      const items = Array.from({ length: count(one.minItems) }, () => instance(one.items, depth + 1));
      return items.includes(undefined) ? undefined : items;
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
