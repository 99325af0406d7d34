import type { RequestHandler } from 'express';
import type { AppDeps } from './app-deps.ts';

/** `GET /openapi.json`: written when first asked for, since few processes ever are. */
export function getOpenApi(deps: Pick<AppDeps, 'vocabulary' | 'version' | 'settings'>): RequestHandler {
  let document: Promise<unknown> | undefined;
  return async (_request, response) => {
    document ??= import('./openapi.ts').then(({ describeApi }) => describeApi(deps));
    response.json(await document);
  };
}
