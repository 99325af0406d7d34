import type { Article } from '../../src/article/article.ts';
import { sentencesOf } from '../../src/article/sentences.ts';
import { wordsOf } from '../../src/article/words.ts';

const SENTENCES = 6;
const SIMILAR = 0.1; // the threshold of the paper
const DAMPING = 0.85;
const ROUNDS = 50;

/**
 * LexRank with threshold (Erkan and Radev 2004, "LexRank: Graph-based Lexical Centrality as Salience in Text
 * Summarization"), in article order. Written out, because the package of that name depends on packages that are
 * deprecated and made for Node 0.10.
 */
export function summarise(article: Article): string[] {
  const texts = sentencesOf(article).map(({ start, end }) => article.text.slice(start, end));
  const bags = texts.map((text) => wordsOf(text).flatMap(({ stem, content }) => (content ? [stem] : [])));
  const holders = new Map<string, number>();
  for (const bag of bags) for (const stem of new Set(bag)) holders.set(stem, (holders.get(stem) ?? 0) + 1);
  const vectors = bags.map((bag) => unit(bag, (stem) => Math.log(bags.length / (holders.get(stem) ?? 1))));
  const neighbours = vectors.map((a) => vectors.flatMap((b, index) => (cosine(a, b) > SIMILAR ? [index] : [])));
  const ranks = rank(neighbours);
  return texts
    .map((text, index) => ({ text, index, rank: ranks[index] ?? 0 }))
    .sort((a, b) => b.rank - a.rank || a.index - b.index)
    .slice(0, SENTENCES)
    .sort((a, b) => a.index - b.index)
    .map(({ text }) => text);
}

function unit(bag: readonly string[], idf: (stem: string) => number): Map<string, number> {
  const vector = new Map<string, number>();
  for (const stem of bag) vector.set(stem, (vector.get(stem) ?? 0) + idf(stem));
  const length = Math.hypot(...vector.values()) || 1;
  return new Map([...vector].map(([stem, weight]) => [stem, weight / length]));
}

function cosine(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  return [...a].reduce((sum, [stem, weight]) => sum + weight * (b.get(stem) ?? 0), 0);
}

function rank(neighbours: readonly (readonly number[])[]): number[] {
  const count = neighbours.length;
  let ranks = neighbours.map(() => 1 / count);
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = neighbours.map(() => (1 - DAMPING) / count);
    for (const [index, own] of neighbours.entries()) {
      for (const other of own) next[other] = (next[other] ?? 0) + (DAMPING * (ranks[index] ?? 0)) / own.length;
    }
    ranks = next;
  }
  return ranks;
}
