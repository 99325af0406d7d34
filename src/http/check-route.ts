import type { RequestHandler } from 'express';
import { MAX_ARTICLE_BYTES } from '../article/article.ts';
import { articleTooLarge } from '../article/article-error.ts';
import { describeIssues } from '../describe-issues.ts';
import { AppError } from '../errors.ts';
import { type CheckRequest, checkLimits, checkRequestSchema } from '../grounding/check-request.ts';
import type { AppDeps } from './app-deps.ts';
import { readBytes, utf8Of } from './body-bytes.ts';
import { clientSignal } from './client-signal.ts';
import { refuseCrowdedJson } from './refuse-crowded-json.ts';

/** JSON escapes can make a text three times as long. */
const MAX_BYTES = 3 * (MAX_ARTICLE_BYTES + checkLimits.claims * checkLimits.characters);
const readCheckBody = readBytes(MAX_BYTES);

/** Reads the bytes of a check. @throws {AppError} 413, 415 */
export const readCheckBytes: RequestHandler = (request, response, next) => {
  if (!request.is('application/json')) return next(unsupportedMediaType());
  readCheckBody(request, response, (error?: unknown) => {
    const tooLarge = error instanceof Error && 'status' in error && error.status === 413;
    next(tooLarge ? articleTooLarge() : error);
  });
};

/** `POST /v1/check`: 200 with the evidence for each claim; nothing is kept. */
export function postCheck({ checker }: Pick<AppDeps, 'checker'>): RequestHandler {
  return async (request, response) => {
    response.json(await checker.check(readCheck(request.body), clientSignal(response)));
  };
}

function readCheck(body: unknown): CheckRequest {
  const parsed = checkRequestSchema.safeParse(parseJson(body), { reportInput: true });
  if (parsed.success) return parsed.data;
  const errors = describeIssues(parsed.error.issues);
  throw new AppError(`The check cannot be made: ${errors.map(({ detail }) => detail).join('; ')}`, {
    code: 'invalid-check',
    status: 400,
    hint: 'Send {"text": "...", "claims": ["..."]}; format, title, source, author and publishedAt may come with it.',
    errors,
  });
}

function parseJson(body: unknown): unknown {
  try {
    const text = utf8Of(body);
    refuseCrowdedJson(text, 2 * checkLimits.claims);
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('The body is not JSON in UTF-8', {
      code: 'malformed-json',
      status: 400,
      hint: 'Send {"text": "...", "claims": ["..."]}.',
      cause,
    });
  }
}

function unsupportedMediaType(): AppError {
  return new AppError('A check is sent as JSON', {
    code: 'unsupported-media-type',
    status: 415,
    hint: 'Set Content-Type to application/json.',
  });
}
