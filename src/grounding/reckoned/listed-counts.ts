import type { GroundableArticle } from '../../article/article.ts';
import type { ArticleIndex } from '../article-index.ts';

const LONGEST_LOOKED_AT = 600;

/** How many parts the enumerations of a passage have: `metrics, a scanner, and tailor` has three. */
export function countsInPassage(position: number, index: ArticleIndex): ReadonlySet<number> {
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

const lengths = new WeakMap<GroundableArticle, ReadonlySet<number>>();

/** Lengths of the article's lists and tables (with and without head), and how many headings it has of each depth. */
export function listLengths(article: GroundableArticle): ReadonlySet<number> {
  const known = lengths.get(article);
  if (known) return known;
  const found = new Set<number>();
  const headings = new Map<number, number>();
  let run = 0;
  const { blocks, text } = article;
  for (const [position, { kind, depth, start, end }] of blocks.entries()) {
    if (kind === 'list-item') run += 1;
    if (kind === 'list-item' && blocks[position + 1]?.kind === 'list-item') continue;
    if (run > 1) found.add(run);
    run = 0;
    if (kind === 'heading') headings.set(depth ?? 1, (headings.get(depth ?? 1) ?? 0) + 1);
    if (kind === 'table') {
      const rows = text.slice(start, end).split('\n').length;
      found.add(rows - 1);
      found.add(rows - 2);
    }
  }
  for (const count of headings.values()) if (count > 1) found.add(count);
  lengths.set(article, found);
  return found;
}
