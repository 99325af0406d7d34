import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Schema } from '../../src/scenario/json-schema.ts';
import { schemaFaults } from '../../src/scenario/schema-faults.ts';
import { schemaInstance } from '../../src/scenario/schema-instance.ts';

describe('the least instance', () => {
  it.each([
    ['text', z.string()],
    ['longer text', z.string().min(40)],
    ['numbers', z.object({ int: z.int().min(3), any: z.number(), half: z.number().min(0.5) })],
    ['choices', z.object({ one: z.enum(['a', 'b']), two: z.literal(7), three: z.union([z.string(), z.int()]) })],
    ['what may be null or missing', z.object({ a: z.string().nullable(), b: z.boolean().optional() })],
    ['lists', z.object({ none: z.array(z.string()), three: z.array(z.object({ x: z.boolean() })).min(3) })],
    ['formats', z.object({ at: z.iso.datetime(), on: z.iso.date(), by: z.email(), to: z.url(), id: z.uuid() })],
    ['references', z.object({ a: z.object({ b: z.string() }).meta({ id: 'Inner' }) })],
  ])('of %s is valid', (_, schema) => {
    const value = schemaInstance(z.toJSONSchema(schema));
    expect(schema.safeParse(value).error?.issues ?? []).toEqual([]);
  });

  const text = { type: 'string' };
  const number = { type: 'number' };
  it.each<[string, object]>([
    ['a bound that is excluded', { ...number, exclusiveMinimum: 3, exclusiveMaximum: 3.5 }],
    ['whole numbers beyond a bound', { type: 'integer', exclusiveMinimum: 3 }],
    ['numbers below zero', { ...number, maximum: -5 }],
    ['a narrow range', { ...number, minimum: 0.2, maximum: 0.3 }],
    ['a multiple', { type: 'integer', multipleOf: 7, minimum: 8 }],
    ['a multiple that is a fraction', { ...number, multipleOf: 0.1, minimum: 0.25 }],
    ['a short text', { ...text, maxLength: 2 }],
    ['no text', { ...text, maxLength: 0 }],
    ['a text of one length', { ...text, minLength: 9, maxLength: 9 }],
    ['a pattern of letters', { ...text, pattern: '^[A-Z]{3}$' }],
    ['a pattern of a date', { ...text, pattern: '^\\d{4}-\\d{2}-\\d{2}$' }],
    ['a pattern with an example', { ...text, pattern: '^x(yz)+!$', examples: ['no', 'xyzyz!'] }],
    ['a pattern with a default', { ...text, pattern: '^x(yz)+!$', default: 'xyz!' }],
    ['a pattern among choices', { enum: ['a', 'xyz!'], pattern: '^x(yz)+!$' }],
    ['a long address', { ...text, format: 'email', minLength: 60 }],
    ['places of a list', { type: 'array', prefixItems: [text, number], minItems: 3, items: { type: 'boolean' } }],
    ['a list of different numbers', { type: 'array', uniqueItems: true, minItems: 5, items: number }],
    ['a list of different choices', { type: 'array', uniqueItems: true, minItems: 2, items: { enum: ['a', 'b'] } }],
    [
      'a list of different objects',
      {
        ...{ type: 'array', uniqueItems: true, minItems: 3 },
        items: { type: 'object', required: ['a'], properties: { a: { ...text, format: 'uuid' } } },
      },
    ],
    ['more properties than it names', { type: 'object', minProperties: 3, properties: { a: number } }],
    ['more properties of a kind', { type: 'object', minProperties: 2, additionalProperties: number }],
    [
      'all of several',
      {
        allOf: [
          { type: 'object', required: ['a'], properties: { a: { ...number, minimum: 3 } } },
          { required: ['b'], properties: { a: { maximum: 4 }, b: text } },
        ],
      },
    ],
    [
      'all of a reference',
      { allOf: [{ $ref: '#/$defs/a' }, { minLength: 20 }], $defs: { a: { ...text, maxLength: 20 } } },
    ],
    ['all of two bounds', { ...number, allOf: [{ minimum: 3 }, { minimum: 9000, maximum: 1e6 }, { maximum: 9001 }] }],
    ['one of several', { oneOf: [number, { type: 'integer' }, text] }],
    [
      'a choice beside other keywords',
      { type: 'object', required: ['a'], properties: { a: text }, anyOf: [{ required: ['b'] }] },
    ],
  ])('of %s is valid', (_, schema) => {
    const value = schemaInstance(schema);
    expect(schemaFaults(schema, value, schema as Schema)).toEqual([]);
    // Another validator, which knows nothing of keywords beside a choice.
    if (!JSON.stringify(schema).includes('Of":['))
      expect(z.fromJSONSchema(schema as never).safeParse(value).error).toBeUndefined();
  });

  it.each([
    ['pattern', { type: 'object', required: ['a'], properties: { a: { type: 'string', pattern: '^q{7}w$' } } }],
    ['minimum', { type: 'number', minimum: 3, maximum: 2 }],
    ['uniqueItems|minItems', { type: 'array', minItems: 3, uniqueItems: true, items: { type: 'boolean' } }],
    ['not', { type: 'string', not: {} }],
  ])('that nobody finds names the keyword %s', (keyword, schema) => {
    expect(() => schemaInstance(schema)).toThrow(new RegExp(`nothing was found for its (?:${keyword})$`));
  });

  it('ends where a schema goes round in circles but may stop', () => {
    const node = {
      type: 'object',
      required: ['next'],
      properties: { next: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] } },
    };
    expect(schemaInstance({ $ref: '#/$defs/node', $defs: { node } })).toEqual({ next: null });
  });

  it('takes another choice where one goes round in circles', () => {
    const node = {
      type: 'object',
      required: ['next'],
      properties: { next: { anyOf: [{ $ref: '#' }, { type: 'string' }] } },
    };
    expect(schemaInstance(node)).toEqual({ next: 'text' });
    const tree = { oneOf: [{ type: 'array', minItems: 1, items: { $ref: '#/$defs/tree' } }, { type: 'number' }] };
    expect(schemaInstance({ $ref: '#/$defs/tree', $defs: { tree } })).toBe(0);
  });

  it('does not exist where it cannot stop', () => {
    const node = { type: 'object', required: ['next'], properties: { next: { $ref: '#/$defs/node' } } };
    expect(() => schemaInstance({ $ref: '#/$defs/node', $defs: { node } })).toThrow(/its references$/);
  });

  it('does not take for ever where it goes round in two circles at once, or is too large', () => {
    const both = { $ref: '#/$defs/node' };
    const node = { type: 'object', required: ['left', 'right'], properties: { left: both, right: both } };
    expect(() => schemaInstance({ ...both, $defs: { node } })).toThrow(/its references$/);
    const $defs = Object.fromEntries(
      Array.from({ length: 40 }, (_, level) => {
        const next = { $ref: `#/$defs/level${level + 1}` };
        return [`level${level}`, { type: 'object', required: ['a', 'b'], properties: { a: next, b: next } }];
      }),
    );
    expect(() => schemaInstance({ $ref: '#/$defs/level0', $defs })).toThrow(/its references$/);
    const many = (items: object) => ({ type: 'array', minItems: 1000, items });
    expect(() => schemaInstance(many(many(many({}))))).toThrow(/too large/);
  });

  it.each([null, undefined, 'text', [], {}])('of the strange schema %j is harmless', (schema) => {
    expect(schemaInstance(schema)).toBe('text');
  });
});
