import type { RequestHandler } from 'express';
import { AppError } from '../errors.ts';
import type { AppDeps } from './app-deps.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/**
 * Refuses what another web page makes a browser send: unsafe methods with an `Origin` that is not this server's, or with
 * `Sec-Fetch-Site: cross-site`. Programs send neither header and pass. No page of another origin can read an answer, for
 * none carries CORS headers.
 */
export function refuseForeignOrigins({ publicUrl }: Pick<AppDeps['settings'], 'publicUrl'>): RequestHandler {
  const publicOrigin = publicUrl === undefined ? undefined : new URL(publicUrl).origin;

  return (request, _response, next) => {
    if (SAFE_METHODS.has(request.method)) return next();
    const { origin, host } = request.headers;
    const ownOrigin = origin === undefined || origin === `http://${host}` || origin === publicOrigin;
    if (ownOrigin && request.headers['sec-fetch-site'] !== 'cross-site') return next();
    next(
      new AppError('The request comes from a page of another site', {
        code: 'foreign-origin',
        status: 403,
        hint: 'Send it from a program or from the pages of this server; behind a proxy, set UPSHOT_PUBLIC_URL.',
      }),
    );
  };
}
