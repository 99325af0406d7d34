import type { Request, RequestHandler } from 'express';
import { type Entry, presentEntry } from '../catalogue/entry.ts';
import { noSuchArticle, noTextOf } from '../catalogue/not-found.ts';
import { articleOf } from '../fetching/fetch-article.ts';
import { perVocabulary } from '../tags/live-vocabulary.ts';
import type { AppDeps } from './app-deps.ts';
import { clientSignal } from './client-signal.ts';
import { answeredAsKnown, entryTag } from './entry-tag.ts';
import type { Keyring } from './keyring.ts';
import { linkHeader } from './link-header.ts';
import { listQuerySchema, readListQuery } from './list-query.ts';
import { articleIn } from './read-article-body.ts';
import { shownEntry } from './shown-entry.ts';
import { shownPage } from './shown-page.ts';

/** How long a request for a page waits for its turn behind others of the same host, in milliseconds. */
const PATIENCE_MS = 30_000;

/**
 * `POST /v1/articles`: 201 with the new entry, 200 when it was there already or is a new revision. An article of which only
 * the address is sent is fetched, as a crawler does: whoever posts here is most likely a program.
 */
export function postArticle({
  summariser,
  fetcher,
  settings,
}: Pick<AppDeps, 'summariser' | 'fetcher' | 'settings'>): RequestHandler {
  return async (request, response) => {
    const signal = clientSignal(response);
    const article = await articleOf(articleIn(request), { fetcher, signal, patienceMs: PATIENCE_MS });
    const { outcome, entry } = await summariser.summarise(article, signal);
    const presented = presentEntry(entry, settings.publicUrl);
    if (outcome === 'created') response.location(presented.links.self);
    response.setHeader('etag', entryTag(entry));
    response.status(outcome === 'created' ? 201 : 200).json(presented);
  };
}

/** `GET /v1/articles`: one page of the catalogue, with `Link` to the others. */
export function listArticles(
  deps: Pick<AppDeps, 'catalogue' | 'vocabulary' | 'settings'>,
  keyring: Keyring,
): RequestHandler {
  const schema = perVocabulary(deps.vocabulary, listQuerySchema);
  const { publicUrl } = deps.settings;
  return async (request, response) => {
    const query = readListQuery(request.query, schema());
    if (query.status !== 'published' && !keyring.admits(request)) keyring.requireOf(request);
    const page = await deps.catalogue.list(query, clientSignal(response));
    if (query.status !== 'published') response.setHeader('cache-control', 'no-store');
    const asked = { ...request.query, ...(query.q === undefined ? {} : { q: query.q }) }; // no longer than what was read
    response.setHeader('link', linkHeader(`${publicUrl ?? ''}/v1/articles`, asked, page));
    response.json(shownPage(page, (entry) => shownEntry(entry, request, keyring, publicUrl)));
  };
}

/** `GET /v1/articles/{id}` */
export function getArticle(
  deps: Pick<AppDeps, 'catalogue' | 'settings'>,
  keyring: Keyring,
): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const entry = await visibleEntry(request, deps, keyring);
    response.setHeader('cache-control', entry.status === 'published' ? 'no-cache' : 'no-store');
    if (keyring.guarded) response.vary('Authorization').vary('Cookie');
    const isPublic = entry.provenance.dropped.length > 0 && !keyring.admits(request);
    if (answeredAsKnown(request, response, entryTag(entry, isPublic))) return;
    response.json(shownEntry(entry, request, keyring, deps.settings.publicUrl));
  };
}

/** `GET /v1/articles/{id}/text`: the normalised text that the offsets of the evidence count in. */
export function getArticleText(deps: Pick<AppDeps, 'catalogue'>, keyring: Keyring): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const { id, status } = await visibleEntry(request, deps, keyring);
    if (status !== 'published') response.setHeader('cache-control', 'no-store');
    const text = await deps.catalogue.text(id);
    if (text === null) throw noTextOf(id);
    response.type('text/plain; charset=utf-8').send(text);
  };
}

/**
 * The entry asked for, if whoever asks may see it.
 *
 * @throws {AppError} 404 otherwise: strangers are not even told that something awaits review.
 */
export async function visibleEntry(
  request: Request<{ id: string }>,
  { catalogue }: Pick<AppDeps, 'catalogue'>,
  keyring: Keyring,
): Promise<Entry> {
  const { id } = request.params;
  const entry = await catalogue.get(id);
  if (entry !== null && (entry.status === 'published' || keyring.admits(request))) return entry;
  throw noSuchArticle(id);
}
