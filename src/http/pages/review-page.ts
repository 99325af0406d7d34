import express, { type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import type { Entry } from '../../catalogue/entry.ts';
import { AppError, asAppError } from '../../errors.ts';
import { checkReview } from '../../review.ts';
import type { AppDeps } from '../app-deps.ts';
import type { CountWaiting } from '../count-waiting.ts';
import type { Keyring } from '../keyring.ts';
import { pageSchema, readQuery } from '../list-query.ts';
import { headersOf } from '../problem.ts';
import type { ReviewSession } from '../review-session.ts';
import { type Card, cardOf } from './card.ts';
import { type ClaimView, claimsOf } from './claims.ts';
import { type Pagination, paginate } from './paginate.ts';
import { renderPage } from './render.ts';

type ReviewDeps = Pick<AppDeps, 'catalogue' | 'reviewer' | 'log'> & {
  readonly keyring: Keyring;
  readonly session: ReviewSession;
  readonly waiting: CountWaiting;
};

const PER_PAGE = 10;
/** Characters shown to each side of a passage, so that it can be judged without the article. */
const AROUND = 160;

const readForm = express.urlencoded({ extended: false, limit: '16kb', parameterLimit: 20 });
const formSchema = z.object({
  decision: z.string().optional(),
  reason: z.string().optional(),
  seen: z.string().max(40).optional(),
  page: pageSchema,
  key: z.string().trim().optional(),
});
const querySchema = z.object({ page: pageSchema, published: z.string().optional(), rejected: z.string().optional() });

/** `GET /review`: what waits for a person, newest first, each with its evidence and a form to decide by. */
export function showReview(deps: ReviewDeps): RequestHandler {
  return async (request, response) => {
    const { page, published, rejected } = readQuery(request.query, querySchema);
    if (!deps.keyring.admits(request)) return askForKey(deps, response, null);
    await sendList(deps, request, response, { page, done: await doneOf(deps, published, rejected) });
  };
}

/** `POST /review`: the key, once; 303 to the list. */
export function receiveKey(deps: ReviewDeps): readonly RequestHandler[] {
  return [
    readForm,
    (request, response) => {
      const { key } = readQuery(request.body ?? {}, formSchema);
      try {
        deps.keyring.require(key);
      } catch (thrown) {
        return askForKey(deps, response, asAppError(thrown));
      }
      if (deps.keyring.guarded && key !== undefined) deps.session.open(response, key);
      response.redirect(303, '/review');
    },
  ];
}

/** `POST /review/{id}`: carries a decision out; 303 to the list it was taken on, or that list with what was wrong. */
export function receiveDecision(deps: ReviewDeps): readonly RequestHandler<{ id: string }>[] {
  return [
    readForm as RequestHandler<{ id: string }>,
    async (request, response) => {
      const { decision, reason, seen, page } = readQuery(request.body ?? {}, formSchema);
      if (!deps.keyring.admits(request)) return askForKey(deps, response, sessionOver());
      try {
        const entry = await deps.reviewer.decide(request.params.id, checkReview({ decision, reason }), { seen });
        const to = new URLSearchParams(entry === null ? { rejected: 'yes' } : { published: entry.id });
        if (page > 1) to.set('page', String(page));
        response.redirect(303, `/review?${to}`);
      } catch (thrown) {
        const error = asAppError(thrown);
        if (error.status >= 500) throw error;
        await sendList(deps, request, response, { page, error });
      }
    },
  ];
}

/** What the template `decide` is given. */
export interface DecideView {
  readonly id: string;
  readonly title: string;
  /** When the entry last changed, as far as whoever decides has seen. */
  readonly seen: string;
  /** Page of the list to come back to. */
  readonly page: number;
}

interface EntryView {
  readonly card: Card;
  readonly line: ClaimView;
  readonly bullets: readonly ClaimView[];
  readonly unbacked: number;
  readonly claims: number;
  readonly writtenBy: string;
  readonly decide: DecideView;
}

/** What the template `review` is given. */
interface ReviewView {
  /** Null: a key is needed first. */
  readonly entries: readonly EntryView[] | null;
  readonly total: number;
  readonly pagination: Pagination | null;
  readonly error: Pick<AppError, 'message' | 'hint'> | null;
  /** What was decided last; `href` null: a rejection. */
  readonly done: Done | null;
}

interface Done {
  readonly href: string | null;
  readonly title: string;
}

interface Shown {
  readonly page: number;
  readonly error?: AppError;
  readonly done?: Done | null;
}

async function sendList(
  { catalogue, waiting }: ReviewDeps,
  request: Request<object>,
  response: Response,
  { page, error, done = null }: Shown,
): Promise<void> {
  const found = await catalogue.list({ status: 'needs-review', sort: 'newest', page, perPage: PER_PAGE });
  const view: ReviewView = {
    entries: await Promise.all(
      found.items.map(async (entry) => viewOf(entry, await catalogue.text(entry.id), found.page)),
    ),
    total: found.total,
    pagination: paginate(found, '/review'),
    error: error ?? null,
    done,
  };
  const title = found.page > 1 ? `Review, page ${found.page}` : 'Review';
  const head = {
    title: error === undefined ? title : `Error: ${title}`,
    here: 'review',
    waiting: await waiting(request),
  } as const;
  response.set({ 'cache-control': 'no-store', ...(error && headersOf(error)) });
  response.status(error?.status ?? 200).send(renderPage('review', head, view));
}

function viewOf(entry: Entry, text: string | null, page: number): EntryView {
  const card = cardOf(entry);
  const { evidence, provenance } = entry;
  return {
    card,
    ...claimsOf(entry, text, AROUND),
    unbacked: evidence.filter(({ supported }) => !supported).length,
    claims: evidence.length,
    writtenBy: card.extractive ? 'Extracted without a model' : `Written by ${provenance.model}`,
    decide: { id: entry.id, title: card.name, seen: entry.updatedAt, page },
  };
}

/** Says nothing of whether there is anything to see. */
function askForKey({ keyring }: ReviewDeps, response: Response, error: AppError | null): void {
  const view: ReviewView = { entries: null, total: 0, pagination: null, error, done: null };
  const title = error === null ? 'Review' : 'Error: Review';
  const status = error?.status ?? (keyring.guarded ? 401 : 200);
  if (status === 401) response.setHeader('www-authenticate', 'Bearer realm="upshot"');
  response.setHeader('cache-control', 'no-store');
  response.status(status).send(renderPage('review', { title, here: 'review' }, view));
}

async function doneOf(
  { catalogue }: ReviewDeps,
  published: string | undefined,
  rejected: string | undefined,
): Promise<Done | null> {
  if (rejected !== undefined) return { href: null, title: '' };
  const entry = published === undefined ? null : await catalogue.get(published);
  return entry?.status === 'published' ? { href: cardOf(entry).href, title: cardOf(entry).name } : null;
}

function sessionOver(): AppError {
  return new AppError('Your session is over, and nothing was decided', {
    code: 'key-required',
    status: 401,
    hint: 'Give a key, then decide again.',
  });
}
