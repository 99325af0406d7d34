import { narrowed } from './width.ts';

/**
 * Scripts that put no space between words. Nothing short of a dictionary tells where their words begin, so a run of letters
 * is indexed as all pairs of neighbours and its last letter, as Lucene's CJKBigramFilter does: a word of it is found
 * wherever it stands, as pairs that follow each other.
 */
const SCRIPTS = String.raw`(?=[\p{L}\p{N}\p{M}])[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]`;
const RUN = new RegExp(`(?:${SCRIPTS})+`, 'gu');
const ANY = new RegExp(SCRIPTS, 'u');
/** A letter, with the mark of its sound where that is one by itself: beside katakana of half width (ｶﾞ), or where it was taken apart. */
const LETTER = /[\uff66-\uff9d][\uff9e\uff9f]?|.[\u3099\u309a]?/gsu;
const COMPOSED = /[\uff66-\uff9f\u3099\u309a]/;

/** A part of a text, from and to these UTF-16 code units of it. Katakana are of full width in it. */
export interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** What of a run it is: the last letter of several is in the pair before it, too. */
  readonly of: 'other' | 'pair' | 'last letter' | 'only letter';
}

/** Whether a text has a letter of a script that puts no spaces between its words. */
export function isUnspaced(text: string): boolean {
  return ANY.test(text);
}

/** The text in its order: what is between runs, and the pairs and last letters of runs. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const addOther = (end: number) => {
    if (end > at) pieces.push({ text: text.slice(at, end), start: at, end, of: 'other' });
  };
  for (const { 0: run, index } of text.matchAll(RUN)) {
    addOther(index);
    at = index;
    const letters = run.match(LETTER) ?? [];
    for (const [n, letter] of letters.entries()) {
      const pair = letter + (letters[n + 1] ?? '');
      const of = n < letters.length - 1 ? 'pair' : n === 0 ? 'only letter' : 'last letter';
      const text = COMPOSED.test(pair) ? pair.normalize('NFKC') : pair;
      pieces.push({ text, start: at, end: at + pair.length, of });
      at += letter.length;
    }
  }
  addOther(text.length);
  return pieces;
}

/** The text as the tokenizer is to have it, with its runs cut, and where in the text a place of that is. */
export function spacedOut(text: string): { text: string; origin: (at: number, edge: 'start' | 'end') => number } {
  const pieces = piecesOf(narrowed(text));
  const starts: number[] = [];
  let spaced = '';
  for (const piece of pieces) {
    if (spaced !== '') spaced += ' ';
    starts.push(spaced.length);
    spaced += piece.text;
  }
  return {
    text: spaced,
    origin(at, edge) {
      const n = starts.findLastIndex((start) => (edge === 'start' ? start <= at : start < at));
      const piece = pieces[n];
      if (!piece) return at;
      const within = at - (starts[n] ?? 0);
      return within >= piece.text.length ? piece.end : piece.start + within;
    },
  };
}
