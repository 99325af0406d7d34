import { editDistance } from '../../edit-distance.ts';
import type { Sqlite } from '../../sqlite/sqlite.ts';
import { foldWord } from './query.ts';
import type { Parts } from './words.ts';

/** Shorter words, and those with figures in them, are too like each other for their spelling to be told wrong. */
const SPELT = /^(?:[a-z]{4,30}|\p{L}{4,30})$/u;
/** So many words that look like the one that was typed are compared with it. */
const MOST_ALIKE = 40;
/** Another word is meant only if it is so many times as frequent. */
const RARER = 10;

/** Words are counted up to about here: it is the seldom ones that are told apart by it, and counting costs a write. */
const ENOUGH = 200;

/** So many words that are counted enough are kept in mind. */
const MOST_COMMON = 50_000;

/** Counts the words of entries that are being indexed; `common` is what it keeps in mind from one time to the next. */
export function learnWords(db: Sqlite, entries: readonly Parts[], common: Set<string>): void {
  const counts = new Map<string, number>();
  for (const { title, line, keywords, body } of entries) {
    for (const word of new Set([title, line, keywords, body].flat(2))) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const folded = new Map<string, number>();
  for (const [word, n] of counts) {
    const key = foldWord(word);
    if (!common.has(key) && SPELT.test(key)) folded.set(key, (folded.get(key) ?? 0) + n);
  }
  for (const [word, n] of folded) {
    const known = db.get<{ id: number; n: number }>('SELECT id, n FROM search_word WHERE word = ?', [word]);
    if (!known) {
      const id = db.run('INSERT INTO search_word (word, n) VALUES (?, ?)', [word, n]);
      db.run('INSERT INTO search_spelling (rowid, word) VALUES (?, ?)', [id, fenced(word)]);
    } else if (known.n < ENOUGH) db.run('UPDATE search_word SET n = n + ? WHERE id = ?', [n, known.id]);
    else if (common.size < MOST_COMMON) common.add(word);
  }
}

/** Up to `most` of the words that begin so, the frequent first. */
export function wordsBeginning(db: Sqlite, beginning: string, most: number): string[] {
  const folded = foldWord(beginning);
  const rows = db.all<{ word: string }>(
    `SELECT word FROM (SELECT word, n FROM search_word WHERE word > ? AND word < ? LIMIT 2000) ORDER BY n DESC, word LIMIT ?`,
    [folded, `${folded}\u{10ffff}`, most],
  );
  return rows.map(({ word }) => word);
}

/** Whether so many entries have a word that no other can be meant by it, or it is none whose spelling can be told wrong. */
export function isWellSpelt(db: Sqlite, typed: string): boolean {
  const word = foldWord(typed);
  return !SPELT.test(word) || timesMet(db, word) >= ENOUGH;
}

/** The word that was most likely meant by one that is not, or hardly, known; null when it is none, or none is like it. */
export function likelyWord(db: Sqlite, typed: string): string | null {
  const word = foldWord(typed);
  if (isWellSpelt(db, typed)) return null;
  const known = timesMet(db, word);
  const most = word.length < 6 ? 1 : 2;
  const alike = [...wordsWithTrigramsOf(db, word), ...wordsWithLettersSwapped(db, word)]
    .map((candidate) => ({ ...candidate, distance: editDistance(word, candidate.word) }))
    .filter(({ n, distance }) => distance > 0 && distance <= most && n >= known * RARER)
    .sort((a, b) => a.distance - b.distance || b.n - a.n || (a.word < b.word ? -1 : 1));
  return alike[0]?.word ?? null;
}

function timesMet(db: Sqlite, word: string): number {
  return db.get<{ n: number }>('SELECT n FROM search_word WHERE word = ?', [word])?.n ?? 0;
}

interface KnownWord {
  readonly word: string;
  readonly n: number;
}

function wordsWithTrigramsOf(db: Sqlite, word: string): KnownWord[] {
  const letters = Array.from(fenced(word));
  const groups = letters.slice(2).map((letter, at) => `"${letters[at]}${letters[at + 1]}${letter}"`);
  return db.all<KnownWord>(
    `SELECT word, n FROM search_word WHERE id IN
       (SELECT rowid FROM search_spelling WHERE search_spelling MATCH ? ORDER BY rank LIMIT ?)`,
    [groups.join(' OR '), MOST_ALIKE],
  );
}

/** Short words that differ by two letters that changed places may have no three in common. */
function wordsWithLettersSwapped(db: Sqlite, word: string): KnownWord[] {
  const letters = Array.from(word);
  return letters.slice(1).flatMap((_, at) => {
    const swapped = letters.with(at, letters[at + 1] ?? '').with(at + 1, letters[at] ?? '');
    return db.all<KnownWord>('SELECT word, n FROM search_word WHERE word = ?', [swapped.join('')]);
  });
}

/** First and last letters count as groups of their own. */
function fenced(word: string): string {
  return `^${word}$`;
}
