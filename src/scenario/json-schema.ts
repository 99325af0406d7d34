export type Schema = { readonly [keyword: string]: unknown };

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

/** More parts than this one place of a schema does not have. */
const MOST_PARTS = 200;
const MOST_CHOICES = 256;

/**
 * One schema that asks for all that a schema asks for by `$ref` and `allOf`; undefined where nothing can fit, since it is
 * `false`, refers to itself or to nothing.
 */
export function flattened(given: unknown, root: Schema): Schema | undefined {
  const left: unknown[] = [given];
  let merged: Schema = {};
  for (let parts = 0; left.length > 0; parts += 1) {
    const one = left.shift();
    if (one === false || parts > MOST_PARTS) return undefined;
    if (!isSchema(one)) continue; // `true`, and whatever is no schema, asks for nothing
    const { $ref, allOf, ...own } = one;
    if (typeof $ref === 'string') {
      const target = resolveReference(root, $ref);
      if (target === undefined) return undefined;
      left.push(target);
    }
    if (Array.isArray(allOf)) left.push(...allOf);
    merged = both(merged, own);
  }
  return merged;
}

type Join = (one: unknown, two: unknown) => unknown;

const larger: Join = (one, two) => Math.max(Number(one), Number(two));
const smaller: Join = (one, two) => Math.min(Number(one), Number(two));
const bothOf: Join = (one, two) => ({ allOf: [one, two] });
const bothOfEach: Join = (one, two) =>
  isSchema(one) && isSchema(two)
    ? Object.fromEntries(
        Object.keys({ ...one, ...two }).map((name) => [
          name,
          name in one && name in two ? bothOf(one[name], two[name]) : (one[name] ?? two[name]),
        ]),
      )
    : one;
const eachWithEach: Join = (one, two) =>
  listOf(one)
    .flatMap((a) => listOf(two).map((b) => bothOf(a, b)))
    .slice(0, MOST_CHOICES);

/** What both ask for is as much as each of them; of other keywords the first counts. */
const joins: Readonly<Record<string, Join>> = {
  ...{ minimum: larger, exclusiveMinimum: larger, minLength: larger, minItems: larger, minProperties: larger },
  ...{ maximum: smaller, exclusiveMaximum: smaller, maxLength: smaller, maxItems: smaller, maxProperties: smaller },
  ...{ properties: bothOfEach, patternProperties: bothOfEach, items: bothOf, propertyNames: bothOf },
  ...{ anyOf: eachWithEach, oneOf: eachWithEach },
  required: (one, two) => [...new Set([...listOf(one), ...listOf(two)])],
  enum: (one, two) => listOf(one).filter((value) => listOf(two).includes(value)),
  type: (one, two) => [listOf(one), listOf(two)].reduce((some, others) => some.flatMap((type) => common(type, others))),
  multipleOf: (one, two) => multiple(Number(one), Number(two)),
  additionalProperties: (one, two) => (one === false || two === false ? false : bothOf(one, two)),
};

function both(one: Schema, two: Schema): Schema {
  const merged: Record<string, unknown> = { ...one };
  for (const [keyword, value] of Object.entries(two)) {
    merged[keyword] = keyword in one ? (joins[keyword]?.(one[keyword], value) ?? one[keyword]) : value;
  }
  return merged;
}

function common(type: unknown, others: readonly unknown[]): unknown[] {
  if (others.includes(type)) return [type];
  if (type === 'number' && others.includes('integer')) return ['integer'];
  return type === 'integer' && others.includes('number') ? ['integer'] : [];
}

function multiple(one: number, two: number): number {
  let [a, b] = [one, two];
  for (let step = 0; b > 1e-9 && step < 100; step += 1) [a, b] = [b, a % b];
  return a > 0 ? (one / a) * two : one;
}

/** What a schema says once or several times, as a list; empty where it says nothing. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}
