import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { z } from 'zod';
import type { Schema } from '../../src/scenario/json-schema.ts';
import { schemaFaults } from '../../src/scenario/schema-faults.ts';
import { schemaInstance } from '../../src/scenario/schema-instance.ts';

const span = (most: number) => fc.tuple(fc.nat(most), fc.nat(most)).map(([from, more]) => [from, from + more] as const);

const text = fc.oneof(
  span(30).map(([minLength, maxLength]) => ({ type: 'string', minLength, maxLength })),
  fc.constantFrom('email', 'uri', 'uuid', 'date', 'date-time', 'ipv4').map((format) => ({ type: 'string', format })),
  fc.constantFrom('^[a-z]+$', '^\\d{3}$', '^[A-Z]{2}', '[0-9]').map((pattern) => ({ type: 'string', pattern })),
);
const number = fc.oneof(
  fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 9 })).map(([minimum, multipleOf]) => ({
    ...{ type: 'integer', multipleOf, exclusiveMinimum: minimum, maximum: minimum + multipleOf },
  })),
  fc
    .integer({ min: -50, max: 50 })
    .map((bound) => ({ type: 'number', exclusiveMinimum: bound, exclusiveMaximum: bound + 0.5 })),
  fc.integer({ min: -50, max: 50 }).map((maximum) => ({ type: 'number', maximum })),
);
const choice = fc
  .uniqueArray(fc.oneof(fc.string(), fc.integer()), { minLength: 1 })
  .map((values) => ({ enum: values }));

const { schema } = fc.letrec<{ schema: object }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    number,
    choice,
    fc.constantFrom({ type: 'boolean' }, { type: 'null' }),
    fc.tuple(tie('schema'), fc.nat(3)).map(([items, minItems]) => ({ type: 'array', items, minItems })),
    fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map((prefixItems) => ({
      ...{ type: 'array', prefixItems, minItems: prefixItems.length, items: false },
    })),
    fc.array(tie('schema'), { maxLength: 4 }).map((parts) => ({
      type: 'object',
      properties: Object.fromEntries(parts.map((part, index) => [`p${index}`, part])),
      required: parts.map((_, index) => `p${index}`).filter((_, index) => index % 2 === 0),
      minProperties: parts.length,
      additionalProperties: false,
    })),
    fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
  ),
}));

describe('the least instance of any schema', () => {
  test.prop([schema], { seed: 20260301, numRuns: 200 })('fits it, as two validators see it', (given) => {
    const value = schemaInstance(given);
    expect(schemaFaults(given, value, given as Schema)).toEqual([]);
    expect(z.fromJSONSchema(given as never).safeParse(value).error?.issues ?? []).toEqual([]);
    expect(schemaInstance(given)).toEqual(value);
  });
});
