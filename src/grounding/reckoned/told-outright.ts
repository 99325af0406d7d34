import { nounsAfter } from '../figures/counted-nouns.ts';
import type { Figure } from '../figures/figures.ts';
import { hasCents } from '../figures/units.ts';
import { isUnsaidMoney } from '../figures/unsaid-money.ts';
import { oncePerArticle } from '../once-per-passage.ts';
import { expectedByChance, figuresIn, type Search } from './search.ts';

const LIKE = 0.35; // the claim, of the one figure that it surely speaks of
const SOMEWHAT_LIKE = 0.2; // of the other one in the same sentence
const MOST_CHANCE = 0.3; // fits expected by chance
const MOST_OTHERS = 80; // figures of a kind that are reckoned with
/** What a claim says of those that are not among the ones counted by the article. */
const REST =
  /\b(?:remain\w*|rest|left|leaves?|leaving|still|now|others?|except|not|never|without|spared|unaffected|untouched|escaped|missing|lacks?|keeps?|kept)\b|n['’]t\b/i;
const OF_WHOLE = /^\s(?:out\s)?of\s(?:(?:the|its|their|all)\s)?$/;
const OF_WHICH = /,\sof\s(?:which|whom)\s[^.;,]{0,60}$/;

/**
 * Position of the passage from which a figure follows that the claim says outright to be a difference, a sum or a rest:
 * one of two figures must be stated in surroundings like the claim's, or by the claim, and the other may stand
 * anywhere, as far as few others could fit by chance. Null where nothing follows.
 */
export function ofWhatIsTold(search: Search): number | null {
  const { unit, fraction } = search.asked.claimed;
  if (fraction || unit === 'times' || unit === 'ordinal') return null;
  return ofRestOfWhole(search) ?? ofSentence(search) ?? ofAnyOther(search);
}

/** `79 of the 88 homes`, where the article has all but nine of them. */
function ofRestOfWhole({ asked: { claimed, fits }, claim, index, like }: Search): number | null {
  const whole = claim.figures.find(({ start }) => start > claimed.end);
  if (!whole || whole.unit !== claimed.unit || whole.fraction) return null;
  if (!OF_WHOLE.test(claim.text.slice(claimed.end, whole.start))) return null;
  const same = ({ unit, fraction }: Figure) => unit === claimed.unit && !fraction;
  if (!index.figures.some((figure) => same(figure) && figure.value === whole.value)) return null;
  const rest = index.figures.find((figure) => same(figure) && fits(whole.value - figure.value) && like(figure) >= LIKE);
  return rest ? index.passageAt(rest.start) : null;
}

/** What is left of one figure of a sentence without another or, of shares, without all that stand together. */
function ofSentence(search: Search): number | null {
  const { asked, claim, index } = search;
  if (!REST.test(claim.text)) return null;
  const { unit } = asked.claimed;
  const passages = unit === 'percent' ? sharing(index) : index.passages.keys();
  for (const passage of passages) {
    const figures = figuresIn(index.passages[passage], index, (one) => one.unit === unit && !one.fraction);
    if (figures.some((one, at) => isRestOf(one, figures.slice(at + 1), search))) return passage;
  }
  return null;
}

function isRestOf(one: Figure, behind: readonly Figure[], { asked: { claimed, fits }, index, like }: Search): boolean {
  const share = claimed.unit === 'percent';
  let sum = one.value;
  return behind.some((other) => {
    sum += other.value;
    if (share ? !fits(100 - sum) : !fits(Math.abs(one.value - other.value))) return false;
    if (!share && OF_WHICH.test(index.article.text.slice(one.end, other.start))) return true;
    const likes = [like(one), like(other)];
    return Math.max(...likes) >= LIKE && Math.min(...likes) >= SOMEWHAT_LIKE;
  });
}

/** Passages with two shares or more. */
const sharing = oncePerArticle(({ figures, passages, passageAt }) => {
  const found = new Map<number, number>();
  for (const { unit, start } of figures)
    if (unit === 'percent') found.set(passageAt(start), (found.get(passageAt(start)) ?? 0) + 1);
  return [...found].flatMap(([passage, count]) => (count > 1 && passages[passage]?.kind !== 'table' ? [passage] : []));
});

/** What a figure that the claim surely speaks of comes to with any other of the article. */
function ofAnyOther({ asked, claim, index, like, isSaid }: Search): number | null {
  const { claimed, difference, total, fits } = asked;
  if (!(difference || total) || claimed.unit === 'percent') return null;
  const kind = claimed.unit === 'points' ? 'percent' : claimed.unit;
  const nouns = kind === null ? nounsAfter(claimed, claim.words) : undefined;
  const counts = (figure: Figure) => [...nounsAfter(figure, index.words, index)].some((noun) => nouns?.has(noun));
  const isUnsaid = (figure: Figure) => hasCents(kind) && isUnsaidMoney(figure, index.article.text);
  const others = index.figures
    .filter((figure) => !figure.fraction && (figure.unit === kind || isUnsaid(figure)))
    .slice(0, MOST_OTHERS);
  const anchors = others.filter((figure) => isSaid(figure) || like(figure) >= LIKE);
  const chance = expectedByChance(anchors.length * others.length, claimed);
  if (chance > MOST_CHANCE && anchors.length > 1) return null;
  for (const anchor of anchors)
    for (const other of others) {
      if (other === anchor || (nouns && !counts(other) && !counts(anchor))) continue;
      const apart = difference && fits(Math.abs(anchor.value - other.value));
      if (apart || (total && fits(anchor.value + other.value))) return index.passageAt(anchor.start);
    }
  return null;
}
