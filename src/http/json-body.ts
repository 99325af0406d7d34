import type { RequestHandler } from 'express';
import { AppError } from '../errors.ts';
import { readBytes, utf8Of } from './body-bytes.ts';

export interface JsonBodyOptions {
  /** What is sent: `A decision`. */
  readonly what: string;
  /** In bytes. */
  readonly limit: number;
  /** Media types that are taken. Default: `application/json`. */
  readonly types?: readonly string[];
  /** Whether there may be no body at all. Default false. */
  readonly optional?: boolean;
  tooLarge(cause?: unknown): AppError;
}

/** Reads the bytes of a JSON body. @throws {AppError} 413, 415 */
export function readJsonBytes({
  what,
  limit,
  types = ['application/json'],
  optional = false,
  tooLarge,
}: JsonBodyOptions): RequestHandler {
  const read = readBytes(limit, tooLarge);
  return (request, response, next) => {
    const isEmpty = request.headers['content-length'] === '0' || !('content-type' in request.headers);
    if (request.is([...types]) || (optional && isEmpty)) return read(request, response, next);
    next(
      new AppError(`${what} is sent as JSON`, {
        code: 'unsupported-media-type',
        status: 415,
        hint: `Set Content-Type to ${types.join(' or ')}.`,
      }),
    );
  };
}

/**
 * What stands in a JSON body that was read.
 *
 * @param hint what to send instead of what is no JSON.
 * @param inspect refuses a text before it is parsed.
 * @throws {AppError} 400 `malformed-json`, or as inspect.
 */
export function jsonOf(body: unknown, hint: string, inspect?: (text: string) => void): unknown {
  try {
    const text = utf8Of(body);
    inspect?.(text);
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('The body is not JSON in UTF-8', { code: 'malformed-json', status: 400, hint, cause });
  }
}
