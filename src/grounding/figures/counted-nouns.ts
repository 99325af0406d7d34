import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { conceptOf } from '../lexicon.ts';
import type { Figure } from './figures.ts';

/** Concepts of the first two content words behind a figure: what it most likely counts. */
export function nounsAfter({ end }: Figure, words: Claim['words'], index?: ArticleIndex): Set<string> {
  const from = index ? index.wordAt(end) : words.findIndex(({ start }) => start >= end);
  if (from < 0) return new Set();
  const next = words.slice(from, from + 4).filter(({ content }) => content);
  return new Set(next.slice(0, 2).map(({ stem }) => conceptOf(stem)));
}
