import type { Request, RequestHandler, Response } from 'express';
import { type AppError, asAppError } from '../../errors.ts';
import type { CountWaiting } from '../count-waiting.ts';
import { headersOf } from '../problem.ts';
import { askForKey, type KeyDeps } from './key-form.ts';
import { renderPage } from './render.ts';
import { readStatus, type StatusDeps } from './status-view.ts';

type StatusPageDeps = StatusDeps & KeyDeps & { readonly waiting: CountWaiting };

const DOOR = { title: 'Status', here: 'status', path: '/status' } as const;

/** `GET /status`: how everything stands, for who has a key. */
export function showStatus(deps: StatusPageDeps): RequestHandler {
  return async (request, response) => {
    if (!deps.keyring.admits(request)) return askForKey(deps, response, DOOR);
    await sendStatus(deps, request, response);
  };
}

/** `POST /status/jobs/{id}/retry`: makes a dead letter due again; 303 to the status, or that with what was in the way. */
export function receiveRetry(deps: StatusPageDeps): RequestHandler<{ id: string }> {
  return async (request, response) => {
    if (!deps.keyring.admits(request)) return askForKey(deps, response, DOOR);
    try {
      await deps.queue.retry(request.params.id);
      response.redirect(303, '/status');
    } catch (thrown) {
      await sendStatus(deps, request, response, asAppError(thrown));
    }
  };
}

async function sendStatus(
  deps: StatusPageDeps,
  request: Request<object>,
  response: Response,
  error?: AppError,
): Promise<void> {
  const view = await readStatus(deps);
  const page = { title: DOOR.title, here: DOOR.here, waiting: await deps.waiting(request) };
  response.set({ 'cache-control': 'no-store', ...(error && headersOf(error)) });
  response.status(error?.status ?? 200).send(renderPage('status', page, { ...view, error: error ?? null }));
}
