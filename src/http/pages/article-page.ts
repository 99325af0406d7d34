import type { RequestHandler } from 'express';
import { type Entry, IMPORTED } from '../../catalogue/entry.ts';
import { AppError } from '../../errors.ts';
import type { AppDeps } from '../app-deps.ts';
import { visibleEntry } from '../article-routes.ts';
import type { CountWaiting } from '../count-waiting.ts';
import type { Keyring } from '../keyring.ts';
import { siteAddress } from '../site-address.ts';
import { articleHead } from './article-head.ts';
import { type Card, cardOf } from './card.ts';
import { type ClaimView, claimsOf, withoutAdvice } from './claims.ts';
import { type ProvenanceRow, provenanceRows } from './provenance-rows.ts';
import { renderPage } from './render.ts';
import type { DecideView } from './review-view.ts';

type ArticlePageDeps = Pick<AppDeps, 'catalogue' | 'reading' | 'provider' | 'settings'> & {
  readonly keyring: Keyring;
  readonly waiting: CountWaiting;
};

/** Related posts that are shown. */
const MOST_RELATED = 5;
/** Characters shown to each side of a passage. */
const AROUND = 90;

/** `/articles/{id}`: one summary, each claim with the passages of the article that back it, and what is about the same. */
export function showArticle(deps: ArticlePageDeps): RequestHandler<{ id: string }> {
  const { catalogue, reading, keyring, settings } = deps;
  return async (request, response) => {
    const entry = await visibleEntry(request, { catalogue }, keyring);
    const words = (await reading.wordCounts([entry.id])).get(entry.id);
    const card = cardOf(entry, { words });
    const mayReview = keyring.admits(request);
    const forReviewers = mayReview && (keyring.guarded || entry.provenance.dropped.length > 0);
    if (card.needsReview || forReviewers) response.setHeader('cache-control', 'no-store');
    // Readers came for the article: they get it also while too many search at once.
    const related = await reading.related(entry.id, MOST_RELATED).catch(unlessOverloaded);
    const head = articleHead(entry, card, siteAddress(request, settings));
    const page = card.needsReview ? { title: head.title } : head;
    const text = await catalogue.text(entry.id);
    const canRedraft = deps.provider.name !== 'extractive';
    const view = viewOf(entry, { card, text, related, mayReview, canRedraft });
    response.send(renderPage('article', { ...page, waiting: await deps.waiting(request) }, view));
  };
}

function unlessOverloaded(error: unknown): readonly Entry[] {
  if (error instanceof AppError && error.retryable) return [];
  throw error;
}

/** What the template `article` is given. */
interface ArticleView {
  readonly card: Card;
  readonly line: ClaimView;
  readonly bullets: readonly ClaimView[];
  readonly decide: DecideView | null;
  /** What whoever may can do with it. */
  readonly manage: ManageView | null;
  readonly keywords: readonly string[];
  /** How many claims the article bears out, of how many; null when none were checked. */
  readonly backed: { readonly supported: number; readonly claims: number } | null;
  readonly provenance: readonly ProvenanceRow[];
  readonly related: readonly Card[];
  readonly api: string;
  /** Null: the text is not kept. */
  readonly text: string | null;
}

/** What the template `manage` is given: where the forms and the links lead to. */
interface ManageView {
  readonly edit: string;
  readonly history: string;
  /** Null: there is no text to draft from, or no model to do better. */
  readonly resummarise: string | null;
  /** Null: what waits for review is rejected instead. */
  readonly remove: string | null;
  /** The version that is shown. */
  readonly seen: number;
}

interface Shown {
  readonly card: Card;
  readonly text: string | null;
  readonly related: readonly Entry[];
  readonly mayReview: boolean;
  /** Whether there is a model to draft anew with. */
  readonly canRedraft: boolean;
}

function viewOf(entry: Entry, { card, text, related, mayReview, canRedraft }: Shown): ArticleView {
  const { summary, evidence, provenance } = entry;
  const { line, bullets } = claimsOf(entry, text, AROUND);
  const api = `/v1/articles/${encodeURIComponent(entry.id)}`;
  return {
    card,
    ...(mayReview ? { line, bullets } : { line: withoutAdvice(line), bullets: bullets.map(withoutAdvice) }),
    decide: card.needsReview ? { id: entry.id, title: card.name, seen: entry.updatedAt, page: 1 } : null,
    manage: mayReview ? manageOf(entry, card, canRedraft && text !== null) : null,
    keywords: summary.keywords,
    backed:
      evidence.length === 0
        ? null
        : { supported: evidence.filter(({ supported }) => supported).length, claims: evidence.length },
    provenance: provenanceRows(entry, mayReview),
    related: related.map((other) => cardOf(other)),
    api,
    text: provenance.provider === IMPORTED ? null : `${api}/text`,
  };
}

function manageOf({ version }: Entry, { href, needsReview }: Card, canRedraft: boolean): ManageView {
  return {
    ...{ edit: `${href}/edit`, history: `${href}/history`, seen: version },
    resummarise: canRedraft ? `${href}/resummarise` : null,
    remove: needsReview ? null : `${href}/delete`,
  };
}
