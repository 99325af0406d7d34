import type { RequestHandler } from 'express';
import type { AppDeps } from './app-deps.ts';

/** `GET /metrics`: for Prometheus. */
export function getMetrics({ metrics }: Pick<AppDeps, 'metrics'>): RequestHandler {
  return async (_request, response) => {
    const text = await metrics.render();
    response.set('content-type', metrics.contentType).send(text);
  };
}
