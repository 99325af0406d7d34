import express, { type Request, type RequestHandler, type Response } from 'express';
import { editableContent } from '../../catalogue/editable-content.ts';
import { doerOf } from '../../editing/doer.ts';
import { EditConflictError } from '../../editing/edit-error.ts';
import { checkEdit } from '../../editing/edit-request.ts';
import { AppError, asAppError } from '../../errors.ts';
import type { AppDeps } from '../app-deps.ts';
import { visibleEntry } from '../article-routes.ts';
import type { CountWaiting } from '../count-waiting.ts';
import { headersOf } from '../problem.ts';
import { hrefOf } from './card.ts';
import { type EditForm, readEditForm, rebase, requestOf } from './edit-form.ts';
import { type EditState, editView } from './edit-view.ts';
import { askForKey, type KeyDeps } from './key-form.ts';
import { renderPage } from './render.ts';

type EditPageDeps = Pick<AppDeps, 'catalogue' | 'editor' | 'vocabulary' | 'log'> &
  KeyDeps & { readonly waiting: CountWaiting };

const readForm = express.urlencoded({ extended: false, limit: '128kb', parameterLimit: 300 });
const TITLE = 'Edit';

/** `GET /articles/{id}/edit`: the fields of an entry, for who has a key. */
export function showEditForm(deps: EditPageDeps): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const { id } = request.params;
    if (!deps.keyring.admits(request)) return askForKey(deps, response, { title: TITLE, path: `${hrefOf(id)}/edit` });
    const entry = await visibleEntry(request, deps, deps.keyring);
    const content = editableContent(entry);
    const form = { content, base: content, seen: entry.version, unlock: [], reason: '', by: '' };
    await sendForm(deps, request, response, { form, locked: entry.locked });
  };
}

/**
 * `POST /articles/{id}/edit`: 303 to the page of the article; or the form again with all that was typed, and what is wrong
 * with it. 412 where the entry changed meanwhile: the form then stands on what it has become, and shows that beside.
 */
export function receiveEdit(deps: EditPageDeps): readonly RequestHandler<{ id: string }>[] {
  return [
    readForm as RequestHandler<{ id: string }>,
    async (request, response) => {
      const { id } = request.params;
      const form = readEditForm(request.body);
      if (form === null) throw brokenForm();
      try {
        admit(deps, request, response);
      } catch (thrown) {
        const error = asAppError(thrown);
        return sendForm(deps, request, response, { form, locked: [], error, needsKey: true });
      }
      try {
        const shown = (await deps.catalogue.get(id))?.summary.bullets;
        const { reason, ...edit } = checkEdit(requestOf(form), deps.vocabulary, shown);
        await deps.editor.edit(id, edit, { by: doerOf(form.by), reason, seen: form.seen });
        response.redirect(303, hrefOf(id));
      } catch (thrown) {
        const error = asAppError(thrown);
        if (error.status >= 500 || error.status === 404) throw error;
        const entry = error instanceof EditConflictError ? error.entry : await deps.catalogue.get(id);
        if (entry === null) throw error;
        if (entry.version === form.seen)
          return sendForm(deps, request, response, { form, locked: entry.locked, error });
        const now = editableContent(entry);
        const anew = rebase(form, now, entry.version);
        const theirs = { fields: anew.theirs, now };
        await sendForm(deps, request, response, { form: anew.form, locked: entry.locked, error, theirs });
      }
    },
  ];
}

/** By the session, or by a key that was typed into the form once the session was over. */
function admit({ keyring, session }: KeyDeps, request: Request<{ id: string }>, response: Response): void {
  if (keyring.admits(request)) return;
  const { key } = request.body as { key?: unknown };
  const given = typeof key === 'string' ? key.trim() : undefined;
  keyring.require(given);
  if (given !== undefined) session.open(response, given);
}

async function sendForm(
  deps: EditPageDeps,
  request: Request<{ id: string }>,
  response: Response,
  state: Omit<EditState, 'id' | 'tags'> & { readonly form: EditForm },
): Promise<void> {
  const { error } = state;
  const view = editView({ ...state, id: request.params.id, tags: deps.vocabulary.tags });
  const page = { title: error === undefined ? TITLE : `Error: ${TITLE}`, waiting: await deps.waiting(request) };
  response.set({ 'cache-control': 'no-store', ...(error && headersOf(error)) });
  response.status(error?.status ?? 200).send(renderPage('edit', page, view));
}

function brokenForm(): AppError {
  return new AppError('The form did not arrive whole', {
    code: 'malformed-form',
    status: 400,
    hint: 'Go back, open the page of the article anew, and send it again.',
  });
}
