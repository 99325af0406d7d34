import type { RequestHandler } from 'express';
import { presentEntry } from '../catalogue/entry.ts';
import { AppError } from '../errors.ts';
import { checkReview } from '../review.ts';
import type { AppDeps } from './app-deps.ts';
import { readBytes, utf8Of } from './body-bytes.ts';
import { editorName } from './editor-name.ts';
import { entryTag, versionMeant } from './entry-tag.ts';

/** Larger than any decision, in bytes. */
const MAX_REVIEW_BYTES = 16 * 1024;
const readReview = readBytes(MAX_REVIEW_BYTES);

/** Reads the bytes of a decision. @throws {AppError} 413, 415 */
export const readReviewBytes: RequestHandler = (request, response, next) => {
  if (!request.is('application/json')) return next(unsupportedMediaType());
  readReview(request, response, (error?: unknown) => {
    const tooLarge = error instanceof Error && 'status' in error && error.status === 413;
    next(tooLarge ? reviewTooLarge(error) : error);
  });
};

/** `POST /v1/articles/{id}/review`: 200 with the published entry, 204 after a rejection. */
export function postReview({
  reviewer,
  catalogue,
  vocabulary,
  settings,
}: Pick<AppDeps, 'reviewer' | 'catalogue' | 'vocabulary' | 'settings'>): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const { id } = request.params;
    const review = checkReview(parseJson(request.body), vocabulary);
    const version = await versionMeant(request, () => catalogue.get(id));
    const entry = await reviewer.decide(id, review, { by: editorName(request), version });
    if (entry === null) response.status(204).end();
    else response.setHeader('etag', entryTag(entry)).json(presentEntry(entry, settings.publicUrl));
  };
}

function parseJson(body: unknown): unknown {
  try {
    return JSON.parse(utf8Of(body));
  } catch (cause) {
    throw new AppError('The body is not JSON in UTF-8', {
      code: 'malformed-json',
      status: 400,
      hint: 'Send {"decision": "accept"} or {"decision": "reject"}, with a reason if you like.',
      cause,
    });
  }
}

function unsupportedMediaType(): AppError {
  return new AppError('A decision is sent as JSON', {
    code: 'unsupported-media-type',
    status: 415,
    hint: 'Set Content-Type to application/json.',
  });
}

function reviewTooLarge(cause: Error): AppError {
  return new AppError(`The decision is larger than ${MAX_REVIEW_BYTES / 1024} KB`, {
    code: 'review-too-large',
    status: 413,
    hint: 'Give a shorter reason.',
    cause,
  });
}
