import express, { type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { doerOf } from '../../editing/doer.ts';
import { AppError, asAppError } from '../../errors.ts';
import { checkReview } from '../../review.ts';
import type { AppDeps } from '../app-deps.ts';
import type { CountWaiting } from '../count-waiting.ts';
import { pageSchema, readQuery } from '../list-query.ts';
import { headersOf } from '../problem.ts';
import { hrefOf, nameOf } from './card.ts';
import { askForKey, type KeyDeps } from './key-form.ts';
import { type Pagination, paginate } from './paginate.ts';
import { renderPage } from './render.ts';
import { editsOf, type ReviewEntryView, reviewEntryView, type TypedReview } from './review-view.ts';
import { type ToldError, toldInForm } from './told-in-form.ts';

type ReviewDeps = Pick<AppDeps, 'catalogue' | 'reviewer' | 'vocabulary'> & KeyDeps & { readonly waiting: CountWaiting };

const PER_PAGE = 10;
const DOOR = { title: 'Review', here: 'review', path: '/review' } as const;

const readForm = express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 40 });
const typedText = z
  .string()
  .transform((text) => text.replace(/\s+/g, ' ').trim())
  .optional();
const formSchema = z.object({
  decision: z.string().optional(),
  reason: z.string().optional(),
  by: z.string().trim().max(80).optional(),
  seen: z.string().max(40).optional(),
  page: pageSchema,
  whyItMatters: typedText,
  bullets: z
    .union([z.string(), z.array(z.string())])
    .transform((typed) => [typed].flat().map((text) => text.replace(/\s+/g, ' ').trim()))
    .optional(),
});
const querySchema = z.object({ page: pageSchema, published: z.string().optional(), rejected: z.string().optional() });

/** `GET /review`: what waits for a person, newest first, each with its evidence and a form to mend it and decide by. */
export function showReview(deps: ReviewDeps): RequestHandler {
  return async (request, response) => {
    const { page, published, rejected } = readQuery(request.query, querySchema);
    if (!deps.keyring.admits(request)) return askForKey(deps, response, DOOR);
    await sendList(deps, request, response, { page, done: await doneOf(deps, published, rejected) });
  };
}

/**
 * `POST /review/{id}`: carries a decision out, with what was mended on the way; 303 to the list it was taken on, or that
 * list with what was wrong and all that was typed.
 */
export function receiveDecision(deps: ReviewDeps): readonly RequestHandler<{ id: string }>[] {
  return [
    readForm as RequestHandler<{ id: string }>,
    async (request, response) => {
      const { decision, reason, by, seen, page, whyItMatters, bullets } = readQuery(request.body ?? {}, formSchema);
      if (!deps.keyring.admits(request)) return askForKey(deps, response, DOOR, sessionOver());
      const { id } = request.params;
      const typed: TypedReview = { id, whyItMatters, bullets, by, reason };
      try {
        const entry = decision === 'accept' ? await deps.catalogue.get(id) : null;
        const edits =
          entry === null || entry.updatedAt !== (seen ?? entry.updatedAt) ? undefined : editsOf(entry, typed);
        const review = checkReview({ decision, reason, ...(edits && { edits }) }, deps.vocabulary);
        const published = await deps.reviewer.decide(id, review, { seen, by: doerOf(by) });
        const to = new URLSearchParams(published === null ? { rejected: 'yes' } : { published: published.id });
        if (page > 1) to.set('page', String(page));
        response.redirect(303, `/review?${to}`);
      } catch (thrown) {
        const error = asAppError(thrown);
        if (error.status >= 500) throw error;
        await sendList(deps, request, response, { page, error, typed });
      }
    },
  ];
}

/** What the template `review` is given. */
interface ReviewView {
  readonly entries: readonly ReviewEntryView[];
  readonly total: number;
  readonly pagination: Pagination | null;
  readonly error: ToldError | null;
  /** What was decided last; `href` null: a rejection. */
  readonly done: Done | null;
}

interface Done {
  readonly href: string | null;
  readonly title: string;
  /** How many of its claims the article still does not back. */
  readonly unbacked: number;
}

interface Shown {
  readonly page: number;
  readonly error?: AppError;
  readonly done?: Done | null;
  readonly typed?: TypedReview;
}

async function sendList(
  { catalogue, waiting }: ReviewDeps,
  request: Request<object>,
  response: Response,
  { page, error, typed, done = null }: Shown,
): Promise<void> {
  const found = await catalogue.list({ status: 'needs-review', sort: 'newest', page, perPage: PER_PAGE });
  const view: ReviewView = {
    entries: await Promise.all(
      found.items.map(async (entry) =>
        reviewEntryView(entry, await catalogue.text(entry.id), { page: found.page, typed, errors: error?.errors }),
      ),
    ),
    total: found.total,
    pagination: paginate(found, '/review'),
    error: error ? toldInForm(error) : null,
    done,
  };
  const title = found.page > 1 ? `Review, page ${found.page}` : 'Review';
  const head = {
    title: error === undefined ? title : `Error: ${title}`,
    here: DOOR.here,
    waiting: await waiting(request),
  };
  response.set({ 'cache-control': 'no-store', ...(error && headersOf(error)) });
  response.status(error?.status ?? 200).send(renderPage('review', head, view));
}

async function doneOf(
  { catalogue }: ReviewDeps,
  published: string | undefined,
  rejected: string | undefined,
): Promise<Done | null> {
  if (rejected !== undefined) return { href: null, title: '', unbacked: 0 };
  const entry = published === undefined ? null : await catalogue.get(published);
  if (entry?.status !== 'published') return null;
  const unbacked = entry.evidence.filter(({ supported }) => !supported).length;
  return { href: hrefOf(entry.id), title: nameOf(entry), unbacked };
}

function sessionOver(): AppError {
  return new AppError('Your session is over, and nothing was decided', {
    code: 'key-required',
    status: 401,
    hint: 'Give a key, then decide again.',
  });
}
