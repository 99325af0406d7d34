import express, { type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import type { Revision } from '../../catalogue/editing.ts';
import { doerOf } from '../../editing/doer.ts';
import { reasonSchema } from '../../editing/edit-request.ts';
import { type AppError, asAppError } from '../../errors.ts';
import type { AppDeps } from '../app-deps.ts';
import type { CountWaiting } from '../count-waiting.ts';
import { pageSchema, readQuery } from '../list-query.ts';
import { headersOf } from '../problem.ts';
import { hrefOf, nameOf } from './card.ts';
import { askForKey, type KeyDeps } from './key-form.ts';
import { type Pagination, paginate } from './paginate.ts';
import { renderPage } from './render.ts';
import { type RevisionView, revisionView } from './revision-view.ts';

type HistoryDeps = Pick<AppDeps, 'catalogue' | 'editor'> & KeyDeps & { readonly waiting: CountWaiting };

const PER_PAGE = 20;
const readForm = express.urlencoded({ extended: false, limit: '16kb', parameterLimit: 20 });
const querySchema = z.object({
  page: pageSchema,
  undone: z.string().optional().catch(undefined),
  deleted: z.string().optional(),
});
const formSchema = z.object({
  number: z.coerce.number().int().min(1),
  seen: z.coerce.number().int().min(1).optional(),
  page: pageSchema,
  by: z.string().trim().max(80).optional(),
  reason: reasonSchema,
});

/** What the template `history` is given. */
interface HistoryView {
  readonly name: string;
  /** Null: the entry is gone. */
  readonly href: string | null;
  readonly undo: string;
  /** The version that an undoing is of; null where the entry is gone. */
  readonly seen: number | null;
  readonly revisions: readonly RevisionView[];
  readonly total: number;
  /** Of the history. */
  readonly pageNumber: number;
  readonly pagination: Pagination | null;
  readonly error: Pick<AppError, 'message' | 'hint'> | null;
  /** What was done last. */
  readonly done: string | null;
}

/** `GET /articles/{id}/history`: what became of an entry, newest first, for who has a key. */
export function showHistory(deps: HistoryDeps): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const { page, ...query } = readQuery(request.query, querySchema);
    const { id } = request.params;
    if (!deps.keyring.admits(request)) return askForKey(deps, response, doorOf(id));
    await sendHistory(deps, request, response, { page, done: doneOf(query) });
  };
}

/** `POST /articles/{id}/undo`: undoes one change; 303 to the history, or the history with what was in the way. */
export function receiveUndo(deps: HistoryDeps): readonly RequestHandler<{ id: string }>[] {
  return [
    readForm as RequestHandler<{ id: string }>,
    async (request, response) => {
      const { id } = request.params;
      if (!deps.keyring.admits(request)) return askForKey(deps, response, doorOf(id));
      const { number, seen, page, by, reason } = readQuery(request.body ?? {}, formSchema);
      try {
        await deps.editor.undo(id, number, { by: doerOf(by), reason, seen });
        response.redirect(303, `${hrefOf(id)}/history?undone=${number}`);
      } catch (thrown) {
        const error = asAppError(thrown);
        if (error.status >= 500 || error.status === 404) throw error;
        await sendHistory(deps, request, response, { page, error });
      }
    },
  ];
}

function doneOf({ undone = '', deleted }: Omit<z.infer<typeof querySchema>, 'page'>): string | null {
  if (/^\d{1,9}$/.test(undone)) return `No. ${undone} is undone.`;
  return deleted === undefined ? null : 'The article is deleted. To undo that brings it back.';
}

function doorOf(id: string) {
  return { title: 'History', path: `${hrefOf(id)}/history` };
}

async function sendHistory(
  { catalogue, editor, waiting }: HistoryDeps,
  request: Request<{ id: string }>,
  response: Response,
  { page, error, done = null }: { readonly page: number; readonly error?: AppError; readonly done?: string | null },
): Promise<void> {
  const { id } = request.params;
  const history = await editor.history(id, page, PER_PAGE);
  const entry = await catalogue.get(id);
  // What is gone is brought back first, by its last revision; what is here was brought back.
  const isOpen = ({ number, what }: Pick<Revision, 'number' | 'what'>) =>
    entry === null ? number === history.total : what !== 'deleted';
  const view: HistoryView = {
    name: entry === null ? 'An article that is gone' : nameOf(entry),
    href: entry === null ? null : hrefOf(id),
    undo: `${hrefOf(id)}/undo`,
    seen: entry?.version ?? null,
    revisions: history.items.map((revision) => {
      const shown = revisionView(revision);
      return { ...shown, canUndo: shown.canUndo && isOpen(revision) };
    }),
    ...{ total: history.total, pageNumber: history.page, pagination: paginate(history, `${hrefOf(id)}/history`) },
    ...{ error: error ?? null, done },
  };
  const title = `History of ${view.name}`;
  const head = { title: error === undefined ? title : `Error: ${title}`, waiting: await waiting(request) };
  response.set({ 'cache-control': 'no-store', ...(error && headersOf(error)) });
  response.status(error?.status ?? 200).send(renderPage('history', head, view));
}
