import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { conceptsAndNumbersOf } from '../concepts.ts';
import { comparisonIssue } from '../contrary-issue.ts';
import { saysNo } from '../denied/negated-words.ts';
import type { FoundIssue } from '../evidence.ts';
import type { Figure } from '../figures/figures.ts';
import { isVague } from '../lexicon.ts';
import { oncePerArticle } from '../once-per-passage.ts';
import { tablesOf } from '../tables.ts';
import { within } from '../within.ts';
import { type Comparison, comparisonsOf } from './comparisons.ts';
import { isMeasureOf, tellsDifference } from './measures.ts';

const DAY = 86_400; // seconds, from which on it is told how long something lasts and not how fast it is
/** `Faster at reading, but slower at writing`: which of two rows is meant is not told. */
const CONTRASTS = /\b(?:but|while|whereas|though|although|yet)\b/i;
const THAN_ANY = /\bthan\s(?:any|all)\s(?:of\s)?(?:the\s)?others?\b/i;
/** What a row or column is named that is none of the things compared. */
const OF_ALL = conceptsAndNumbersOf('all total sum average mean median overall together whole');

/** One line of a table: a row, or a column read like one. */
interface Line {
  readonly label: ReadonlySet<string>;
  /** The first figure of each cell, in order. */
  readonly figures: readonly (Figure | undefined)[];
}
interface ReadTable {
  readonly heads: readonly ReadonlySet<string>[];
  readonly rows: readonly Line[];
}

/**
 * Finds a comparison of two things that a table has side by side, or one below the other, and that its figures decide the
 * other way: `A is lighter than B` where the row of weights has 13 kg for A and 12 kg for B.
 */
export function checkComparedCells(claim: Claim, index: ArticleIndex): FoundIssue[] {
  if (saysNo(claim.text) || tellsDifference(claim)) return [];
  for (const comparison of comparisonsOf(claim.text)) {
    for (const table of readTablesOf(index)) {
      const pair = decided(comparison, table, claim, index) ?? decided(comparison, turnedRound(table), claim, index);
      if (!pair) continue;
      return [comparisonIssue('table', index.quoteOf(pair[0]).quote, index.quoteOf(pair[1]).quote)];
    }
  }
  return [];
}

/** The two figures of the row that a comparison is about, where they contradict it. */
function decided(
  comparison: Comparison,
  { heads, rows }: ReadTable,
  claim: Claim,
  index: ArticleIndex,
): readonly [Figure, Figure] | undefined {
  const { first, second, scale, more } = comparison;
  const own = columnOf(first, second, heads);
  const others = THAN_ANY.test(claim.text)
    ? heads.flatMap((head, at) => (at === own || !head.isDisjointFrom(OF_ALL) ? [] : [at]))
    : [columnOf(second, first, heads)].filter((at) => at !== undefined);
  if (own === undefined || others.length === 0 || others.includes(own)) return undefined;
  const named = new Set([own, ...others].flatMap((at) => [...(heads[at] ?? [])]));
  const told = [...first.union(second).union(new Set(claim.terms.keys()))].filter((term) => !named.has(term));
  const measured = rows.flatMap(({ label, figures }) => {
    const one = figures[own];
    const its = others.flatMap((at) => figures[at] ?? []).filter(({ unit }) => unit === one?.unit);
    if (!one || its.length === 0) return [];
    const weight = told.reduce((sum, term) => sum + (label.has(term) ? index.weightOf(term) : 0), 0);
    const lasts = scale === 'speed' && one.value >= DAY;
    const fits = weight > 0 || (scale !== 'amount' && !lasts && isMeasureOf(comparison, one, claim, index));
    return fits ? [{ one, its, weight }] : [];
  });
  if (CONTRASTS.test(claim.text) && measured.filter(({ weight }) => weight > 0).length > 1) return undefined;
  const most = Math.max(...measured.map(({ weight }) => weight));
  const [about, ...alike] = measured.filter(({ weight }) => weight === most);
  if (!about || alike.length > 0) return undefined;
  const { one, its } = about;
  const larger = (scale === 'speed' && one.unit === 'seconds') !== more;
  const beyond = its.find(({ value }) => value !== one.value && one.value > value !== larger);
  return beyond && [one, beyond];
}

/** The only column whose head has most of the words that one side has and the other lacks. */
function columnOf(
  side: ReadonlySet<string>,
  other: ReadonlySet<string>,
  heads: readonly ReadonlySet<string>[],
): number | undefined {
  const own = [...side.difference(other)].filter((term) => !isVague(term));
  const shares = heads.map((head) => own.filter((term) => head.has(term)).length);
  const most = Math.max(0, ...shares);
  const found = shares.flatMap((share, at) => (share === most ? [at] : []));
  return most > 0 && found.length === 1 ? found[0] : undefined;
}

function turnedRound({ heads, rows }: ReadTable): ReadTable {
  return {
    heads: rows.map(({ label }) => label),
    rows: heads.map((label, at) => ({ label, figures: rows.map(({ figures }) => figures[at]) })),
  };
}

const readTablesOf = oncePerArticle((index): readonly ReadTable[] =>
  tablesOf(index).map(({ heads, rows }) => ({
    heads: heads.map((cell) => conceptsAndNumbersOf(index.textOf(cell))),
    rows: rows.map(({ label, cells }) => ({
      label: conceptsAndNumbersOf(index.textOf(label)),
      figures: cells.map((cell) => within(index.figures, cell)[0]),
    })),
  })),
);
