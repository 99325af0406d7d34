import type { Sqlite } from '../../sqlite/sqlite.ts';
import type { Entry } from '../entry.ts';
import { type Alternatives, anyOf } from './expression.ts';
import type { Highlight } from './notes.ts';
import { inScratch } from './scratch.ts';
import { spacedOut } from './unspaced.ts';

/** Both are one UTF-16 code unit, and taken out of what is looked through. */
const OPEN = '\u{e000}';
const CLOSE = '\u{e001}';

type Shown = Pick<Entry, 'title' | 'summary'>;

/**
 * Where entries have the words that were searched for, as the index itself cuts and stems them: their fields are put
 * into a table of this connection alone, with the same tokenizer, and asked for the same words.
 */
export function findHighlights(db: Sqlite, entries: readonly Shown[], terms: readonly Alternatives[]): Highlight[][] {
  const found = entries.map((): Highlight[] => []);
  if (terms.length === 0) return found;
  const fields = entries.flatMap((entry, of) =>
    fieldsOf(entry).map(({ name, text }) => ({ name, of, ...spacedOut(text) })),
  );
  const texts = fields.map(({ text }) => text.replace(/[\u{e000}\u{e001}\0]/gu, ' '));
  const rows = inScratch(db, texts, () =>
    db.all<{ row: number; marked: string }>(
      `SELECT rowid AS row, highlight(scratch, 0, ?, ?) AS marked FROM temp.scratch WHERE scratch MATCH ? ORDER BY rowid`,
      [OPEN, CLOSE, terms.map((alternatives) => anyOf(alternatives)).join(' OR ')],
    ),
  );
  for (const { row, marked } of rows) {
    const field = fields[row];
    if (field) {
      const ranges = rangesIn(marked).map(({ start, end }) => ({
        ...{ field: field.name, start: field.origin(start, 'start'), end: field.origin(end, 'end') },
      }));
      found[field.of]?.push(...ranges);
    }
  }
  return found;
}

function fieldsOf({ title, summary }: Shown): { name: string; text: string }[] {
  return [
    { name: 'title', text: title ?? '' },
    { name: 'whyItMatters', text: summary.whyItMatters },
    ...summary.bullets.map((text, at) => ({ name: `bullets/${at}`, text })),
  ];
}

function rangesIn(marked: string): { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  let at = 0;
  let start = 0;
  for (const [piece] of marked.matchAll(/\u{e000}|\u{e001}|[^\u{e000}\u{e001}]+/gu)) {
    if (piece === OPEN) start = at;
    else if (piece === CLOSE) ranges.push({ start, end: at });
    else at += piece.length;
  }
  return ranges;
}
