import express, { type RequestHandler } from 'express';
import { articleFormats, MAX_ARTICLE_BYTES } from '../../article/article.ts';
import { checkArticleRequest } from '../../article/article-request.ts';
import { type AppError, asAppError } from '../../errors.ts';
import { articleOf } from '../../fetching/fetch-article.ts';
import type { AppDeps } from '../app-deps.ts';
import { clientSignal } from '../client-signal.ts';
import type { CountWaiting } from '../count-waiting.ts';
import type { Keyring } from '../keyring.ts';
import { headersOf } from '../problem.ts';
import type { ReviewSession } from '../review-session.ts';
import { renderPage } from './render.ts';
import { toldInForm, wrongAt } from './told-in-form.ts';

type SubmitDeps = Pick<AppDeps, 'summariser' | 'fetcher' | 'vocabulary' | 'provider' | 'log'> & {
  readonly keyring: Keyring;
  readonly session: ReviewSession;
  readonly waiting: CountWaiting;
};

/** A form percent-encodes what it sends: three bytes for one, at the worst. */
const readForm = express.urlencoded({ extended: false, limit: 3 * MAX_ARTICLE_BYTES + 64 * 1024, parameterLimit: 300 });

const textFields = ['text', 'title', 'url', 'source'] as const;

/** How long a person waits for pages of the same host that are fetched for others, in milliseconds. */
const PATIENCE_MS = 30_000;

/** `GET /submit`: the form. */
export function showForm(deps: SubmitDeps): RequestHandler {
  return async (request, response) => {
    response.send(renderForm(deps, await deps.waiting(request), emptyForm, null));
  };
}

/**
 * `POST /submit`: 303 to the page of the article, or the form again with all that was typed, what was wrong with it and what
 * to do. The key alone has to be typed again. Whoever had a key may then see an article that waits for review.
 */
export function receiveForm(deps: SubmitDeps): readonly RequestHandler[] {
  return [
    readForm,
    async (request, response) => {
      const { form, key } = readFields(request.body);
      try {
        deps.keyring.require(key);
        const signal = clientSignal(response);
        const { fetcher } = deps;
        const sent = checkArticleRequest(inputOf(form));
        const article = await articleOf(sent, { fetcher, signal, byHand: true, patienceMs: PATIENCE_MS });
        const { entry } = await deps.summariser.summarise(article, signal);
        if (entry.status === 'needs-review' && key !== undefined && deps.keyring.guarded)
          deps.session.open(response, key);
        response.redirect(303, `/articles/${encodeURIComponent(entry.id)}`);
      } catch (thrown) {
        const error = asAppError(thrown);
        if (response.closed) return;
        if (error.status >= 500) deps.log.warn({ err: error, path: '/submit' }, error.message);
        response
          .set(headersOf(error))
          .status(error.status)
          .send(renderForm(deps, await deps.waiting(request), form, error));
      }
    },
  ];
}

interface Form {
  readonly text: string;
  readonly format: string;
  readonly title: string;
  readonly url: string;
  readonly source: string;
  readonly tags: readonly string[];
}

const emptyForm: Form = { text: '', format: '', title: '', url: '', source: '', tags: [] };

function readFields(body: unknown): { form: Form; key: string | undefined } {
  const fields = new Map(Object.entries(typeof body === 'object' && body !== null ? body : {}));
  const all = (name: string): string[] => [fields.get(name) ?? []].flat().map(String);
  const first = (name: string) => all(name)[0] ?? '';
  const tags = all('tags').flatMap((value) => value.split(',').map((tag) => tag.trim()));
  return {
    form: {
      text: first('text'),
      format: first('format'),
      title: first('title'),
      url: first('url').trim(),
      source: first('source'),
      tags: tags.filter((tag) => tag !== ''),
    },
    key: first('key').trim() || undefined,
  };
}

/** A field left empty says nothing. The text must be there, or else the address that it is fetched from. */
function inputOf({ text, tags, ...rest }: Form): unknown {
  const isFetched = text.trim() === '' && rest.url !== '';
  const given = Object.entries(rest).filter(([, value]) => value.trim() !== '');
  return { ...Object.fromEntries(given), ...(isFetched ? {} : { text }), ...(tags.length === 0 ? {} : { tags }) };
}

function renderForm(deps: SubmitDeps, waiting: number, form: Form, error: AppError | null): string {
  const errors = error?.errors ?? [];
  return renderPage(
    'submit',
    { title: error === null ? 'Add an article' : 'Error: Add an article', here: 'submit', waiting },
    {
      form,
      error: error && { ...toldInForm(error), key: /^key-/.test(error.code) },
      wrong: Object.fromEntries(
        [...textFields, 'format', 'tags'].map((field) => [field, wrongAt(`/${field}`, errors)]),
      ),
      formats: articleFormats,
      tags: deps.vocabulary.tags.map(({ id, name }) => ({ id, name, checked: form.tags.includes(id) })),
      guarded: deps.keyring.guarded,
      extractive: deps.provider.name === 'extractive',
    },
  );
}
