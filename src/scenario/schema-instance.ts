import { AppError } from '../errors.ts';
import { flattened, isSchema, listOf, type Schema } from './json-schema.ts';
import { schemaFaults } from './schema-faults.ts';
import { numbersFor, textsFor } from './schema-scalars.ts';

/** Deeper schemas than this nobody means. */
const DEEPEST = 64;
/** Nor values of more parts: references to references, and lists of long lists, grow without bounds. */
const MOST_PARTS = 20_000;
const MOST_ITEMS = 1000;

/** What one is within: the references that were followed, and an empty text for every part without one. */
type Path = readonly string[];

/**
 * The least value that fits a JSON schema: required properties only, the fewest items, the first choice. What a keyword
 * like `pattern` asks for is tried with usual texts and with the `default` and `examples` beside it.
 *
 * @throws {AppError} `no-instance`, naming the keyword that nothing was found for.
 */
export function schemaInstance(schema: unknown): unknown {
  const root = isSchema(schema) ? schema : {};
  const met = { parts: 0, unmet: undefined as string | undefined };

  for (const value of values(schema, ['#'])) return value;
  const why = met.parts > MOST_PARTS ? 'it is too large' : `nothing was found for its ${met.unmet ?? 'references'}`;
  throw new AppError(`No value could be made that fits the schema: ${why}`, {
    ...{ code: 'no-instance', status: 400 },
    hint: 'Give the schema an example (examples or default), or the scenario a literal answer.',
  });

  /** Values that fit, the least first. */
  function* values(given: unknown, outer: Path): Generator<unknown> {
    met.parts += 1;
    if (met.parts > MOST_PARTS) return;
    const entered = referencesOf(given);
    if (outer.length > DEEPEST || entered.some((reference) => outer.includes(reference))) {
      met.unmet = 'references';
      return; // round in a circle
    }
    const path = [...outer, ...(entered.length > 0 ? entered : [''])];
    const one = flattened(given, root);
    if (one === undefined) return;
    for (const value of candidates(one, path)) {
      if (met.parts > MOST_PARTS) return;
      const [fault] = schemaFaults(given, value, root);
      if (fault === undefined) yield value;
      else met.unmet = fault.keyword;
    }
  }

  function* candidates(one: Schema, path: Path): Generator<unknown> {
    if ('const' in one) yield one.const;
    else if (Array.isArray(one.enum)) yield* one.enum;
    else if (Array.isArray(one.anyOf)) yield* ofChoices(one, 'anyOf', one.anyOf, path);
    else if (Array.isArray(one.oneOf)) yield* ofChoices(one, 'oneOf', one.oneOf, path);
    else {
      for (const type of typesOf(one)) yield* ofType(type, one, path);
      if ('default' in one) yield one.default;
      if (Array.isArray(one.examples)) yield* one.examples;
    }
  }

  function* ofChoices(one: Schema, keyword: string, choices: readonly unknown[], path: Path): Generator<unknown> {
    const { [keyword]: _, ...rest } = one;
    const isNull = (choice: unknown) => isSchema(choice) && choice.type === 'null';
    for (const choice of [...choices.filter(isNull), ...choices.filter((other) => !isNull(other))]) {
      yield* values({ allOf: [rest, choice] }, path);
    }
  }

  function* ofType(type: unknown, one: Schema, path: Path): Generator<unknown> {
    if (type === 'object') yield* ofObject(one, path);
    else if (type === 'array') yield* ofList(one, path);
    else if (type === 'number' || type === 'integer') yield* numbersFor(one, type === 'integer');
    else if (type === 'boolean') yield* [false, true];
    else if (type === 'null') yield null;
    else yield* textsFor(one);
  }

  /** First with what is asked for only, then with another value for one property after the other. */
  function* ofObject(one: Schema, path: Path): Generator<Schema> {
    const entries = new Map<string, unknown>();
    const names = namesFor(one);
    for (const name of names) {
      const [value] = firstOf(values(propertyOf(one, name), path));
      if (value === undefined) return;
      entries.set(name, value);
    }
    const object = Object.fromEntries(entries);
    yield object;
    for (const name of names) {
      for (const value of values(propertyOf(one, name), path)) yield { ...object, [name]: value };
    }
  }

  function* ofList(one: Schema, path: Path): Generator<unknown[]> {
    const first = listOf(one.prefixItems);
    const least = Math.min(Math.max(0, typeof one.minItems === 'number' ? one.minItems : 0), MOST_ITEMS);
    for (let size = least; size <= least + 1; size += 1) {
      const list: unknown[] = [];
      const taken = new Set<string>();
      let more: Generator<unknown> | undefined;
      while (list.length < size) {
        const schema = list.length < first.length ? first[list.length] : (one.items ?? one.contains);
        if (one.uniqueItems !== true) {
          list.push(...firstOf(values(schema, path)));
        } else {
          more = list.length < first.length || more === undefined ? values(schema, path) : more;
          const item = more.next();
          if (item.done === true) break;
          const name = JSON.stringify(item.value);
          if (!taken.has(name)) list.push(item.value);
          taken.add(name);
          continue;
        }
        if (met.parts > MOST_PARTS || list.at(-1) === undefined) return;
      }
      yield list;
    }
  }
}

function referencesOf(given: unknown): string[] {
  if (!isSchema(given)) return [];
  const all = Array.isArray(given.allOf) ? given.allOf.flatMap(referencesOf) : [];
  return typeof given.$ref === 'string' ? [given.$ref, ...all] : all;
}

/** The first, in a list; none where there is none. */
function firstOf(values: Generator<unknown>): unknown[] {
  for (const value of values) return [value];
  return [];
}

function typesOf(one: Schema): readonly unknown[] {
  if (one.type !== undefined) return listOf(one.type);
  const has = (...keywords: string[]) => keywords.some((keyword) => keyword in one);
  if (has('properties', 'required', 'minProperties', 'additionalProperties', 'patternProperties')) return ['object'];
  if (has('items', 'prefixItems', 'minItems', 'contains', 'uniqueItems')) return ['array'];
  if (has('minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf')) return ['number'];
  return ['string', 'number', 'object', 'array', 'boolean', 'null'];
}

/** The required properties, and others as far as there must be more. */
function namesFor(one: Schema): string[] {
  const names = new Set(listOf(one.required).map(String));
  const more = isSchema(one.dependentRequired) ? one.dependentRequired : {};
  for (const name of names) for (const other of listOf(more[name])) names.add(String(other));
  const least = typeof one.minProperties === 'number' ? Math.min(one.minProperties, MOST_ITEMS) : 0;
  for (const name of Object.keys(isSchema(one.properties) ? one.properties : {})) {
    if (names.size < least) names.add(name);
  }
  for (let number = 1; names.size < least; number += 1) names.add(`field${number}`);
  return [...names];
}

function propertyOf(one: Schema, name: string): unknown {
  const properties = isSchema(one.properties) ? one.properties : {};
  return Object.hasOwn(properties, name) ? properties[name] : (one.additionalProperties ?? true);
}
