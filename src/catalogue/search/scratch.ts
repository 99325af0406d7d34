import type { Sqlite } from '../../sqlite/sqlite.ts';

/**
 * Puts texts into a table of this connection alone, `temp.scratch`, with the tokenizer of the index, and takes them out
 * again when `read` has asked it something: a text has its place in the list as its row.
 */
export function inScratch<T>(db: Sqlite, texts: readonly string[], read: () => T): T {
  db.exec(`
    CREATE VIRTUAL TABLE IF NOT EXISTS temp.scratch USING fts5 (words, tokenize = 'porter unicode61 remove_diacritics 2');
    CREATE VIRTUAL TABLE IF NOT EXISTS temp.scratch_word USING fts5vocab (temp, scratch, instance);
    DELETE FROM temp.scratch;
  `);
  db.run('INSERT INTO temp.scratch (rowid, words) SELECT key, value FROM json_each(?)', [JSON.stringify(texts)]);
  const found = read();
  db.run('DELETE FROM temp.scratch');
  return found;
}

/** The words of the index that texts are cut into, those of one text joined: texts that have the same are one to it. */
export function stemsOf(db: Sqlite, texts: readonly string[]): string[] {
  const stems = texts.map(() => '');
  const rows = inScratch(db, texts, () =>
    db.all<{ row: number; term: string }>('SELECT doc AS row, term FROM temp.scratch_word ORDER BY doc, offset'),
  );
  for (const { row, term } of rows) stems[row] += ` ${term}`;
  return stems;
}
