import type { RequestHandler } from 'express';
import { perVocabulary } from '../tags/live-vocabulary.ts';
import type { AppDeps } from './app-deps.ts';

/** `GET /openapi.json`: written when first asked for, since few processes ever are. */
export function getOpenApi(deps: Pick<AppDeps, 'vocabulary' | 'version' | 'settings'>): RequestHandler {
  const document = perVocabulary(deps.vocabulary, async (vocabulary) => {
    const { describeApi } = await import('./openapi.ts');
    return describeApi({ ...deps, vocabulary });
  });
  return async (_request, response) => {
    response.json(await document());
  };
}
