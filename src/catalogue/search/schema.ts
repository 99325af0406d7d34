/**
 * The search index anew, for it holds the texts as well: whatever stands is indexed again behind the entries, newest first.
 * It keeps no text, only where words stand; `entry_word` lists its words, which are stems. `search_word` are whole words of
 * titles and summaries, and in how many entries they were met; `search_spelling` finds those that look like another, by
 * groups of three letters.
 */
export const textSearchSchema = `
  DROP TABLE entry_word;
  DROP TABLE entry_search;
  CREATE VIRTUAL TABLE entry_search USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2'
  );
  CREATE VIRTUAL TABLE entry_word USING fts5vocab (entry_search, instance);
  INSERT OR IGNORE INTO search_pending SELECT seq FROM entry;

  CREATE TABLE search_word (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE, n INTEGER NOT NULL) STRICT;
  CREATE VIRTUAL TABLE search_spelling USING fts5 (word, content = '', tokenize = 'trigram');
`;

/** What is written without spaces was indexed in whole runs: it is indexed again, in pairs (see unspaced.ts). */
export const unspacedSearchSchema = `
  INSERT OR IGNORE INTO search_pending
    SELECT seq FROM entry LEFT JOIN article_text ON article_text.id = text_id
    WHERE concat(title, source, summary, substr(text, 1, 400)) GLOB '*[\u{e01}-\u{eff}\u{1000}-\u{109f}\u{1780}-\u{17ff}\u{3041}-\u{30ff}\u{3400}-\u{9fff}\u{20000}-\u{323af}]*';
`;

/** Letters and figures of full width were indexed as they are: what has some is indexed again, as ASCII (see width.ts). */
export const narrowedSearchSchema = `
  INSERT OR IGNORE INTO search_pending
    SELECT seq FROM entry LEFT JOIN article_text ON article_text.id = text_id
    WHERE concat(title, source, summary, substr(text, 1, 4000)) GLOB '*[\u{ff10}-\u{ff19}\u{ff21}-\u{ff3a}\u{ff41}-\u{ff5a}]*';
`;

/** Katakana of half width were indexed as they are: what has some is indexed again, as of full width (see unspaced.ts). */
export const katakanaSearchSchema = `
  INSERT OR IGNORE INTO search_pending
    SELECT seq FROM entry LEFT JOIN article_text ON article_text.id = text_id
    WHERE concat(title, source, summary, substr(text, 1, 4000)) GLOB '*[\u{ff66}-\u{ff9f}\u{3099}\u{309a}]*';
`;

/** Nothing was indexed under its block (see blocks.ts): all is indexed again. */
export const blockSearchSchema = `
  INSERT OR IGNORE INTO search_pending SELECT seq FROM entry;
`;
