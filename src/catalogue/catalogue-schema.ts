/**
 * Entries, what they replaced, and their listings. Times are milliseconds since the Unix epoch; `seq` is the order in
 * which entries were created.
 *
 * A scope is what a listing can be narrowed to: status, tag and source. In `tag`, '' is any; in `source`, '' is any,
 * '-' is entries without one, '=Name' is that source. `n` is how many entries it holds. Each listing keeps the entries of
 * every scope in one order, so that a page is a walk along one b-tree and nothing is sorted or counted when it is read.
 */
export const catalogueSchema = `
  CREATE TABLE article_text (
    id INTEGER PRIMARY KEY,
    fingerprint TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL
  ) STRICT;

  CREATE TABLE entry (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    text_id INTEGER UNIQUE REFERENCES article_text (id),
    url TEXT UNIQUE,
    title TEXT,
    title_key TEXT NOT NULL,
    source TEXT,
    source_key TEXT NOT NULL,
    author TEXT,
    published_at TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('published', 'needs-review')),
    summary TEXT NOT NULL,
    evidence TEXT NOT NULL,
    provenance TEXT NOT NULL
  ) STRICT;

  CREATE TABLE revision (
    seq INTEGER NOT NULL REFERENCES entry (seq) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    replaced_at INTEGER NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('drafted-anew', 'new-text')),
    text_id INTEGER REFERENCES article_text (id),
    content TEXT NOT NULL,
    PRIMARY KEY (seq, number)
  ) STRICT;

  CREATE TABLE scope (
    id INTEGER PRIMARY KEY,
    status TEXT NOT NULL,
    tag TEXT NOT NULL,
    source TEXT NOT NULL,
    source_key TEXT NOT NULL,
    n INTEGER NOT NULL,
    UNIQUE (status, tag, source)
  ) STRICT;
  CREATE INDEX scope_by_source ON scope (status, tag, source_key, source) WHERE source <> '';
  CREATE INDEX scope_by_tag ON scope (status, tag) WHERE source = '';

  CREATE TABLE listing_by_time (
    scope INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (scope, created_at, seq)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE listing_by_title (
    scope INTEGER NOT NULL,
    title_key TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (scope, title_key, seq DESC)
  ) STRICT, WITHOUT ROWID;
`;

/**
 * The search index, as search-words.ts fills it: it keeps no text, only where words stand. `entry_word` lists its words;
 * `search_pending` are the entries yet to be indexed.
 */
export const searchSchema = `
  CREATE VIRTUAL TABLE entry_search USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2'
  );
  CREATE VIRTUAL TABLE entry_word USING fts5vocab (entry_search, instance);
  CREATE TABLE search_pending (seq INTEGER PRIMARY KEY) STRICT;
  INSERT INTO search_pending SELECT seq FROM entry;
`;
