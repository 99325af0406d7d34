import type { z } from 'zod';

export type Json = z.infer<ReturnType<typeof z.json>>;
export type JsonObject = Readonly<Record<string, Json>>;

/** JSON without white space and with sorted keys: equal values give equal text, in whatever order they were built. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: Json) => (isJsonObject(inner) ? sorted(inner) : inner));
}

export function isJsonObject(value: Json | undefined): value is { [key: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function sorted(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}
