import type { Range } from '../../article/article.ts';
import type { ArticleIndex } from '../article-index.ts';
import type { Figure } from '../figures/figures.ts';
import { cellsOf } from '../table-cells.ts';
import { within } from '../within.ts';

/** A figure, and when it held as far as the words tell: a year, a month, or a number that sorts like one. */
interface Dated {
  readonly figure: Figure;
  readonly when: number;
}

const BEFORE = -1;
const NOW = 10_000;
const NEXT = 32; // characters behind a figure that say when
const NEAR = 4; // figures before one that may be the other of a change
const FARTHEST = 60; // characters between two figures of one change
const YEAR = /\b((?:19|20)\d\d)\b/;
const VERSION = /^(?:\p{L}+\s)?v?(\d{1,2})\.(\d{1,2})$/u;
const WAS = /\b(?:before|old|then|earlier|previous(?:ly)?|(?:last\syear|a\syear\s(?:ago|earlier|before)))\b/i;
const IS = /\b(?:after|new|now|today|this\syear|last\syear)\b/i;

/**
 * Figures of an article of which the dates tell which came first: `14 million in 2019 and 9 million last year`, and two cells
 * of a row under `2025` and `2026`, `May` and `June`, `7.9` and `8.0`, or `Before` and `After`. Pairs of the earlier and the later one. Linear in the article.
 */
export function datedPairs(index: ArticleIndex): (readonly [old: Figure, now: Figure])[] {
  return index.passages.flatMap((passage, at) => {
    const figures = within(index.figures, passage).filter(({ fraction, unit }) => !fraction && unit !== 'times');
    const dated = figures.flatMap((figure, place): Dated[] => {
      const when =
        passage.kind === 'table' ? whenOfColumn(figure, at, index) : whenSaid(figure, figures[place + 1], index);
      return when === undefined ? [] : [{ figure, when }];
    });
    return dated.flatMap(({ figure, when }, place) => {
      const before = dated.slice(Math.max(0, place - NEAR), place);
      const last = before.findLast((one) => one.figure.start < figure.start)?.figure.start;
      return before.flatMap((one) => {
        // A cell may be read in more than one unit.
        if (one.figure.start !== last || one.when === when || one.figure.unit !== figure.unit) return [];
        if (passage.kind !== 'table' && figure.start - one.figure.end > FARTHEST) return [];
        return [one.when < when ? ([one.figure, figure] as const) : ([figure, one.figure] as const)];
      });
    });
  });
}

function whenOfColumn(figure: Figure, row: number, index: ArticleIndex): number | undefined {
  const { head } = cellsOf(index, row, figure);
  if (!head || head.start >= figure.start) return undefined;
  const text = index.textOf(head);
  const year = YEAR.exec(text)?.[1];
  if (year !== undefined) return Number(year);
  return WAS.test(text) ? BEFORE : IS.test(text) ? NOW : (monthOf(head, index) ?? versionOf(text, index));
}

/** The month that a head of a table names, where its row has no years and its months come one after the other. */
function monthOf(head: Range, index: ArticleIndex): number | undefined {
  const row = index.passages[index.passageAt(head.start)];
  if (!row || YEAR.test(index.textOf(row))) return undefined;
  const months = within(index.moments, row).filter(({ month, day }) => month !== undefined && day === undefined);
  if (months.some(({ month = 0 }, at) => at > 0 && month <= (months[at - 1]?.month ?? 0))) return undefined;
  return months.find(({ start, end }) => head.start <= start && end <= head.end)?.month;
}

/** The version that a head of a table is, as `8.0` where the article speaks of `Harebell 8.0`: numbers may be anything. */
function versionOf(head: string, { article }: ArticleIndex): number | undefined {
  const [, major, minor] = VERSION.exec(head.trim()) ?? [];
  if (major === undefined || minor === undefined) return undefined;
  const named = new RegExp(
    String.raw`\b(?:\p{Lu}\p{L}+|versions?|releases?|in|than|since|of)\s${major}\.${minor}\b(?!\s?%)`,
    'u',
  );
  return named.test(article.text) ? Number(major) + Number(minor) / 1000 : undefined;
}

/** `in 2019`, `last year`, right behind a figure and before the next one. */
function whenSaid({ end }: Figure, next: Figure | undefined, index: ArticleIndex): number | undefined {
  const after = index.article.text.slice(end, Math.min(end + NEXT, next?.start ?? Number.POSITIVE_INFINITY));
  const [said] = /^[^,.;:()]*/.exec(after) ?? [''];
  const year = /\b(?:in|by|for|of)\s((?:19|20)\d\d)\b/.exec(said)?.[1];
  if (year !== undefined) return Number(year);
  if (/\ba\syear\s(?:ago|earlier|before)\b/.test(said)) return BEFORE;
  return /\b(?:now|today|this\syear|last\syear)\b/.test(said) ? NOW : undefined;
}
