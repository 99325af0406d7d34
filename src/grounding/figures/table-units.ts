import type { Range } from '../../article/article.ts';
import type { Passage } from '../passages.ts';
import { cellsIn, columnAt } from '../row-cells.ts';
import { textBefore } from '../text-beside.ts';
import type { Figure } from './figures.ts';
import { unitNames, unitOf } from './units.ts';

const UNIT = `(?<name>%|[$€£¥₹]|${unitNames.join('|')})`;
const SCALE_BEFORE = String.raw`(?:(?<before>thousand|million|billion)s?\s(?:of\s)?)?`;
const SCALE_BEHIND = String.raw`(?:\s?(?<letters>m|mn|bn|k)(?!\p{L})|\s(?<behind>thousand|million|billion)|\s?(?<thousands>1,000|['’]?000))?`;
/** `p99 (ms)`, `Sales (million francs)`, `Sales ($m)`, `Cost (EUR 1,000)`. */
const IN_BRACKETS = new RegExp(
  String.raw`\((?:[^()|]*?\s)??${SCALE_BEFORE}${UNIT}(?!(?!(?:mn?|bn|k)\b)\p{L})${SCALE_BEHIND}[^()|]*\)`,
  'iu',
);
/** `Journeys (million)`. */
const SCALE_ALONE = /\((?:in\s)?(thousand|million|billion)s?\)/i;
/** `Sales, million francs`, `Weight in kg`. */
const AT_END = new RegExp(String.raw`(?:,|\sin)\s${SCALE_BEFORE}${UNIT}${SCALE_BEHIND}\s*$`, 'iu');
/** In the first cell of a table's head: `DKK m`, `in EUR million`. */
const CORNER =
  /^\s*\(?(?:in\s|all\s(?:figures\s)?in\s)?(?<money>\p{Lu}{3}|[$€£¥₹]|)\s?(?<scale>m|mn|million|bn|billion|k|thousand)s?\)?\s*$/iu;
/** In the line before a table: `Key figures, in millions of euros:`. */
const CAPTION = /\bin\s(?<scale>thousand|million|billion)s?\s(?:of\s)?(?<money>\p{L}+)\W*$/iu;
const LONGEST_CAPTION = 160;
const SCALES: Readonly<Record<string, number>> = {
  ...{ thousand: 1e3, k: 1e3, million: 1e6, m: 1e6, mn: 1e6, billion: 1e9, bn: 1e9 },
};

/** What the figures of a cell or of a whole table are counted in. */
interface Scale {
  readonly unit: Figure['unit'];
  /** Base units in one of them. */
  readonly factor: number;
  /** The part of that which is no unit: a million for `€ million`. */
  readonly scale: number;
}

interface Table {
  readonly block: number | undefined;
  readonly heads: readonly string[];
  /** What all its bare figures are counted in. */
  readonly whole: Scale | undefined;
}

/**
 * Reads the unit of bare figures in the cells of tables: from the head of the column or the first cell of the row, as
 * `p99 (ms)`, else from the corner of the table or the line before it, as `in EUR million`.
 *
 * @returns what gives the figure with the unit, by the position of the passage that is its row.
 */
export function tableUnits(passages: readonly Passage[], text: string): (figure: Figure, at: number) => Figure | null {
  let latest: Table | undefined; // figures come in order, those of a table one after the other
  return (figure, at) => {
    const row = passages[at];
    if (!row || figure.unit !== null) return null;
    if (latest?.block !== row.block) latest = tableOf(passages, at, text);
    const cells = cellsIn(row, text);
    const column = columnAt(cells, figure.start);
    const before = cells.slice(0, column + 1).map(({ start, end }) => text.slice(start, Math.min(end, figure.start)));
    const found =
      unitIn(latest.heads[column]) ?? unitIn(before.find((cell) => cell.trim() !== '')) ?? latest.whole ?? null;
    return (
      found && { ...figure, unit: found.unit, value: figure.count * found.factor, count: figure.count * found.scale }
    );
  };
}

/** The table that a passage is a row of. */
function tableOf(passages: readonly Passage[], row: number, text: string): Table {
  let first = row;
  while (passages[first - 1]?.block === passages[row]?.block) first -= 1;
  const top: Range = passages[first] ?? { start: 0, end: 0 };
  const heads = cellsIn(top, text).map(({ start, end }) => text.slice(start, end));
  const corner = heads.find((cell) => cell.trim() !== '');
  const caption = textBefore(text, { start: passages[first - 1]?.end ?? 0 }, LONGEST_CAPTION);
  return {
    block: passages[row]?.block,
    heads,
    whole: scaleIn(CORNER, corner) ?? scaleOfCorner(corner, heads) ?? scaleIn(CAPTION, caption),
  };
}

/** `Sum (million kroner)` in the corner, where no other head has a unit of its own. */
function scaleOfCorner(corner: string | undefined, heads: readonly string[]): Scale | undefined {
  const found = unitIn(corner);
  const others = heads.filter((head) => head !== corner);
  return found && found.scale > 1 && others.every((head) => unitIn(head) === undefined) ? found : undefined;
}

function scaleIn(pattern: RegExp, written = ''): Scale | undefined {
  const { money = '', scale: name } = pattern.exec(written)?.groups ?? {};
  if (name === undefined) return undefined;
  const scale = SCALES[name.toLowerCase()] ?? 1;
  return { unit: unitOf(money)?.[0] ?? null, factor: scale, scale };
}

function unitIn(cell = ''): Scale | undefined {
  const bare = SCALE_ALONE.exec(cell)?.[1];
  if (bare !== undefined)
    return { unit: null, factor: SCALES[bare.toLowerCase()] ?? 1, scale: SCALES[bare.toLowerCase()] ?? 1 };
  const { name, before, behind, letters, thousands } = (IN_BRACKETS.exec(cell) ?? AT_END.exec(cell))?.groups ?? {};
  const unit = name === undefined ? null : unitOf(name);
  if (!unit) return undefined;
  const scale = thousands === undefined ? (SCALES[(before ?? behind ?? letters ?? '').toLowerCase()] ?? 1) : 1000;
  return { unit: unit[0], factor: unit[1] * scale, scale };
}
