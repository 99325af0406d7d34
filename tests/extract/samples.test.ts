import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { articleInputSchema } from '../../src/article/article-input.ts';
import { parseArticle } from '../../src/article/parse-article.ts';
import { extractSummary } from '../../src/extract/extract-summary.ts';
import { groundSummary } from '../../src/grounding/ground-summary.ts';
import { summarySchema } from '../../src/summary/summary.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';

const vocabulary = loadVocabulary();
const schema = summarySchema(vocabulary.tags.map(({ id }) => id));
const samples = new URL('../../samples/', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, samples), 'utf8');

const articles = readdirSync(new URL('articles/', samples))
  .sort()
  .map((file) => [file, { text: read(`articles/${file}`) }] as const);
const backlog = read('backlog.jsonl')
  .trim()
  .split('\n')
  .map((line, index) => [`line ${index + 1} of the backlog`, articleInputSchema.parse(JSON.parse(line))] as const);

describe.each([...articles, ...backlog])('the summary of %s', (_, input) => {
  const article = parseArticle(input);
  const summary = extractSummary(article, vocabulary);

  it('is valid, and the article supports all of it', () => {
    expect(schema.parse(summary)).toEqual(summary);
    expect(groundSummary(article, summary).filter(({ supported }) => !supported)).toEqual([]);
  });

  it('points every claim at a passage', () => {
    for (const { spans } of groundSummary(article, summary)) expect(spans).not.toEqual([]);
  });

  it('is made of sentences that stand alone', () => {
    for (const text of [summary.whyItMatters, ...summary.bullets]) {
      expect(text).toMatch(/^[“"(]?[\p{L}\p{N}£$€]/u);
      expect(text).not.toMatch(
        /^(?:However|But|And|So|Also|They|It|He|She|This|That)\b|\?|The article (?:mentions|speaks)/,
      );
    }
  });
});

it('gives the tag that the author gave', () => {
  for (const [file, input] of articles) {
    const article = parseArticle(input);
    if (article.tags.length > 0) expect(extractSummary(article, vocabulary).tags, file).toContain(article.tags[0]);
  }
});
