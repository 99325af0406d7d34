import type { Article } from '../article/article.ts';
import { articleError } from '../article/article-error.ts';
import type { AppError } from '../errors.ts';
import { createClaimCheck } from '../safety/check-safety.ts';
import { type Summary, summaryLimits, summarySchema } from '../summary/summary.ts';
import { pickTags } from '../tags/pick-tags.ts';
import type { Vocabulary } from '../tags/vocabulary.ts';
import { findCandidates } from './candidates.ts';
import { chooseBullets } from './choose-bullets.ts';
import { chooseLine } from './choose-line.ts';
import { pickKeywords } from './pick-keywords.ts';
import { rankSentences } from './rank-sentences.ts';
import { readSentences } from './sentence.ts';

/**
 * Drafts a summary out of the article's own sentences, without a model: ranks them, takes the one that states the
 * consequence as the line, and five or six others, polished, as bullets in article order. Pure and deterministic; its
 * cost grows with the article in step. The result satisfies `summarySchema` and holds nothing that no summary may hold: no
 * address, no call to the reader, nothing that the text tells a summariser to say.
 *
 * @throws {AppError} 422 `nothing-to-extract` when the article has too few sentences that say something by themselves:
 *   when all of it repeats itself, runs on without a stop or is made of fragments. A cut-off sentence would be no summary.
 */
export function extractSummary(article: Article, vocabulary: Vocabulary): Summary {
  const { whyItMatters, bullets, keywords } = summarySchema(vocabulary.tags.map(({ id }) => id)).shape;
  const { check } = createClaimCheck(article);
  const isLine = (text: string) => whyItMatters.safeParse(text).success && check(text, 'line').length === 0;
  const isBullet = (text: string) => bullets.element.safeParse(text).success && check(text, 'bullet').length === 0;
  const isKeyword = (text: string) => keywords.element.safeParse(text).success && check(text, 'keyword').length === 0;

  const sentences = readSentences(article);
  const ranking = rankSentences(sentences, article.title);
  const candidates = findCandidates(sentences, ranking, isBullet);
  const line = chooseLine(sentences, ranking, isLine);
  const used = new Set(line?.from);
  const said = line?.from.flatMap(({ index }) => ranking.vectors[index] ?? []) ?? [];
  const chosen = chooseBullets(
    candidates.filter(({ sentence }) => !used.has(sentence)),
    said,
    ranking.weights,
  ).map(({ bullet }) => bullet);
  const terms = pickKeywords(article, sentences, isKeyword);
  if (line === null || chosen.length < summaryLimits.bullets.min) throw nothingToExtract();
  return { whyItMatters: line.text, bullets: chosen, tags: pickTags(article, vocabulary), keywords: terms };
}

function nothingToExtract(): AppError {
  const needed = summaryLimits.bullets.min + 1;
  return articleError(
    'nothing-to-extract',
    `The article has fewer than ${needed} sentences that are short and whole enough to stand in a summary by themselves`,
    'Set OPENAI_API_KEY or OPENAI_BASE_URL, so that a model writes the summary in words of its own.',
  );
}
