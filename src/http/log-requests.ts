import type { RequestHandler } from 'express';
import type { AppDeps } from './app-deps.ts';
import { pathOf } from './problem.ts';

/** One line a request, when its answer is out or its client gone. Never headers, queries or bodies. */
export function logRequests({ log, clock }: Pick<AppDeps, 'log' | 'clock'>): RequestHandler {
  if (!log.isLevelEnabled('info')) return (_request, _response, next) => next();
  return (request, response, next) => {
    const startedAt = clock.steady();
    const { method } = request;
    const path = pathOf(request);
    response.once('close', () => {
      const status = response.writableFinished ? response.statusCode : 499;
      log.info({ method, path, status, ms: clock.steady() - startedAt }, 'request');
    });
    next();
  };
}
