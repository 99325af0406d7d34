import type { Range } from '../../article/article.ts';
import { wordsOf } from '../../article/words.ts';
import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { comparisonIssue } from '../contrary-issue.ts';
import type { FoundIssue } from '../evidence.ts';
import type { Figure } from '../figures/figures.ts';
import { conceptOf, isComparative, isVague, oneOf } from '../lexicon.ts';
import { pointsBack } from '../pronouns.ts';
import { within } from '../within.ts';
import { type Comparison, comparisonsOf } from './comparisons.ts';
import { isMeasureOf, tellsDifference } from './measures.ts';

const NEAREST = 5; // passages in which figures of either are looked for
const COVERED = 0.4; // of the claim by the sentences that the figures stand in
const OF_WHOM = /^[^,;:.()|]{0,20}?\s(?:for|at|by|in|with|of)\s[^,;:.()|]*$/i;
const JOINING = new RegExp(
  String.raw`[;:()]|,(?!\d)|\s(?:and|${oneOf('contrasting')}|against|versus|compared)\s`,
  'gi',
);
/** What such a sentence states may be by how much two differ. */
const OF_DIFFERENCE = /\b(?:than|instead\sof|sav(?:es?|ed|ing)|differ\p{L}*)\b/iu;
/** Where or when one is more than the other, which is of both: `than office staff in autumn`. */
const ASIDE = /\sthan\s.*?\s(?:in|at|on|during|under|for)\s(.*)$/is;

/** What has what is compared: `runs more shops than`. */
const TAKING = new Set(
  wordsOf(
    'run runs need needs take takes took cost costs use uses earn earned pay paid receive received last produce make made sell sold',
  ).map(({ stem }) => conceptOf(stem)),
);

interface Owned {
  readonly figure: Figure;
  readonly passage: number;
  readonly side: 'first' | 'second';
}

/** Finds comparisons that figures of the article decide: `A weighs more than B` where it gives A 40 kilograms and B 60. */
export function checkComparedFigures(claim: Claim, index: ArticleIndex): FoundIssue[] {
  if (tellsDifference(claim)) return [];
  for (const own of comparisonsOf(claim.text)) {
    const { first, second } = tellingOf(own, claim, index);
    if (first.size === 0 || second.size === 0) continue;
    const owned = index
      .rank(claim.terms, NEAREST)
      .flatMap(({ passage }) => ownedIn(passage, { first, second }, index))
      .filter(({ figure }) => isMeasureOf(own, figure, claim, index));
    const issue = decided(own, owned, claim, index);
    if (issue) return [issue];
  }
  return [];
}

function decided(
  { more, scale }: Comparison,
  owned: readonly Owned[],
  claim: Claim,
  index: ArticleIndex,
): FoundIssue | undefined {
  for (const one of owned) {
    if (one.side !== 'first') continue;
    const alike = owned.filter(
      ({ figure, passage }) => figure.unit === one.figure.unit && Math.abs(passage - one.passage) <= 1,
    );
    const ofSide = (side: Owned['side']) => alike.filter((its) => its.side === side);
    const [firsts, seconds] = [ofSide('first'), ofSide('second')];
    const [other] = seconds;
    if (!other || !isCovered(claim, [one.passage, other.passage], index)) continue;
    const larger = (scale === 'speed' && one.figure.unit === 'seconds') !== more;
    const values = (side: readonly Owned[]) => side.map(({ figure }) => figure.value);
    const turned = larger
      ? Math.max(...values(firsts)) < Math.min(...values(seconds))
      : Math.min(...values(firsts)) > Math.max(...values(seconds));
    if (turned) return comparisonIssue('article', index.quoteOf(one.figure).quote, index.quoteOf(other.figure).quote);
  }
  return undefined;
}

/** The names that only one side has, if either has some, or else the words of its subject. */
function tellingOf({ first, second, comparand }: Comparison, claim: Claim, index: ArticleIndex) {
  const named = new Set(
    claim.words.flatMap(({ start, stem, content }) =>
      content && /^(?:\p{Lu}|\p{L}+\d)/u.test(claim.text.slice(start)) ? [conceptOf(stem)] : [],
    ),
  );
  const only = (own: ReadonlySet<string>, theirs: ReadonlySet<string>) => {
    const terms = [...own];
    const verb = terms.findIndex((term, at) => at > 0 && TAKING.has(term));
    return terms
      .slice(0, verb < 0 ? terms.length : verb)
      .filter((term) => term !== comparand && !isVague(term) && !theirs.has(term) && index.holdersOf(term).length > 0);
  };
  const aside = new Set(wordsOf(ASIDE.exec(claim.text)?.[1] ?? '').map(({ stem }) => conceptOf(stem)));
  const [one, all] = [only(first, second), only(second, first)];
  const other = all.some((term) => !aside.has(term)) ? all.filter((term) => !aside.has(term)) : all;
  const areNamed = [one, other].every((terms) => terms.some((term) => named.has(term)));
  const kept = (terms: readonly string[]) => new Set(areNamed ? terms.filter((term) => named.has(term)) : terms);
  return { first: kept(one), second: kept(other) };
}

/** Whose the figures of a passage are, by the side that is mentioned right before, or right behind with a word such as `for`. */
function ownedIn(passage: number, sides: Record<Owned['side'], ReadonlySet<string>>, index: ArticleIndex): Owned[] {
  const range = index.passages[passage];
  if (!range || range.kind === 'table') return [];
  const sideIn = (part: Range): Owned['side'] | undefined => {
    const concepts = conceptsIn(part, index);
    const [first, second] = [sides.first, sides.second].map((terms) => [...terms].some((term) => concepts.has(term)));
    return first === second ? undefined : first ? 'first' : 'second';
  };
  const figures = within(index.figures, range);
  const text = index.textOf(range);
  if (OF_DIFFERENCE.test(text)) return [];
  const before = index.passages[passage - 1];
  const back = before && before.block === range.block && pointsBack(text) ? sideIn(before) : undefined;
  const mentions = mentionsIn(range, sides, index);
  return figures.flatMap((figure): Owned[] => {
    const [start, end] = pieceOf(text, figure.start - range.start, figure.end - range.start).map(
      (at) => range.start + at,
    );
    const beside = mentions.filter((one) => one.start >= (start ?? 0) && one.end <= (end ?? 0));
    const before = beside.findLast((one) => one.end <= figure.start);
    const behind = beside.find((one) => one.start >= figure.end);
    const ofBehind = behind && (!before || OF_WHOM.test(index.article.text.slice(figure.end, behind.start)));
    const own = ofBehind ? behind : (before ?? mentions.findLast((one) => one.end <= figure.start));
    const side = own?.side ?? back ?? sideIn(range);
    return side ? [{ figure, passage, side }] : [];
  });
}

/** What a figure stands in between two commas or joining words. */
function pieceOf(text: string, start: number, end: number): [number, number] {
  const before = Array.from(text.slice(0, start).matchAll(JOINING)).at(-1);
  const behind = text.slice(end).search(JOINING);
  return [before ? before.index + before[0].length : 0, behind < 0 ? text.length : end + behind];
}

function mentionsIn(range: Range, sides: Record<Owned['side'], ReadonlySet<string>>, index: ArticleIndex) {
  return wordsIn(range, index).flatMap(({ start, end, stem }) => {
    const concept = conceptOf(stem);
    const side = sides.first.has(concept) ? 'first' : sides.second.has(concept) ? 'second' : undefined;
    return side ? [{ start, end, side } as const] : [];
  });
}

function conceptsIn(range: Range, index: ArticleIndex): ReadonlySet<string> {
  return new Set(wordsIn(range, index).map(({ stem }) => conceptOf(stem)));
}

function wordsIn(range: Range, index: ArticleIndex) {
  return index.words.slice(index.wordAt(range.start), index.wordAt(range.end));
}

function isCovered(claim: Claim, passages: readonly number[], index: ArticleIndex): boolean {
  let [shared, all] = [0, 0];
  for (const term of claim.terms.keys()) {
    if (isComparative(term)) continue;
    const weight = index.weightOf(term);
    all += weight;
    if (index.holdersOf(term).some((holder) => passages.includes(holder))) shared += weight;
  }
  return shared >= COVERED * all;
}
