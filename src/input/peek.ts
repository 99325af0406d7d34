import { MAX_ARTICLE_BYTES } from '../article/article.ts';
import type { Bytes } from './read-bytes.ts';

export interface Peeked {
  readonly first: string | undefined;
  readonly all: Bytes;
}

/**
 * The first character that is not blank, and the stream as if it had not been looked at. Undefined: all of it is blank.
 * It looks no further than the size of the largest article.
 */
export async function peek(stream: Bytes): Promise<Peeked> {
  const iterator = stream[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  let first: number | undefined;
  let size = 0;
  while (first === undefined && size <= MAX_ARTICLE_BYTES) {
    const next = await iterator.next();
    if (next.done) break;
    seen.push(next.value);
    size += next.value.byteLength;
    first = next.value.find((byte) => !isBlank(byte));
  }
  async function* all() {
    yield* seen;
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  if (first === undefined && size <= MAX_ARTICLE_BYTES) return { first: undefined, all: all() };
  return { first: String.fromCharCode(first ?? 0), all: all() };
}

/** White space of JSON, and the three bytes of a byte order mark. */
export function isBlank(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13) || byte === 0xef || byte === 0xbb || byte === 0xbf;
}
