import type { RequestHandler } from 'express';
import { AppError } from '../errors.ts';
import type { AppDeps } from './app-deps.ts';

const TAG_PATH = /^(?:\/v1)?\/tags\/([^/]+)(?=\/|$)/;
/** What is narrowed to a tag by its query. */
const TAG_QUERY = /^\/(?:search|v1\/articles|v1\/export\.jsonl)$/;

/**
 * Sends whoever asks for a tag by its name, by an id that it had, or in another case, to where it is now: 308, for pages, feeds and
 * the API.
 * A tag that was retired is 410: what it stood for is nowhere else, and a list of something else would not be what was asked for.
 */
export function redirectOldTags({ tagEditor }: Pick<AppDeps, 'tagEditor'>): RequestHandler {
  return (request, response, next) => {
    const inPath = TAG_PATH.exec(request.path)?.[1];
    const inQuery = TAG_QUERY.test(request.path) ? request.query.tag : undefined;
    const tag = inPath === undefined ? inQuery : decodeURIComponent(inPath);
    const reads = request.method === 'GET' || request.method === 'HEAD';
    // Who changes a tag means the one of that name: another one must not be changed in its place.
    if (!reads || typeof tag !== 'string' || tag === '') return next();
    const fate = tagEditor.fateOf(tag);
    if (fate.state === 'retired') return next(retired(tag));
    if (fate.state !== 'moved') return next();
    const url = new URL(request.url, 'http://here');
    if (inPath === undefined) url.searchParams.set('tag', fate.to);
    else url.pathname = url.pathname.replace(`/tags/${inPath}`, () => `/tags/${encodeURIComponent(fate.to)}`);
    response.redirect(308, `${url.pathname}${url.search}`);
  };
}

function retired(tag: string): AppError {
  return new AppError(`The tag “${tag.slice(0, 60)}” was retired`, {
    code: 'tag-retired',
    status: 410,
    hint: 'Its articles are under the other tags that they have; see /tags.',
  });
}
