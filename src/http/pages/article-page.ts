import type { RequestHandler } from 'express';
import type { Entry } from '../../catalogue/entry.ts';
import type { AppDeps } from '../app-deps.ts';
import { visibleEntry } from '../article-routes.ts';
import type { CountWaiting } from '../count-waiting.ts';
import type { Keyring } from '../keyring.ts';
import { type Card, cardOf } from './card.ts';
import { type ClaimView, claimsOf } from './claims.ts';
import { renderPage } from './render.ts';
import type { DecideView } from './review-page.ts';

/** `/articles/{id}`: one summary, each claim with the passages of the article that back it. */
export function showArticle({ catalogue, keyring, waiting }: ArticlePageDeps): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const entry = await visibleEntry(request, { catalogue }, keyring);
    const card = cardOf(entry);
    const mayReview = keyring.admits(request);
    const forReviewers = card.needsReview || (mayReview && entry.provenance.dropped.length > 0);
    if (forReviewers) response.setHeader('cache-control', 'no-store');
    const page = { title: card.title, waiting: await waiting(request) };
    response.send(renderPage('article', page, viewOf(entry, card, await catalogue.text(entry.id), mayReview)));
  };
}

type ArticlePageDeps = Pick<AppDeps, 'catalogue'> & { readonly keyring: Keyring; readonly waiting: CountWaiting };

/** What the template `article` is given. */
interface ArticleView {
  readonly card: Card;
  readonly line: ClaimView;
  readonly bullets: readonly ClaimView[];
  readonly decide: DecideView | null;
  readonly keywords: readonly string[];
  /** How many claims the article bears out, of how many; null when none were checked. */
  readonly backed: { readonly supported: number; readonly claims: number } | null;
  readonly provenance: readonly { readonly name: string; readonly value: string }[];
  readonly api: string;
  readonly text: string;
}

function viewOf(entry: Entry, card: Card, text: string | null, mayReview: boolean): ArticleView {
  const { summary, evidence } = entry;
  const api = `/v1/articles/${encodeURIComponent(entry.id)}`;
  return {
    card,
    ...claimsOf(entry, text),
    decide: card.needsReview ? { id: entry.id, title: card.title, seen: entry.updatedAt, page: 1 } : null,
    keywords: summary.keywords,
    backed:
      evidence.length === 0
        ? null
        : { supported: evidence.filter(({ supported }) => supported).length, claims: evidence.length },
    provenance: [...provenanceOf(entry), ...droppedOf(entry, mayReview)],
    api,
    text: `${api}/text`,
  };
}

/** What the summary goes without: in full for whoever may review, for others only how much. */
function droppedOf({ provenance: { dropped } }: Entry, mayReview: boolean): ArticleView['provenance'] {
  if (dropped.length === 0) return [];
  if (!mayReview)
    return [{ name: 'Left out', value: dropped.length === 1 ? 'one bullet' : `${dropped.length} bullets` }];
  return dropped.map(({ claim, issues }) => ({
    name: 'Left out',
    value: [claim, ...issues.map(({ message }) => message)].filter((part) => part !== null).join(' – '),
  }));
}

const count = new Intl.NumberFormat('en-GB');

function provenanceOf({ provenance, updatedAt }: Entry): ArticleView['provenance'] {
  const { provider, model, prompt, calls, repairs, inputTokens, outputTokens, costUsd, durationMs } = provenance;
  const asked = calls > 0 && provider !== 'extractive';
  const rows: [name: string, value: string | null][] = [
    ['Written by', provider === 'extractive' ? 'extraction, without a model' : `${model}, by way of ${provider}`],
    ['Prompt', prompt],
    ['Calls', asked ? `${calls}${repairs > 0 ? `, ${repairs} of them to mend a draft` : ''}` : null],
    ['Tokens', asked ? `${count.format(inputTokens)} in, ${count.format(outputTokens)} out` : null],
    ['Cost', asked ? (costUsd === null ? 'unknown' : `US$ ${costUsd.toFixed(4)}`) : null],
    ['Took', durationMs < 1000 ? `${durationMs} ms` : `${(durationMs / 1000).toFixed(1)} s`],
    ['Last changed', `${updatedAt.slice(0, 16).replace('T', ' ')} UTC`],
  ];
  return rows.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
}
