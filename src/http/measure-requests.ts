import type { RequestHandler } from 'express';
import type { AppDeps } from './app-deps.ts';

/** Counts and times every request by its route, never by its path, of which there is no end. */
export function measureRequests({ metrics, clock }: Pick<AppDeps, 'metrics' | 'clock'>): RequestHandler {
  return (request, response, next) => {
    const startedAt = clock.steady();
    response.once('close', () => {
      const status = response.writableFinished ? response.statusCode : 499;
      metrics.request(request.method, request.route?.path ?? 'none', status, clock.steady() - startedAt);
    });
    next();
  };
}
