import express, { type Request, type RequestHandler } from 'express';
import { z } from 'zod';
import { doerOf } from '../../editing/doer.ts';
import { reasonSchema } from '../../editing/edit-request.ts';
import { AppError } from '../../errors.ts';
import type { AppDeps } from '../app-deps.ts';
import { clientSignal } from '../client-signal.ts';
import { readQuery } from '../list-query.ts';
import { hrefOf } from './card.ts';
import { askForKey, type KeyDeps } from './key-form.ts';

type DeedDeps = Pick<AppDeps, 'editor' | 'resummariser'> & KeyDeps;
type Deed = RequestHandler<{ id: string }>;

const readForm = express.urlencoded({ extended: false, limit: '16kb', parameterLimit: 20 }) as Deed;
const formSchema = z.object({
  /** The version of the entry that the page showed. */
  seen: z.coerce.number().int().min(1).optional(),
  by: z.string().trim().max(80).optional(),
  reason: reasonSchema,
});

/** `POST /articles/{id}/delete`: 303 to the history of the article, where this can be undone. */
export function receiveDelete(deps: DeedDeps): readonly Deed[] {
  return [
    readForm,
    async (request, response) => {
      const { id } = request.params;
      if (!deps.keyring.admits(request)) return askForKey(deps, response, doorOf(request), sessionOver());
      const { seen, by, reason } = readQuery(request.body ?? {}, formSchema);
      await deps.editor.remove(id, { by: doerOf(by), reason, seen });
      response.redirect(303, `${hrefOf(id)}/history?deleted=yes`);
    },
  ];
}

/** `POST /articles/{id}/resummarise`: drafts the summary anew; 303 to it, or to the draft that waits to take its place. */
export function receiveResummarise(deps: DeedDeps): readonly Deed[] {
  return [
    readForm,
    async (request, response) => {
      if (!deps.keyring.admits(request)) return askForKey(deps, response, doorOf(request), sessionOver());
      const { seen } = readQuery(request.body ?? {}, formSchema);
      const { entry } = await deps.resummariser.resummarise(request.params.id, clientSignal(response), { seen });
      response.redirect(303, hrefOf(entry.id));
    },
  ];
}

function doorOf({ params }: Request<{ id: string }>) {
  return { title: 'The key, once more', path: hrefOf(params.id) };
}

function sessionOver(): AppError {
  return new AppError('Your session is over, and nothing was done', {
    code: 'key-required',
    status: 401,
    hint: 'Give a key, and the article is shown again.',
  });
}
