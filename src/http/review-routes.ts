import type { RequestHandler } from 'express';
import { presentEntry } from '../catalogue/entry.ts';
import { AppError } from '../errors.ts';
import { checkReview } from '../review.ts';
import type { AppDeps } from './app-deps.ts';
import { editorName } from './editor-name.ts';
import { entryTag, versionMeant } from './entry-tag.ts';
import { jsonOf, readJsonBytes } from './json-body.ts';

/** Larger than any decision, in bytes. */
const MAX_REVIEW_BYTES = 16 * 1024;
const HOW = 'Send {"decision": "accept"} or {"decision": "reject"}, with a reason if you like.';

/** Reads the bytes of a decision. @throws {AppError} 413, 415 */
export const readReviewBytes = readJsonBytes({
  what: 'A decision',
  limit: MAX_REVIEW_BYTES,
  tooLarge: (cause) =>
    new AppError(`The decision is larger than ${MAX_REVIEW_BYTES / 1024} KB`, {
      ...{ code: 'review-too-large', status: 413, cause },
      hint: 'Give a shorter reason.',
    }),
});

/** `POST /v1/articles/{id}/review`: 200 with the published entry, 204 after a rejection. */
export function postReview({
  reviewer,
  catalogue,
  vocabulary,
  settings,
}: Pick<AppDeps, 'reviewer' | 'catalogue' | 'vocabulary' | 'settings'>): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const { id } = request.params;
    const review = checkReview(jsonOf(request.body, HOW), vocabulary);
    const version = await versionMeant(request, () => catalogue.get(id));
    const entry = await reviewer.decide(id, review, { by: editorName(request), version });
    if (entry === null) response.status(204).end();
    else response.setHeader('etag', entryTag(entry)).json(presentEntry(entry, settings.publicUrl));
  };
}
