import type { RequestHandler } from 'express';
import type { Entry } from '../../catalogue/entry.ts';
import type { AppDeps } from '../app-deps.ts';
import { visibleEntry } from '../article-routes.ts';
import type { Keyring } from '../keyring.ts';
import { type Card, cardOf } from './card.ts';
import { renderPage } from './render.ts';

/** `/articles/{id}`: one summary, each claim with the passages of the article that back it. */
export function showArticle(deps: Pick<AppDeps, 'catalogue'>, keyring: Keyring): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const entry = await visibleEntry(request, deps, keyring);
    const card = cardOf(entry);
    response.send(renderPage('article', { title: card.title }, viewOf(entry, card)));
  };
}

interface Claim {
  readonly text: string;
  readonly quotes: readonly string[];
  /** What the article does not bear out. */
  readonly issues: readonly string[];
}

/** What the template `article` is given. */
interface ArticleView {
  readonly card: Card;
  readonly line: Claim;
  readonly bullets: readonly Claim[];
  readonly keywords: readonly string[];
  /** How many claims the article bears out, of how many; null when none were checked. */
  readonly backed: { readonly supported: number; readonly claims: number } | null;
  readonly provenance: readonly { readonly name: string; readonly value: string }[];
  readonly api: string;
  readonly text: string;
}

function viewOf(entry: Entry, card: Card): ArticleView {
  const { summary, evidence } = entry;
  const claim = (ref: string, text: string): Claim => {
    const found = evidence.find(({ claim }) => claim === ref);
    return {
      text,
      quotes: found?.spans.map(({ quote }) => quote) ?? [],
      issues: found?.issues.map(({ message }) => message) ?? [],
    };
  };
  const api = `/v1/articles/${encodeURIComponent(entry.id)}`;
  return {
    card,
    line: claim('whyItMatters', summary.whyItMatters),
    bullets: summary.bullets.map((bullet, index) => claim(`bullets/${index}`, bullet)),
    keywords: summary.keywords,
    backed:
      evidence.length === 0
        ? null
        : { supported: evidence.filter(({ supported }) => supported).length, claims: evidence.length },
    provenance: provenanceOf(entry),
    api,
    text: `${api}/text`,
  };
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
