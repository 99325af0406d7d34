import type { Express, RequestHandler } from 'express';
import { methodNotAllowed } from './handle-errors.ts';

// biome-ignore lint/suspicious/noExplicitAny: the path's parameters differ from route to route
type Handler = RequestHandler<any>;

export interface Handlers {
  readonly get?: Handler | readonly Handler[];
  readonly post?: Handler | readonly Handler[];
  readonly delete?: Handler | readonly Handler[];
}

/** Registers all that one path takes; other methods are answered with 405 and `Allow`. */
export function route(app: Express, path: string, { get, post, delete: remove }: Handlers): void {
  const target = app.route(path);
  if (get) target.get(...[get].flat());
  if (post) target.post(...[post].flat());
  if (remove) target.delete(...[remove].flat());
  target.all(
    methodNotAllowed([...(get ? ['GET', 'HEAD'] : []), ...(post ? ['POST'] : []), ...(remove ? ['DELETE'] : [])]),
  );
}
