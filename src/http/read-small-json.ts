import type { RequestHandler } from 'express';
import { AppError } from '../errors.ts';
import { readBytes, utf8Of } from './body-bytes.ts';

/** Larger than any change of an entry, in bytes. */
const MOST_BYTES = 64 * 1024;
const readChange = readBytes(MOST_BYTES);

/**
 * Reads what is to be changed, or nothing, into `request.body`: JSON, or a JSON Merge Patch (RFC 7396).
 *
 * @throws {AppError} 400 `malformed-json`, 413 `change-too-large`, 415.
 */
export const readSmallJson: RequestHandler = (request, response, next) => {
  const isEmpty = request.headers['content-length'] === '0' || !('content-type' in request.headers);
  if (!isEmpty && !request.is(['application/json', 'application/merge-patch+json'])) {
    return next(unsupportedMediaType());
  }
  readChange(request, response, (error?: unknown) => {
    const tooLarge = error instanceof Error && 'status' in error && error.status === 413;
    if (error) return next(tooLarge ? changeTooLarge(error) : error);
    try {
      const text = utf8Of(request.body);
      request.body = text === '' ? {} : JSON.parse(text);
      next();
    } catch (cause) {
      next(notJson(cause));
    }
  });
};

function notJson(cause: unknown): AppError {
  return new AppError('The body is not JSON in UTF-8', {
    ...{ code: 'malformed-json', status: 400, cause },
    hint: 'See /openapi.json for what can be sent.',
  });
}

function unsupportedMediaType(): AppError {
  return new AppError('A change is sent as JSON', {
    code: 'unsupported-media-type',
    status: 415,
    hint: 'Set Content-Type to application/json or application/merge-patch+json.',
  });
}

function changeTooLarge(cause: Error): AppError {
  return new AppError(`The change is larger than ${MOST_BYTES / 1024} KB`, {
    ...{ code: 'change-too-large', status: 413, cause },
    hint: 'Send only what is to change.',
  });
}
