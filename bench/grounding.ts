// How long it takes to hold a summary against an article of 3,000 words, warm: node bench/grounding.ts
import { readFileSync } from 'node:fs';
import { parseArticle } from '../src/article/parse-article.ts';
import { extractSummary } from '../src/extract/extract-summary.ts';
import { groundSummary } from '../src/grounding/ground-summary.ts';
import { loadVocabulary } from '../src/tags/vocabulary.ts';
import { median } from './median.ts';

const ROUNDS = 60;
const sample = (name: string) => readFileSync(new URL(`../samples/articles/${name}`, import.meta.url), 'utf8');
const text = [sample('moving-the-ledger-to-partitions.md'), sample('checkout-outage-log-agent.md')].join('\n\n');
const article = parseArticle({ text, format: 'markdown' });
const { whyItMatters, bullets } = extractSummary(article, loadVocabulary());
const six = [...bullets, ...bullets].slice(0, 6);

const times: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const start = performance.now();
  groundSummary(article, { whyItMatters, bullets: six });
  times.push(performance.now() - start);
}
process.stdout.write(
  `${article.words} words, line and six bullets: first ${times[0]?.toFixed(1)} ms, then ${median(times.slice(10)).toFixed(1)} ms (median)\n`,
);
