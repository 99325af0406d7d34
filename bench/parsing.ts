import { fromMarkdown } from 'mdast-util-from-markdown';
import { parseArticle } from '../src/article/parse-article.ts';
import { markdownOptions } from '../src/article/parse-markdown.ts';
import { articleBody } from './article-body.ts';
import { median } from './median.ts';

export interface Parsing {
  readonly kilobytes: number;
  readonly articleMs: number;
  readonly parserMs: number;
  readonly ratio: number;
}

/** Warm time to an Article (pre-scan, parse, blocks, offsets, metadata, fingerprint) beside the Markdown parser alone. */
export function measureParsing(kilobytes: number, runs: number): Parsing {
  const text = articleBody(kilobytes * 1024, 1);
  const article = () => parseArticle({ text, format: 'markdown' });
  const parser = () => fromMarkdown(text, markdownOptions);
  for (let warmUp = 0; warmUp < 5; warmUp += 1) {
    article();
    parser();
  }
  const pairs = Array.from({ length: runs }, () => [milliseconds(article), milliseconds(parser)] as const);
  return {
    kilobytes,
    articleMs: median(pairs.map(([ours]) => ours)),
    parserMs: median(pairs.map(([, theirs]) => theirs)),
    ratio: median(pairs.map(([ours, theirs]) => ours / theirs)),
  };
}

function milliseconds(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
