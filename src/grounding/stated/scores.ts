import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { coverageBy } from '../coverage.ts';
import type { Figure } from '../figures/figures.ts';
import { oncePerArticle } from '../once-per-passage.ts';

type Score = readonly [Figure, Figure];

const SAID = 0.35; // of the claim by the passage with another score
const LONGEST_GAP = 24; // characters between the two figures
const TO = /^(?:\s\p{L}+)?(?:\s(?:to|against)\s|\s?[–-]\s?)$/u;
const CHANGED_BY = /\bby\s(?:\p{L}+\s)?$/u;

/**
 * `9 votes to 4`, or `4% to 5%`, where the article has 9 to 7 or 4 to 6, in a passage that says enough of the claim.
 */
export function ofOtherScore(figure: Figure, claim: Claim, index: ArticleIndex): Figure | undefined {
  const own = scoresIn(claim.figures, claim.text).find((score) => score.includes(figure));
  // `shrank by €4 million to €9 million` is no score, unlike `was lost by 4 to 9`.
  if (!own || (figure.unit !== null && CHANGED_BY.test(claim.text.slice(0, own[0].start)))) return undefined;
  const side = own[0] === figure ? 0 : 1;
  const known = own[1 - side]?.value;
  const scores = scoresOf(index).filter(([{ unit }]) => unit === figure.unit);
  const isStated = ([one, other]: Score) =>
    figure.value === known
      ? one.value === known && other.value === known
      : one.value === figure.value || other.value === figure.value;
  if (scores.some(isStated)) return undefined;
  const said = ({ start }: Figure) => coverageBy(index.passageAt(start), claim, index) >= SAID;
  return scores.find((score) => score[1 - side]?.value === known && said(score[0]))?.[side];
}

const scoresOf = oncePerArticle(({ figures, article }) => scoresIn(figures, article.text));

function scoresIn(figures: readonly Figure[], text: string): Score[] {
  const latest = new Map<string | null, Figure>(); // of each unit: a figure may be read with one and without
  const found: Score[] = [];
  for (const second of figures) {
    if (second.fraction) continue;
    const first = latest.get(second.unit);
    latest.set(second.unit, second);
    if (!first || second.start <= first.end || second.start - first.end > LONGEST_GAP) continue;
    if (TO.test(text.slice(first.end, second.start))) found.push([first, second]);
  }
  return found;
}
