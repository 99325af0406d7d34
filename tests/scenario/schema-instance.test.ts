import { describe, expect, it } from 'vitest';
import { z } from 'zod';
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

  it('ends where a schema goes round in circles but may stop', () => {
    const node = {
      type: 'object',
      required: ['next'],
      properties: { next: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] } },
    };
    expect(schemaInstance({ $ref: '#/$defs/node', $defs: { node } })).toEqual({ next: null });
  });

  it('does not exist where it cannot stop', () => {
    const node = { type: 'object', required: ['next'], properties: { next: { $ref: '#/$defs/node' } } };
    expect(schemaInstance({ $ref: '#/$defs/node', $defs: { node } })).toBeUndefined();
  });

  it('does not take for ever where it goes round in two circles at once, or is too large', () => {
    const both = { $ref: '#/$defs/node' };
    const node = { type: 'object', required: ['left', 'right'], properties: { left: both, right: both } };
    expect(schemaInstance({ ...both, $defs: { node } })).toBeUndefined();
    const $defs = Object.fromEntries(
      Array.from({ length: 40 }, (_, level) => {
        const next = { $ref: `#/$defs/level${level + 1}` };
        return [`level${level}`, { type: 'object', required: ['a', 'b'], properties: { a: next, b: next } }];
      }),
    );
    expect(schemaInstance({ $ref: '#/$defs/level0', $defs })).toBeUndefined();
    const many = (items: object) => ({ type: 'array', minItems: 1000, items });
    expect(schemaInstance(many(many(many({}))))).toBeUndefined();
  });

  it.each([null, undefined, 'text', [], {}])('of the strange schema %j is harmless', (schema) => {
    expect(schemaInstance(schema)).toBe('text');
  });
});
