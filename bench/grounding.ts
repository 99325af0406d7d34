// How long it takes to hold a summary against an article of 3,000 words, warm: part of `npm run bench -- service`.
import { readFileSync } from 'node:fs';
import { parseArticle } from '../src/article/parse-article.ts';
import { extractSummary } from '../src/extract/extract-summary.ts';
import { groundSummary } from '../src/grounding/ground-summary.ts';
import { loadVocabulary } from '../src/tags/vocabulary.ts';
import { median } from './median.ts';

const WARM_UP = 10;

export interface Grounding {
  readonly words: number;
  readonly groundMs: number;
}

/** Warm time to hold the line and six bullets against an article of so many words, its index included. */
export function measureGrounding(rounds: number): Grounding {
  const article = threeThousandWords();
  const { whyItMatters, bullets } = extractSummary(article, loadVocabulary());
  const six = [...bullets, ...bullets].slice(0, 6);
  const times = Array.from({ length: WARM_UP + rounds }, () => {
    const start = performance.now();
    groundSummary(article, { whyItMatters, bullets: six });
    return performance.now() - start;
  });
  return { words: article.words, groundMs: median(times.slice(WARM_UP)) };
}

/** Two sample articles as one, cut at the paragraph behind the 3,000th word. */
function threeThousandWords() {
  const sample = (name: string) => readFileSync(new URL(`../samples/articles/${name}`, import.meta.url), 'utf8');
  const both = [sample('moving-the-ledger-to-partitions.md'), sample('checkout-outage-log-agent.md')].join('\n\n');
  let words = 0;
  const paragraphs = both.split('\n\n').filter((paragraph) => {
    if (words >= 3_000) return false;
    words += paragraph.split(/\s+/).length;
    return true;
  });
  return parseArticle({ text: paragraphs.join('\n\n'), format: 'markdown' });
}
