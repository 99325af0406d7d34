import type { GroundableArticle } from '../article/article.ts';
import type { Summary } from '../summary/summary.ts';
import { areLanguagesApart, isHeldAcross, notHeldMessage } from './across-languages.ts';
import { type Alignment, align, rangesOf } from './align.ts';
import { type ArticleIndex, indexArticle } from './article-index.ts';
import { quoteChecker } from './check-quotes.ts';
import { type Claim, readClaim } from './claim.ts';
import { contradictionsOf } from './contradictions.ts';
import type { ClaimEvidence, FoundIssue } from './evidence.ts';
import { peoplesNamed } from './languages/peoples-named.ts';
import { labelChecker } from './names/check-labels.ts';
import { nameChecker } from './names/check-names.ts';
import { checkMoments } from './stated/check-moments.ts';
import { checkNumbers } from './stated/check-numbers.ts';

/**
 * Statements that share less than this of their weight with the best passages say something else than the article. Of
 * claims about other articles four in five share less, of true ones one in a hundred, of the hardest paraphrases one in ten.
 */
const LEAST_COVERAGE = 0.2;
const LEAST_OF_INFERENCE = 0.25; // below it, a common word or two are no evidence for what no passage need say

/** What the article says to one claim, without a name for the claim. */
export type Finding = Omit<ClaimEvidence, 'claim'>;

/** Holds claims against one article, which is read once for all of them. */
export interface Grounder {
  /** An inference, such as the line of a summary, need not be said by any passage. */
  check(claim: string, kind: 'statement' | 'inference'): Finding;
}

/**
 * Makes an article ready for any number of claims. Each gets the passages that support it, best first, and the issues
 * found. Pure, deterministic and linear in the article.
 */
export function createGrounder(article: GroundableArticle): Grounder {
  const index = indexArticle(article);
  const quotes = quoteChecker(article.text);
  const labels = labelChecker(index.article);
  const names = nameChecker(withPeoples(index));
  const spansOf = (passages: readonly number[]) => rangesOf(passages, index).map(index.quoteOf);

  return {
    check(text, kind) {
      const read = readClaim(text, index.written);
      const alignment = align(read, index);
      if (isWordForWord(text, alignment, index))
        return { supported: true, spans: spansOf(alignment.passages), issues: [] };
      const numbers = checkNumbers(read, index);
      const reckoned = numbers.passages.length > 0; // what a figure follows from backs the claim, in other words
      const apart = areLanguagesApart(read, index);
      const unsupported = kind === 'statement' && !isSaid(read, alignment, index) && !reckoned;
      const missing = names.check(read.text, read.language);
      const issues: FoundIssue[] = [
        ...numbers.issues,
        ...checkMoments(read, index),
        ...labels.check(read.text),
        ...missing,
        ...quotes.check(text),
        ...contradictionsOf(read, index, missing.length > 0),
        ...(unsupported
          ? [{ code: 'support' as const, message: apart ? notHeldMessage(read, index) : supportMessage(alignment) }]
          : []),
      ];
      const against = issues.flatMap(({ passage }) => passage ?? []);
      const [best, ...others] = alignment.passages;
      // What has the figure that an issue names is worth more to whoever mends the claim than further passages like it.
      const nearest = [...(best === undefined ? [] : [best]), ...numbers.nearest, ...others, ...numbers.passages];
      const least = kind === 'statement' ? LEAST_COVERAGE : LEAST_OF_INFERENCE;
      const isNear = !unsupported && (alignment.coverage >= least || reckoned || apart);
      const shown = new Set([...against, ...(isNear ? nearest : [])]);
      const told = issues.map(({ code, message }) => ({ code, message }));
      return { supported: issues.length === 0, spans: spansOf([...shown]), issues: told };
    },
  };
}

/** The article with what English calls the peoples that it names in its own language. */
function withPeoples({ article, written: { language } }: ArticleIndex): GroundableArticle {
  if (language === 'en') return article;
  return { ...article, text: `${article.text}\n${peoplesNamed(article.text, language).join('\n')}` };
}

/** Holds every claim of a summary against the article: the line first, then the bullets in order. */
export function groundSummary(
  article: GroundableArticle,
  { whyItMatters, bullets }: Pick<Summary, 'whyItMatters' | 'bullets'>,
): ClaimEvidence[] {
  const grounder = createGrounder(article);
  return [
    { claim: 'whyItMatters', ...grounder.check(whyItMatters, 'inference') },
    ...bullets.map((bullet, at) => ({ claim: `bullets/${at}`, ...grounder.check(bullet, 'statement') })),
  ];
}

/** Whether passages say enough of a claim. */
function isSaid(claim: Claim, alignment: Alignment, index: ArticleIndex): boolean {
  if (areLanguagesApart(claim, index)) return isHeldAcross(claim, index);
  return alignment.coverage >= LEAST_COVERAGE && !isWithoutWords(claim, alignment, index);
}

/** Whether a claim has no word, figure or date that could be looked up, and does not stand in the article as it is. */
function isWithoutWords(
  { text, figures, moments }: Claim,
  { passages }: Alignment,
  { article }: ArticleIndex,
): boolean {
  return passages.length + figures.length + moments.length === 0 && !article.text.includes(text.trim());
}

/** Whether a claim is the very sentence of the article that backs it best: then there is nothing to hold it against. */
function isWordForWord(text: string, { passages: [best = -1] }: Alignment, index: ArticleIndex): boolean {
  const passage = index.passages[best];
  if (passage === undefined || passage.kind === 'table' || passage.kind === 'code') return false;
  return index.quoteOf(passage).quote === text;
}

function supportMessage({ missing }: Alignment): string {
  const absent = missing.length > 0 ? `; the article never mentions ${missing.slice(0, 5).join(', ')}` : '';
  return `No passage of the article says this${absent}. Replace it with something the article states.`;
}
