import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { type Entry, presentEntry } from '../catalogue/entry.ts';
import { checkEdit, reasonSchema } from '../editing/edit-request.ts';
import type { Deed } from '../editing/editor.ts';
import { AppError } from '../errors.ts';
import type { AppDeps } from './app-deps.ts';
import { clientSignal } from './client-signal.ts';
import { editorName } from './editor-name.ts';
import { entryTag, versionMeant } from './entry-tag.ts';
import type { Keyring } from './keyring.ts';
import { linkHeader } from './link-header.ts';
import { pageSchema, perPageSchema, readQuery } from './list-query.ts';

type EditDeps = Pick<AppDeps, 'catalogue' | 'editor' | 'settings' | 'vocabulary'>;

export const revisionQuerySchema = z.strictObject({ page: pageSchema, perPage: perPageSchema });
export const reasonBodySchema = z.strictObject({ reason: reasonSchema }).meta({ id: 'Reason' });

/** `PATCH /v1/articles/{id}`: 200 with the entry as it then is. */
export function patchArticle(deps: EditDeps): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const shown = (await deps.catalogue.get(request.params.id))?.summary.bullets;
    const { reason, ...edit } = checkEdit(request.body, deps.vocabulary, shown);
    sendEntry(response, await deps.editor.edit(request.params.id, edit, await deedOf(request, reason, deps)), deps);
  };
}

/** `DELETE /v1/articles/{id}`: 204. */
export function deleteArticle(deps: EditDeps): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const { reason } = readQuery(request.query, reasonBodySchema);
    await deps.editor.remove(request.params.id, await deedOf(request, reason, deps));
    response.status(204).end();
  };
}

/** `GET /v1/articles/{id}/revisions`: newest first, for who may see what is not published. */
export function listRevisions({ editor, settings }: EditDeps, keyring: Keyring): RequestHandler<{ id: string }> {
  return async (request, response) => {
    if (!keyring.admits(request)) keyring.requireOf(request);
    const { page, perPage } = readQuery(request.query, revisionQuerySchema);
    const { id } = request.params;
    const history = await editor.history(id, page, perPage);
    const address = `${settings.publicUrl ?? ''}/v1/articles/${encodeURIComponent(id)}/revisions`;
    response.setHeader('cache-control', 'no-store');
    response.setHeader('link', linkHeader(address, request.query, history));
    response.json(history);
  };
}

/** `POST /v1/articles/{id}/revisions/{number}/undo`: 200 with the entry as it then is. */
export function postUndo(deps: EditDeps): RequestHandler<{ id: string; number: string }> {
  return async (request, response) => {
    const { id, number } = request.params;
    const deed = await deedOf(request, readReason(request.body), deps);
    if (!/^\d{1,9}$/.test(number)) throw noSuchRevision(number);
    sendEntry(response, await deps.editor.undo(id, Number(number), deed), deps);
  };
}

/** `POST /v1/articles/{id}/resummarise`: 200 with the entry, or with the one that now waits to replace it. */
export function postResummarise(deps: EditDeps & Pick<AppDeps, 'resummariser'>): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const { id } = request.params;
    const { seen } = await deedOf(request, null, deps);
    const { entry } = await deps.resummariser.resummarise(id, clientSignal(response), { seen });
    sendEntry(response, entry, deps);
  };
}

async function deedOf(
  request: Request<{ id: string }>,
  reason: string | null,
  { catalogue }: Pick<AppDeps, 'catalogue'>,
): Promise<Deed> {
  const seen = await versionMeant(request, () => catalogue.get(request.params.id));
  return { by: editorName(request), reason, seen };
}

function sendEntry(response: Response, entry: Entry, { settings }: Pick<AppDeps, 'settings'>): void {
  response.setHeader('etag', entryTag(entry));
  response.json(presentEntry(entry, settings.publicUrl));
}

function readReason(body: unknown): string | null {
  const parsed = reasonBodySchema.safeParse(body);
  if (parsed.success) return parsed.data.reason;
  throw new AppError('The reason cannot be kept', {
    code: 'invalid-reason',
    status: 422,
    hint: 'Send {"reason": "..."} of at most 500 characters, or nothing.',
    errors: [{ detail: parsed.error.issues[0]?.message ?? 'it is wrong', pointer: '/reason' }],
  });
}

function noSuchRevision(number: string): AppError {
  return new AppError(`There is no revision “${number.slice(0, 20)}”`, {
    code: 'revision-not-found',
    status: 404,
    hint: 'Revisions are numbered from 1.',
  });
}
