import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RequestHandler } from 'express';
import type { AppDeps } from './app-deps.ts';
import { clientHas } from './client-has.ts';
import type { Keyring } from './keyring.ts';

/** Pages that are of something else, and tell whoever has a key how much waits for review. */
const OTHER_PAGES = /^\/(?:docs(?:\/schemas)?|problems(?:\/[^/]+)?|submit)$/;

/** The addresses of what shows a state of the catalogue and nothing else. */
const SHOWN = /^\/(?:$|(?:tags|sources)(?:\/[^/]+)?$|search$|articles\/[^/]+$|v1\/(?:articles|sources|tags)$)/;

type Deps = Pick<AppDeps, 'catalogue' | 'vocabulary' | 'provider' | 'settings' | 'version'>;

/**
 * For what is made of the catalogue alone: says by `ETag` and `Last-Modified` (RFC 9110, 8.8) which state of it an answer
 * shows, and answers a client that has that state with 304 before anything is read or rendered. Whoever may see what is
 * not published gets no such answer where keys tell people apart, and nothing that is kept anywhere. Whatever else is read is
 * asked for again each time, unless its own route says more.
 */
export function conditionalGet(deps: Deps, keyring: Keyring): RequestHandler {
  let program: string | undefined;
  return async (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    const isShown = SHOWN.test(request.path);
    response.setHeader('cache-control', 'no-cache'); // kept, and asked for again
    if (keyring.guarded && (isShown || OTHER_PAGES.test(request.path))) {
      response.vary('Authorization').vary('Cookie');
      if (keyring.admits(request)) {
        response.setHeader('cache-control', 'private, no-store');
        return next();
      }
    }
    if (!isShown) return next();
    const state = await deps.catalogue.state();
    const { readAt, indexing } = state;
    const { version, changedAt } = keyring.guarded ? state.shown : state;
    if (indexing && (typeof request.query.q === 'string' || request.path.startsWith('/articles/'))) return next();
    program ??= programHash(deps);
    const etag = `"${version.toString(36)}-${program}"`;
    response.setHeader('etag', `W/${etag}`);
    // Within the second of a change another may follow that the date could not tell.
    if (readAt > changedAt) response.setHeader('last-modified', new Date(changedAt * 1000).toUTCString());
    if (clientHas(request, etag, readAt > changedAt ? changedAt * 1000 : Number.NaN)) {
      response.status(304).end();
      return;
    }
    next();
  };
}

/** What answers are made of beside the catalogue: this version, its templates and styles, and the settings that they show. */
function programHash({ vocabulary, provider: { name, model }, settings, version }: Deps): string {
  const shown = [version, settings.publicUrl, settings.apiKeys.length > 0, vocabulary.tags, name, model];
  const hash = createHash('sha256').update(JSON.stringify(shown));
  const pages = fileURLToPath(new URL('pages/', import.meta.url));
  const files = readdirSync(pages, { withFileTypes: true }).filter((entry) => entry.isFile());
  for (const name of files.map((file) => file.name).sort()) hash.update(name).update(readFileSync(`${pages}${name}`));
  return hash.digest('base64url').slice(0, 12);
}
