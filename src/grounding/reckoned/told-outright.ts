import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { nounsAfter } from '../figures/counted-nouns.ts';
import type { Figure } from '../figures/figures.ts';
import { hasCents } from '../figures/units.ts';
import { oncePerArticle } from '../once-per-passage.ts';
import { COUNTS_NOTHING } from '../stated/figure-places.ts';
import { within } from '../within.ts';
import type { Asked } from './reckoning.ts';

const LIKE = 0.35; // the claim, of the one figure that it surely speaks of
const SOMEWHAT_LIKE = 0.2; // of the other one in the same sentence
const MOST_CHANCE = 0.3; // expected fits by chance
const MOST_FIGURES = 12; // of a sentence
const MOST_OTHERS = 80; // figures of a kind that are reckoned with
const LEAST_MONEY = 1e6; // that stands without its sign
/** What a claim says of those that are not among the ones counted by the article. */
const REST =
  /\b(?:remain\w*|rest|left|leaves?|leaving|still|now|others?|except|not|never|without|spared|unaffected|untouched|escaped|missing|lacks?|keeps?|kept)\b|n['’]t\b/i;

/**
 * Position of the passage from which a figure follows that the claim says outright to be a difference, a sum or a rest: one
 * of two figures must be stated in surroundings like the claim's, or by the claim, and the other may stand anywhere, as far
 * as few others could fit by chance. Null where nothing follows.
 */
export function ofWhatIsTold(
  asked: Asked,
  like: (figure: Figure) => number,
  claim: Claim,
  index: ArticleIndex,
): number | null {
  const { claimed, difference, total, fits } = asked;
  if (claimed.fraction || claimed.unit === 'times' || claimed.unit === 'ordinal') return null;
  const part = ofPart(asked, like, claim, index) ?? ofSentence(asked, like, claim, index);
  if (part !== null || !(difference || total) || claimed.unit === 'percent') return part;
  const kind = claimed.unit === 'points' ? 'percent' : claimed.unit;
  const nouns = kind === null ? nounsAfter(claimed, claim.words) : undefined;
  const counts = (figure: Figure) => [...nounsAfter(figure, index.words, index)].some((noun) => nouns?.has(noun));
  const others = index.figures
    .filter((figure) => !figure.fraction && (figure.unit === kind || isUnsaid(figure, kind, index)))
    .slice(0, MOST_OTHERS);
  const said = ({ value, unit }: Figure) =>
    claim.figures.some((figure) => figure !== claimed && figure.value === value && figure.unit === unit);
  const anchors = others.filter((figure) => said(figure) || like(figure) >= LIKE);
  const digits = String(claimed.count)
    .replace(/^0\.|\D/g, '')
    .replace(/0+$/, '').length;
  const chance = 2 * anchors.length * others.length * Math.max(claimed.slack, 0.5 * 10 ** -Math.max(1, digits));
  if (chance > MOST_CHANCE && anchors.length > 1) return null;
  for (const anchor of anchors)
    for (const other of others) {
      if (other === anchor || (nouns && !counts(other) && !counts(anchor))) continue;
      const apart = difference && fits(Math.abs(anchor.value - other.value));
      if (apart || (total && fits(anchor.value + other.value))) return index.passageAt(anchor.start);
    }
  return null;
}

/** `79 of the 88 homes`, where the article has all but nine of them. */
function ofPart({ claimed, fits }: Asked, like: (figure: Figure) => number, claim: Claim, index: ArticleIndex) {
  const whole = claim.figures.find(({ start }) => start > claimed.end);
  if (!whole || whole.unit !== claimed.unit || whole.fraction) return null;
  if (!/^\s(?:out\s)?of\s(?:(?:the|its|their|all)\s)?$/.test(claim.text.slice(claimed.end, whole.start))) return null;
  const same = ({ unit, fraction }: Figure) => unit === claimed.unit && !fraction;
  if (!index.figures.some((figure) => same(figure) && figure.value === whole.value)) return null;
  const rest = index.figures.find((figure) => same(figure) && fits(whole.value - figure.value) && like(figure) >= LIKE);
  return rest ? index.passageAt(rest.start) : null;
}

/** What is left of one figure of a sentence without another or, of shares, without all that stand together. */
function ofSentence({ claimed, fits }: Asked, like: (figure: Figure) => number, claim: Claim, index: ArticleIndex) {
  if (!REST.test(claim.text)) return null;
  const share = claimed.unit === 'percent';
  for (const passage of share ? sharing(index) : index.passages.keys()) {
    const figures = within(index.figures, index.passages[passage])
      .filter(({ unit, fraction }) => unit === claimed.unit && !fraction)
      .slice(0, MOST_FIGURES);
    if (figures.length < 2) continue;
    for (const [at, one] of figures.entries()) {
      let sum = one.value;
      for (const other of figures.slice(at + 1)) {
        sum += other.value;
        if (share ? !fits(100 - sum) : !fits(Math.abs(one.value - other.value))) continue;
        const isPart = /,\sof\s(?:which|whom)\s[^.;,]{0,60}$/.test(index.article.text.slice(one.end, other.start));
        if (isPart && !share) return passage;
        const likes = [like(one), like(other)];
        if (Math.max(...likes) >= LIKE && Math.min(...likes) >= SOMEWHAT_LIKE) return passage;
      }
    }
  }
  return null;
}

/** Passages with two shares or more. */
const sharing = oncePerArticle(({ figures, passages, passageAt }) => {
  const found = new Map<number, number>();
  for (const { unit, start } of figures)
    if (unit === 'percent') found.set(passageAt(start), (found.get(passageAt(start)) ?? 0) + 1);
  return [...found].flatMap(([passage, count]) => (count > 1 && passages[passage]?.kind !== 'table' ? [passage] : []));
});

/** `the 11 million that it paid`. */
function isUnsaid({ unit, count, end }: Figure, kind: string | null, { article }: ArticleIndex): boolean {
  return (
    unit === null && hasCents(kind) && count >= LEAST_MONEY && COUNTS_NOTHING.test(article.text.slice(end, end + 12))
  );
}
