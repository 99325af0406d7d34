import { z } from 'zod';

export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** What every server with strict structured output takes; lengths, counts, patterns and formats it does not. */
const KEPT = ['type', 'enum', 'const', 'description'] as const;

/**
 * The JSON schema to send for a draft: the shape of the full schema, plain enough for strict structured output. What is
 * stripped (lengths, counts, patterns, formats) is said in the prompt and enforced when the draft is validated.
 */
export function draftJsonSchema(schema: z.ZodType): JsonSchema {
  return plain(z.toJSONSchema(schema, { reused: 'inline' }) as JsonSchema, {});
}

function plain(schema: JsonSchema, outerDefinitions: JsonSchema): JsonSchema {
  const definitions = { ...outerDefinitions, ...(schema.$defs as JsonSchema | undefined) };
  if (typeof schema.$ref === 'string') {
    // A schema with an id of its own comes as a reference into $defs; some servers know no references.
    return plain(definitions[schema.$ref.replace('#/$defs/', '')] as JsonSchema, definitions);
  }
  const result: Record<string, unknown> = {};
  for (const keyword of KEPT) if (schema[keyword] !== undefined) result[keyword] = schema[keyword];
  if (schema.items) result.items = plain(schema.items as JsonSchema, definitions);
  if (Array.isArray(schema.anyOf)) result.anyOf = schema.anyOf.map((one: JsonSchema) => plain(one, definitions));
  if (schema.properties) {
    const properties = Object.entries(schema.properties).map(([name, one]) => [name, plain(one, definitions)] as const);
    result.properties = Object.fromEntries(properties);
    result.required = properties.map(([name]) => name);
    result.additionalProperties = false;
  }
  return result;
}
