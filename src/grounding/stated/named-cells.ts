import type { Range } from '../../article/article.ts';
import type { ArticleIndex } from '../article-index.ts';
import type { Claim } from '../claim.ts';
import { conceptsAndNumbersOf } from '../concepts.ts';
import { agrees, boundOf } from '../figures/agree.ts';
import type { Figure } from '../figures/figures.ts';
import { nearestOf } from '../misplaced.ts';
import { oncePerArticle } from '../once-per-passage.ts';
import { tablesOf } from '../tables.ts';
import { within } from '../within.ts';
import type { Stated } from './exchanged-figures.ts';

const LIKE = 0.5; // surroundings of a figure outside the table that the claim may have taken instead
const LITTLE_LIKE = 0.3; // the same where the claim names only the row or the column
/** What a claim only compares with: it names a line whose figure it need not have. */
const COMPARED =
  /\b(?:from\b(?:[^,;.]|\.(?=\d))*?(?=\sto\s|[,;.]\s|$)|(?:than|compared|against|versus|vs|since|unlike)\b(?:[^,;.]|\.(?=\d))*)/gi;

interface Line {
  /** What its first cell, of a column its head, says and those of the other lines do not all say. */
  readonly name: ReadonlySet<string>;
  /** The figures of each cell, in order. */
  readonly cells: readonly (readonly Figure[])[];
}
interface NamedTable extends Range {
  readonly rows: readonly Line[];
  readonly columns: readonly Line[];
}

/**
 * The cell of a table whose row and column the claim both names, where its figure is that of another cell of the table:
 * 310 jobs a second for version 5.8, which the table has for 5.0. A figure that stands outside the table as well, in
 * surroundings like the claim's, may be meant as it stands there.
 */
export function ofOtherCell(
  { asked: { claimed: figure }, around, places }: Stated,
  claim: Claim,
  index: ArticleIndex,
): Figure | undefined {
  const tables = namedTablesOf(index);
  if (tables.length === 0 || figure.fraction || places.length === 0 || claim.figures.some(isVagueShare))
    return undefined;
  const said = saidBy(claim, figure);
  for (const table of tables) {
    const taken = placeIn(table, places);
    const outside = places.filter(({ start, end }) => end <= table.start || start >= table.end);
    if (!taken) continue;
    const named = [namedLine(table.rows, said), namedLine(table.columns, said)];
    const [row = taken.row, column = taken.column] = named;
    if (speaksOf(taken.row, row, said) || speaksOf(taken.column, column, said)) continue;
    if (taken.row === row && taken.column === column) continue;
    const own = row.cells[table.columns.indexOf(column)]?.find(({ unit }) => unit === taken.place.unit);
    if (!own || claim.figures.some((one) => isThat(one, own, claim))) continue;
    const both = named.every((line) => line !== undefined);
    if (nearestOf(outside, around, index) < (both ? LIKE : LITTLE_LIKE)) return own;
  }
  return undefined;
}

/** Whether a figure stands in the head or the first column of a table. */
export function namesLine({ start }: Range, index: ArticleIndex): boolean {
  const table = namedTablesOf(index).find((one) => one.start <= start && start < one.end);
  return table !== undefined && !table.rows.some(({ cells }) => cells.flat().some((one) => one.start === start));
}

/** `three quarters of the payouts`: names a column whose figure the claim need not have. */
function isVagueShare({ fraction, unit }: Figure): boolean {
  return fraction && unit === 'percent';
}

/** The first cell that holds one of some figures. */
function placeIn({ rows, columns }: NamedTable, places: readonly Figure[]) {
  for (const row of rows) {
    for (const [at, cell] of row.cells.entries()) {
      const [place, column] = [cell.find((one) => places.includes(one)), columns[at]];
      if (place && column) return { place, row, column };
    }
  }
  return undefined;
}

/** Whether a claim has a word of one line that the line which it names has not: it may speak of both. */
function speaksOf(one: Line, named: Line, said: ReadonlySet<string>): boolean {
  return !one.name.difference(named.name).isDisjointFrom(said);
}

function isThat(figure: Figure, { value, count, unit }: Figure, { text }: Claim): boolean {
  const own = { claimed: figure, bound: boundOf(text, figure) };
  return figure.unit === unit ? agrees(own, value, null) : agrees(own, count, null, figure.count);
}

/** The only line whose name the claim has in full, or the one whose name has those of the others in it. */
function namedLine(lines: readonly Line[], said: ReadonlySet<string>): Line | undefined {
  const named = lines.filter(({ name }) => name.size > 0 && name.isSubsetOf(said));
  const longest = named.find(({ name }) => named.every((other) => other.name.isSubsetOf(name)));
  return named.filter(({ name }) => name.size === longest?.name.size).length === 1 ? longest : undefined;
}

function saidBy({ text, moments }: Claim, { start, end }: Figure): ReadonlySet<string> {
  const quarters = moments.flatMap(({ quarter }) => (quarter === undefined ? [] : `q${quarter}`));
  const others = text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
  const own = others.replace(COMPARED, (part, at: number) => (at < start && end <= at + part.length ? part : ' '));
  return namesIn(`${own} ${quarters.join(' ')}`);
}

/** Concepts and numbers, of which `5.8` is one; what is in brackets is no name but a unit. */
function namesIn(text: string): ReadonlySet<string> {
  return conceptsAndNumbersOf(text.replace(/\([^()]*\)/g, ' ').replace(/(?<=\d)\.(?=\d)/g, 'x'));
}

const namedTablesOf = oncePerArticle((index): readonly NamedTable[] =>
  tablesOf(index).map(({ start, end, heads, rows: lines }) => {
    const written = (cell: Range) => namesIn(index.textOf(cell));
    const cells = lines.map((row) => row.cells.map((cell) => within(index.figures, cell)));
    const rows = named(lines.map(({ label }) => written(label))).map((name, at) => ({ name, cells: cells[at] ?? [] }));
    const columns = named(heads.map(written)).map((name, at) => ({ name, cells: cells.map((row) => row[at] ?? []) }));
    return { start, end, rows, columns };
  }),
);

/** Names without what all of them have. */
function named(names: readonly ReadonlySet<string>[]): ReadonlySet<string>[] {
  const common = names.reduce((all, name) => all.intersection(name));
  return names.length > 1 ? names.map((name) => name.difference(common)) : [...names];
}
