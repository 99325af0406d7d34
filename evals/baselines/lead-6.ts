import type { Article } from '../../src/article/article.ts';
import { sentencesOf } from '../../src/article/sentences.ts';

/** The first six sentences: hard to beat where articles are written like news. */
export function summarise(article: Article): string[] {
  return sentencesOf(article)
    .slice(0, 6)
    .map(({ start, end }) => article.text.slice(start, end));
}
