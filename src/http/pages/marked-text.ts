import type { Highlight } from '../../catalogue/search/notes.ts';

/** A piece of a text, and whether it is what was searched for. */
export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

/** A field cut where its highlights begin and end; one piece where it has none. */
export function markedText(text: string, field: string, highlights: readonly Highlight[]): Piece[] {
  const pieces: Piece[] = [];
  let last = 0;
  for (const { start, end } of highlights.filter((highlight) => highlight.field === field)) {
    if (start < last || end > text.length) continue;
    if (start > last) pieces.push({ text: text.slice(last, start), marked: false });
    pieces.push({ text: text.slice(start, end), marked: true });
    last = end;
  }
  if (last < text.length || pieces.length === 0) pieces.push({ text: text.slice(last), marked: false });
  return pieces;
}
