import { isJsonObject, type Json } from './canonical-json.ts';

export interface TextLeaf {
  /** Where it stands: `messages/1/content`. */
  readonly path: string;
  readonly text: string;
}

/** Every text in a value, in the order of its fields. */
export function textLeaves(value: Json, path = ''): TextLeaf[] {
  if (typeof value === 'string') return [{ path, text: value }];
  const inner = Array.isArray(value) ? value.entries() : isJsonObject(value) ? Object.entries(value) : [];
  return [...inner].flatMap(([name, one]) => textLeaves(one, path === '' ? `${name}` : `${path}/${name}`));
}
