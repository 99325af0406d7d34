import type { ServerResponse } from 'node:http';
import { cancelledError } from '../errors.ts';

/** A signal that is aborted when the client hangs up, or the server cuts it off, before the answer is out. */
export function clientSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort(cancelledError());
  });
  return controller.signal;
}
