import type { RequestHandler } from 'express';
import { AppError } from '../errors.ts';
import { jsonOf, readJsonBytes } from './json-body.ts';

/** Larger than any change of an entry, in bytes. */
const MOST_BYTES = 64 * 1024;
const readChange = readJsonBytes({
  what: 'A change',
  limit: MOST_BYTES,
  types: ['application/json', 'application/merge-patch+json'],
  optional: true,
  tooLarge: (cause) =>
    new AppError(`The change is larger than ${MOST_BYTES / 1024} KB`, {
      ...{ code: 'change-too-large', status: 413, cause },
      hint: 'Send only what is to change.',
    }),
});

/**
 * Reads what is to be changed, or nothing, into `request.body`: JSON, or a JSON Merge Patch (RFC 7396).
 *
 * @throws {AppError} 400 `malformed-json`, 413 `change-too-large`, 415.
 */
export const readSmallJson: RequestHandler = (request, response, next) => {
  readChange(request, response, (error?: unknown) => {
    if (error) return next(error);
    const isEmpty = !Buffer.isBuffer(request.body) || request.body.length === 0;
    try {
      request.body = isEmpty ? {} : jsonOf(request.body, 'See /openapi.json for what can be sent.');
      next();
    } catch (refusal) {
      next(refusal);
    }
  });
};
