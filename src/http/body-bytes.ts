import express, { type RequestHandler } from 'express';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a body of at most so many bytes into `request.body`. What is longer fails with an error of status 413: at once
 * where `Content-Length` says so, rather than when all of it has come.
 */
export function readBytes(limit: number): RequestHandler {
  const read = express.raw({ type: () => true, limit });
  return (request, response, next) => {
    if (Number(request.headers['content-length']) > limit) return next(tooLong(limit));
    read(request, response, next);
  };
}

/** The text of a body that `readBytes` has read, without its byte order mark. @throws {TypeError} when it is not UTF-8. */
export function utf8Of(body: unknown): string {
  return Buffer.isBuffer(body) ? utf8.decode(body) : '';
}

function tooLong(limit: number): Error {
  return Object.assign(new Error(`The body is longer than ${limit} bytes`), { status: 413 });
}
