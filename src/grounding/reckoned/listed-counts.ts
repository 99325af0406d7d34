import type { ArticleIndex } from '../article-index.ts';
import { oncePerArticle } from '../once-per-passage.ts';
import { hasCompany, hasOthers } from './implied-company.ts';
import type { Search } from './search.ts';

const LONGEST_LOOKED_AT = 600; // characters of a passage
const FEW = 3; // at the most, which a text may show without counting: a reason and another, then, later
const MOST_COUNTED = 40; // items that anybody counts in a list

/** The items of a list, the parts of an enumeration, or what a few in words may count anywhere. */
export function ofList({ asked: { claimed }, ranked, claim, index, contradicted }: Search): number | null {
  if (claimed.unit !== null || !Number.isInteger(claimed.count) || claimed.count > MOST_COUNTED) return null;
  const told = ranked.find(
    (passage) => hasOthers(claimed, passage, claim, index) || hasCompany(claimed, passage, index),
  );
  if (told !== undefined) return told;
  if (contradicted) return null;
  const listed = ranked.find((passage) => countsInPassage(passage, index).has(claimed.count));
  if (listed !== undefined) return listed;
  const isAnywhere = listLengths(index).has(claimed.count) || (claimed.spelled && claimed.count <= FEW);
  return isAnywhere ? -1 : null;
}

/** How many parts the enumerations of a passage have: `metrics, a scanner, and tailor` has three. */
function countsInPassage(position: number, index: ArticleIndex): ReadonlySet<number> {
  const passage = index.passages[position];
  const counts = new Set<number>();
  if (!passage) return counts;
  const text = index.textOf({ start: passage.start, end: Math.min(passage.end, passage.start + LONGEST_LOOKED_AT) });
  for (const [run] of text.matchAll(/[^.;:()]{3,}/g)) {
    const commas = run.split(',').length - 1;
    const joined = run.match(/,?\s(?:and|or)\s/g)?.length ?? 0;
    const doubled = run.match(/,\s(?:and|or)\s/g)?.length ?? 0;
    if (joined > 0) for (let parts = 2; parts <= commas + joined - doubled + 1; parts += 1) counts.add(parts);
    else if (commas > 0) counts.add(commas + 1);
  }
  return counts;
}

/** Lengths of the article's lists and tables (with and without head), and how many headings it has of each depth. */
const listLengths = oncePerArticle(({ article: { blocks, text } }): ReadonlySet<number> => {
  const found = new Set<number>();
  const headings = new Map<number, number>();
  let run = 0;
  for (const [position, { kind, depth = 1, start, end }] of blocks.entries()) {
    if (kind === 'list-item') run += 1;
    if (kind === 'list-item' && blocks[position + 1]?.kind === 'list-item') continue;
    if (run > 1) found.add(run);
    run = 0;
    if (kind === 'heading') headings.set(depth, (headings.get(depth) ?? 0) + 1);
    if (kind === 'table') {
      const rows = text.slice(start, end).split('\n').length;
      found.add(rows - 1).add(rows - 2);
    }
  }
  for (const count of headings.values()) if (count > 1) found.add(count);
  return found;
});
