import type { WireAnswer } from './wire.ts';
import { jsonAnswer, wireErrorBody } from './wire-error.ts';
import { CREATED } from './wire-form.ts';

/** `GET`, or `HEAD`, `/v1/models` and `/v1/models/{id}`; undefined for another path. */
export function modelsAnswer(path: string, models: readonly string[]): WireAnswer | undefined {
  const [found, id] = /\/models(?:\/(.+))?$/.exec(path) ?? [];
  if (found === undefined) return undefined;
  const listed = models.map((name) => ({ id: name, object: 'model', created: CREATED, owned_by: 'upshot' }));
  if (id === undefined) return jsonAnswer(200, JSON.stringify({ object: 'list', data: listed }));
  const named = decoded(id);
  const model = listed.find((one) => one.id === named);
  if (model !== undefined) return jsonAnswer(200, JSON.stringify(model));
  const fields = { type: 'invalid_request_error', param: 'model', code: 'model_not_found' };
  return jsonAnswer(404, wireErrorBody(404, `The model ${named} is not among those of the scenario`, fields));
}

/** Clients write the slash in `org/name` as `%2F`. */
function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
