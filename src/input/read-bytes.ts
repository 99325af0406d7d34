import { MAX_ARTICLE_BYTES } from '../article/article.ts';
import { articleTooLarge } from '../article/article-error.ts';
import { AppError } from '../errors.ts';

export type Bytes = AsyncIterable<Uint8Array>;

/**
 * Gathers a stream of at most 1 MB; more is refused as soon as it shows, so that nothing endless is kept.
 *
 * @throws {AppError} 413 `article-too-large`.
 */
export async function collectArticle(stream: Bytes): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.byteLength;
    if (size > MAX_ARTICLE_BYTES) throw articleTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** @throws {AppError} 422 `packed` for what begins as gzip does. */
export function refusePacked(start: Uint8Array): void {
  if (start[0] !== 0x1f || start[1] !== 0x8b) return;
  throw new AppError('This is packed with gzip', {
    code: 'packed',
    status: 422,
    hint: 'Unpack it first, or pipe it in: gunzip -c export.jsonl.gz | upshot backlog -',
  });
}

/**
 * Strict: a text that is not UTF-8 would give an article nobody wrote. A leading byte order mark is dropped.
 *
 * @throws {AppError} 422 `not-utf8`, or `packed`.
 */
export function decodeUtf8(bytes: Uint8Array): string {
  refusePacked(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError('This is not text in UTF-8', {
      code: 'not-utf8',
      status: 422,
      hint: 'Save it as UTF-8; of PDF and office files, save the text first.',
      cause,
    });
  }
}

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without its line end; null when it was longer than the limit. */
  readonly bytes: Uint8Array | null;
}

const LF = 10;
const CR = 13;

/** Cuts a stream into lines (LF or CRLF), keeping one line of at most `limit` bytes in memory. */
export async function* splitLines(stream: Bytes, limit: number): AsyncGenerator<Line> {
  let number = 1;
  let parts: Uint8Array[] = [];
  let size = 0;

  const add = (part: Uint8Array) => {
    size += part.byteLength;
    if (size <= limit) parts.push(part);
    else parts = [];
  };
  const take = (): Line => {
    const bytes = size > limit ? null : Buffer.concat(parts);
    const line = { number, bytes: bytes?.at(-1) === CR ? bytes.subarray(0, -1) : bytes };
    number += 1;
    parts = [];
    size = 0;
    return line;
  };

  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, start)) {
      add(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    if (start < chunk.byteLength) add(chunk.subarray(start));
  }
  if (size > 0) yield take();
}
