import { isDeepStrictEqual } from 'node:util';
import { RE2JS } from 're2js';
import { z } from 'zod';
import { isSchema, listOf, resolveReference, type Schema } from './json-schema.ts';

/** A place in a value and the keyword of the schema that it does not meet. */
export interface SchemaFault {
  /** A JSON pointer; empty for the whole. */
  readonly at: string;
  readonly keyword: string;
}

/** References that lead to no part of the value lead nowhere. */
const DEEPEST = 300;

const formats: Readonly<Record<string, z.ZodType>> = {
  'date-time': z.iso.datetime({ offset: true }),
  date: z.iso.date(),
  time: z.string().regex(/^\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/),
  duration: z.iso.duration(),
  ...{ email: z.email(), uuid: z.uuid(), ipv4: z.ipv4(), ipv6: z.ipv6(), hostname: z.hostname(), uri: z.url() },
};

/**
 * What a value does not meet of a JSON schema (draft 2020-12, without `unevaluated*` and `$dynamicRef`). Patterns are those
 * of RE2; one that it cannot read is met by nothing.
 */
export function schemaFaults(given: unknown, value: unknown, root: Schema, at = '', depth = 0): SchemaFault[] {
  if (given === false || depth > DEEPEST) return [{ at, keyword: 'false' }];
  if (!isSchema(given)) return [];
  const one: Schema = given;
  const inner = (schema: unknown, part: unknown = value, place = at) =>
    schemaFaults(schema, part, root, place, depth + 1);
  const fits = (schema: unknown, part: unknown = value) => inner(schema, part).length === 0;
  const faults: SchemaFault[] = [];
  const unless = (met: boolean, keyword: string) => {
    if (!met) faults.push({ at, keyword });
  };

  if (typeof one.$ref === 'string') faults.push(...inner(resolveReference(root, one.$ref) ?? false));
  for (const all of listOf(one.allOf)) faults.push(...inner(all));
  if (Array.isArray(one.anyOf))
    unless(
      one.anyOf.some((choice) => fits(choice)),
      'anyOf',
    );
  if (Array.isArray(one.oneOf)) unless(one.oneOf.filter((choice) => fits(choice)).length === 1, 'oneOf');
  if (one.not !== undefined) unless(!fits(one.not), 'not');
  if (one.if !== undefined) faults.push(...inner((fits(one.if) ? one.then : one.else) ?? true));
  if ('const' in one) unless(same(value, one.const), 'const');
  if (Array.isArray(one.enum))
    unless(
      one.enum.some((choice) => same(value, choice)),
      'enum',
    );
  const types = listOf(one.type);
  unless(types.length === 0 ? one.type === undefined : types.some((type) => isOfType(value, type)), 'type');

  if (typeof value === 'number') ofNumber(value);
  if (typeof value === 'string') ofText(value);
  if (Array.isArray(value)) ofList(value);
  if (isSchema(value)) ofObject(value);
  return faults;

  function ofNumber(number: number): void {
    unless(number >= limit('minimum', -Infinity), 'minimum');
    unless(number <= limit('maximum', Infinity), 'maximum');
    unless(number > limit('exclusiveMinimum', -Infinity), 'exclusiveMinimum');
    unless(number < limit('exclusiveMaximum', Infinity), 'exclusiveMaximum');
    const times = number / limit('multipleOf', number || 1);
    unless(Math.abs(times - Math.round(times)) < 1e-9, 'multipleOf');
  }

  function ofText(text: string): void {
    const length = [...text].length;
    unless(length >= limit('minLength', 0), 'minLength');
    unless(length <= limit('maxLength', Infinity), 'maxLength');
    if (typeof one.pattern === 'string') unless(matches(one.pattern, text), 'pattern');
    unless(formats[String(one.format)]?.safeParse(text).success !== false, 'format');
  }

  function ofList(list: readonly unknown[]): void {
    unless(list.length >= limit('minItems', 0), 'minItems');
    unless(list.length <= limit('maxItems', Infinity), 'maxItems');
    if (one.uniqueItems === true)
      unless(new Set(list.map((item) => JSON.stringify(item))).size === list.length, 'uniqueItems');
    if (one.contains !== undefined) {
      const found = list.filter((item) => fits(one.contains, item)).length;
      unless(found >= limit('minContains', 1) && found <= limit('maxContains', Infinity), 'contains');
    }
    const first = listOf(one.prefixItems);
    for (const [index, item] of list.entries()) {
      faults.push(...inner(index < first.length ? first[index] : one.items, item, `${at}/${index}`));
    }
  }

  function ofObject(object: Schema): void {
    const names = Object.keys(object);
    for (const name of listOf(one.required)) unless(Object.hasOwn(object, String(name)), 'required');
    unless(names.length >= limit('minProperties', 0), 'minProperties');
    unless(names.length <= limit('maxProperties', Infinity), 'maxProperties');
    for (const [name, others] of Object.entries(isSchema(one.dependentRequired) ? one.dependentRequired : {})) {
      const missing =
        Object.hasOwn(object, name) && listOf(others).some((other) => !Object.hasOwn(object, String(other)));
      unless(!missing, 'dependentRequired');
    }
    const properties = isSchema(one.properties) ? one.properties : {};
    const patterns = Object.entries(isSchema(one.patternProperties) ? one.patternProperties : {});
    for (const name of names) {
      const fitting = patterns.filter(([pattern]) => matches(pattern, name)).map(([, schema]) => schema);
      const known = Object.hasOwn(properties, name) || fitting.length > 0;
      const schemas = known ? [properties[name], ...fitting] : [one.additionalProperties];
      for (const schema of schemas) faults.push(...inner(schema, object[name], `${at}/${name}`));
      if (one.propertyNames !== undefined) unless(fits(one.propertyNames, name), 'propertyNames');
    }
  }

  function limit(keyword: string, none: number): number {
    const set = one[keyword];
    return typeof set === 'number' ? set : none;
  }
}

function same(one: unknown, other: unknown): boolean {
  return one === other || isDeepStrictEqual(one, other);
}

function isOfType(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isSchema(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function matches(pattern: string, text: string): boolean {
  try {
    return RE2JS.compile(pattern).test(text);
  } catch {
    return false;
  }
}
