import type { Express, RequestHandler } from 'express';
import { methodNotAllowed } from './handle-errors.ts';

// biome-ignore lint/suspicious/noExplicitAny: the path's parameters differ from route to route
type Handler = RequestHandler<any>;

export interface Handlers {
  readonly get?: Handler | readonly Handler[];
  readonly post?: Handler | readonly Handler[];
  readonly patch?: Handler | readonly Handler[];
  readonly delete?: Handler | readonly Handler[];
}

/** Registers all that one path takes; other methods are answered with 405 and `Allow`. */
export function route(app: Express, path: string, { get, post, patch, delete: remove }: Handlers): void {
  const target = app.route(path);
  if (get) target.get(...[get].flat());
  if (post) target.post(...[post].flat());
  if (patch) target.patch(...[patch].flat());
  if (remove) target.delete(...[remove].flat());
  const named = { GET: get, HEAD: get, POST: post, PATCH: patch, DELETE: remove };
  target.all(methodNotAllowed(Object.entries(named).flatMap(([method, handlers]) => (handlers ? [method] : []))));
}
