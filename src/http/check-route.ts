import type { RequestHandler } from 'express';
import { MAX_ARTICLE_BYTES } from '../article/article.ts';
import { articleTooLarge } from '../article/article-error.ts';
import { describeIssues, refusalOf } from '../describe-issues.ts';
import { type CheckRequest, checkLimits, checkRequestSchema } from '../grounding/check-request.ts';
import type { AppDeps } from './app-deps.ts';
import { clientSignal } from './client-signal.ts';
import { jsonOf, readJsonBytes } from './json-body.ts';
import { refuseCrowdedJson } from './refuse-crowded-json.ts';

/** JSON escapes can make a text three times as long. */
const MAX_BYTES = 3 * (MAX_ARTICLE_BYTES + checkLimits.claims * checkLimits.characters);

/** Reads the bytes of a check. @throws {AppError} 413, 415 */
export const readCheckBytes = readJsonBytes({ what: 'A check', limit: MAX_BYTES, tooLarge: articleTooLarge });

/** `POST /v1/check`: 200 with the evidence for each claim; nothing is kept. */
export function postCheck({ checker }: Pick<AppDeps, 'checker'>): RequestHandler {
  return async (request, response) => {
    response.json(await checker.check(readCheck(request.body), clientSignal(response)));
  };
}

function readCheck(body: unknown): CheckRequest {
  const input = jsonOf(body, 'Send {"text": "...", "claims": ["..."]}.', (text) =>
    refuseCrowdedJson(text, 2 * checkLimits.claims),
  );
  const parsed = checkRequestSchema.safeParse(input, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw refusalOf('The check cannot be made', describeIssues(parsed.error.issues), {
    code: 'invalid-check',
    status: 400,
    hint: 'Send {"text": "...", "claims": ["..."]}; format, title, source, author and publishedAt may come with it.',
  });
}
