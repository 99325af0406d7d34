import type { Article } from '../article/article.ts';
import { wordsOf } from '../article/words.ts';
import { summaryLimits } from '../summary/summary.ts';
import { FALLBACK_TAG, type Vocabulary } from './vocabulary.ts';

interface Keyword {
  readonly tag: string;
  readonly stems: readonly string[];
}

const TITLE_WEIGHT = 3;
const HEADING_WEIGHT = 1.5;
const FEWEST_KEYWORDS = 2; // different ones; a word that comes by chance makes no tag
const LEAST_SCORE = 3;
const LEAST_SHARE = 0.6; // of the score of the first tag
const LEAST_DENSITY = 1; // words of keywords for each hundred words; one in the title or a heading counts by its weight

/**
 * One to three tags by the keywords of the vocabulary, best first. Words are compared by their stems, phrases as
 * neighbours; a keyword counts with the logarithm of how often it comes, and more in the title and the headings. A tag
 * whose keywords come only now and then is what the article mentions, not what it is about. Without enough of them: the
 * fallback tag. Linear in the article.
 */
export function pickTags(article: Pick<Article, 'title' | 'text' | 'blocks'>, vocabulary: Vocabulary): string[] {
  const keywords = indexKeywords(vocabulary);
  const body = new Map<Keyword, number>();
  const stress = new Map<Keyword, number>();
  tally(article.title, keywords, stress, TITLE_WEIGHT);
  let words = 0;
  for (const { kind, start, end } of article.blocks) {
    const text = article.text.slice(start, end);
    if (kind === 'heading') tally(text, keywords, stress, HEADING_WEIGHT);
    else if (kind !== 'code') words += tally(text, keywords, body, 1);
  }
  const scores = vocabulary.tags
    .filter(({ id }) => id !== FALLBACK_TAG)
    .map(({ id }, order) => ({ id, order, ...scoreOf(id, body, stress) }))
    .filter(({ score, different }) => different >= FEWEST_KEYWORDS && score >= LEAST_SCORE)
    .filter(({ said }) => 100 * said >= LEAST_DENSITY * words)
    .sort((a, b) => b.score - a.score || a.order - b.order);
  const least = (scores[0]?.score ?? 0) * LEAST_SHARE;
  const picked = scores.filter(({ score }) => score >= least).slice(0, summaryLimits.tags.max);
  return picked.length > 0 ? picked.map(({ id }) => id) : [FALLBACK_TAG];
}

function scoreOf(tag: string, body: ReadonlyMap<Keyword, number>, stress: ReadonlyMap<Keyword, number>) {
  let score = 0;
  let said = 0;
  const different = new Set<Keyword>();
  for (const [keyword, count] of body) {
    if (keyword.tag !== tag) continue;
    different.add(keyword);
    said += count * keyword.stems.length;
    score += (1 + Math.log(count)) * Math.sqrt(keyword.stems.length);
  }
  for (const [keyword, weight] of stress) {
    if (keyword.tag !== tag) continue;
    different.add(keyword);
    said += weight;
    score += Math.min(weight, TITLE_WEIGHT + HEADING_WEIGHT);
  }
  return { score, said, different: different.size };
}

/** The keywords by their first stem. `attack` and `attacker` have the same stems, and are one keyword of their tag. */
function indexKeywords({ tags }: Vocabulary): Map<string, Keyword[]> {
  const index = new Map<string, Keyword[]>();
  for (const { id: tag, keywords } of tags) {
    const phrases = new Set(
      keywords.map((keyword) =>
        wordsOf(keyword)
          .map(({ stem }) => stem)
          .join(' '),
      ),
    );
    for (const phrase of phrases) {
      const stems = phrase.split(' ');
      const [first] = stems;
      if (first) index.set(first, [...(index.get(first) ?? []), { tag, stems }]);
    }
  }
  return index;
}

/** Counts the keywords of a text; returns the number of its words. */
function tally(
  text: string,
  keywords: ReadonlyMap<string, readonly Keyword[]>,
  counts: Map<Keyword, number>,
  weight: number,
): number {
  const stems = wordsOf(text).map(({ stem }) => stem);
  for (const [index, stem] of stems.entries()) {
    for (const keyword of keywords.get(stem) ?? []) {
      if (keyword.stems.every((part, offset) => stems[index + offset] === part)) {
        counts.set(keyword, (counts.get(keyword) ?? 0) + weight);
      }
    }
  }
  return stems.length;
}
