import express, { type RequestHandler } from 'express';
import type { AppError } from '../errors.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a body of at most so many bytes into `request.body`. What is longer is refused: at once where `Content-Length`
 * says so, rather than when all of it has come.
 */
export function readBytes(limit: number, tooLarge: (cause?: unknown) => AppError): RequestHandler {
  const read = express.raw({ type: () => true, limit });
  return (request, response, next) => {
    if (Number(request.headers['content-length']) > limit) return next(tooLarge());
    read(request, response, (error?: unknown) => {
      const isTooLong = error instanceof Error && 'status' in error && error.status === 413;
      next(isTooLong ? tooLarge(error) : error);
    });
  };
}

/** The text of a body that `readBytes` has read, without its byte order mark. @throws {TypeError} when it is not UTF-8. */
export function utf8Of(body: unknown): string {
  return Buffer.isBuffer(body) ? utf8.decode(body) : '';
}
