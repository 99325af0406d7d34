import type { RequestHandler } from 'express';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import type { AppDeps } from './app-deps.ts';

/** The body of `GET /healthz`. */
export const healthSchema = z
  .object({
    status: z.literal('ok'),
    version: z.string(),
    provider: z.object({ name: z.string(), model: z.string() }),
  })
  .meta({ id: 'Health' });

/** `GET /healthz`: whether articles can be read and stored. Asks no provider. */
export function getHealth(deps: Pick<AppDeps, 'catalogue' | 'provider' | 'version'>): RequestHandler {
  return async (_request, response) => {
    try {
      await deps.catalogue.check();
    } catch (cause) {
      throw new AppError('The catalogue does not answer', {
        code: 'catalogue-unavailable',
        status: 503,
        retryable: true,
        hint: 'See the log of the server, and run `upshot doctor` there.',
        cause,
      });
    }
    const { name, model } = deps.provider;
    response.json({ status: 'ok', version: deps.version, provider: { name, model } });
  };
}
