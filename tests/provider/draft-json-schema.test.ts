import { expect, it } from 'vitest';
import { z } from 'zod';
import { draftJsonSchema } from '../../src/provider/draft-json-schema.ts';
import { summarySchema } from '../../src/summary/summary.ts';

it('asks for the summary’s shape and no more', () => {
  const schema = draftJsonSchema(summarySchema(['general', 'sre']));
  expect(schema).toMatchObject({
    type: 'object',
    additionalProperties: false,
    required: ['whyItMatters', 'bullets', 'tags', 'keywords'],
    properties: {
      whyItMatters: { type: 'string' },
      bullets: { type: 'array', items: { type: 'string' } },
      tags: { type: 'array', items: { type: 'string', enum: ['general', 'sre'] } },
      keywords: { type: 'array', items: { type: 'string' } },
    },
  });
  expect(JSON.stringify(schema)).not.toMatch(
    /minLength|maxLength|minItems|maxItems|pattern|format|\$ref|\$schema|\$defs/,
  );
});

it('keeps properties that are called like keywords, and follows references', () => {
  const named = z.object({ pattern: z.string().max(3), format: z.string().nullable() }).meta({ id: 'Named' });
  expect(draftJsonSchema(z.object({ one: named, many: z.array(named).max(2) }))).toMatchObject({
    properties: {
      one: { required: ['pattern', 'format'], additionalProperties: false },
      many: { type: 'array', items: { properties: { pattern: { type: 'string' } } } },
    },
  });
});
