import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { articleTooLarge } from '../article/article-error.ts';
import { AppError, asAppError } from '../errors.ts';
import type { AppDeps } from './app-deps.ts';
import { renderErrorPage } from './pages/error-page.ts';
import { headersOf, pathOf, sendProblem } from './problem.ts';

/** What answers an address that no route knows. */
export const notFound: RequestHandler = (_request, _response, next) => {
  next(
    new AppError('There is nothing at this address', {
      code: 'not-found',
      status: 404,
      hint: 'The pages start at /, and /openapi.json lists the addresses of the API.',
    }),
  );
};

/** What answers a known address asked in a way it does not take; `OPTIONS` is told what it takes. */
export function methodNotAllowed(methods: readonly string[]): RequestHandler {
  const allow = methods.join(', ');
  return (request, response, next) => {
    response.setHeader('allow', allow);
    if (request.method === 'OPTIONS') return response.status(204).end();
    next(
      new AppError(`${request.method} is not possible at this address`, {
        code: 'method-not-allowed',
        status: 405,
        hint: `Use ${allow}.`,
      }),
    );
  };
}

/**
 * The last station of every failed request: a page for a browser that asked for a page, a problem for everybody else. What
 * Upshot did not foresee is logged with its cause and told as a blank `internal-error`.
 */
export function handleErrors({ log }: Pick<AppDeps, 'log'>): ErrorRequestHandler {
  return (thrown: unknown, request, response, _next) => {
    const error = fromHttpLibrary(thrown) ?? asAppError(thrown);
    const gone = response.closed || response.destroyed;
    const path = pathOf(request);
    if (error.status === 500) log.error({ err: error, path }, error.message);
    else if (error.status > 500 && !gone) log.warn({ code: error.code, path }, error.message);
    if (gone) return;
    if (response.headersSent) {
      response.destroy();
      return;
    }
    for (const name of ['etag', 'last-modified']) response.removeHeader(name); // they were of what was asked for
    if (!wantsPage(request)) return sendProblem(request, response, error);
    response.set(headersOf(error)).status(error.status).type('html').send(renderErrorPage(error, path));
  };
}

/** Whether the request is a browser's, for something that people look at. */
function wantsPage(request: Request): boolean {
  const isApi = /^\/(?:v1(?:\/|$)|healthz$|openapi\.json$)/.test(pathOf(request));
  return !isApi && request.accepts(['json', 'html']) === 'html';
}

/** Express and its body readers throw errors of their own, with a `type` or just a status below 500. */
function fromHttpLibrary(thrown: unknown): AppError | undefined {
  if (!(thrown instanceof Error) || thrown instanceof AppError || !('status' in thrown)) return undefined;
  const { status } = thrown;
  if (typeof status !== 'number' || status < 400 || status >= 500) return undefined;
  if (status === 413) return articleTooLarge(thrown);
  if (status === 415) {
    return new AppError('The encoding of the body is not known', {
      code: 'unsupported-encoding',
      status,
      hint: 'Send the body as it is, or with Content-Encoding gzip, deflate or br, in UTF-8.',
      cause: thrown,
    });
  }
  return new AppError('The request could not be read to its end', {
    code: 'malformed-request',
    status: 400,
    hint: 'Check Content-Length, Content-Encoding and the form of the address.',
    cause: thrown,
  });
}
