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
 * The search index, as search/words.ts fills it: it keeps no text, only where words stand. `entry_word` lists its words;
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

/**
 * Lets a new text or draft of a published entry wait for a person beside it: it is a row of its own that names in `revises`
 * the entry it would replace, and shares its address or text. `receipts` are the ledger's, for as long as an entry waits.
 * A revision outlives its entry: what a person rejected is removed from `entry` and kept there alone.
 *
 * SQLite cannot drop a constraint, so both tables are made anew, the referring one first: to drop a table that others
 * refer to would look for their rows one by one, and delete them.
 */
export const reviewSchema = `
  CREATE TABLE revision_anew (
    seq INTEGER NOT NULL,
    number INTEGER NOT NULL,
    replaced_at INTEGER NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('drafted-anew', 'new-text', 'accepted', 'rejected', 'superseded')),
    note TEXT,
    text_id INTEGER REFERENCES article_text (id),
    content TEXT NOT NULL,
    PRIMARY KEY (seq, number)
  ) STRICT;
  INSERT INTO revision_anew SELECT seq, number, replaced_at, reason, NULL, text_id, content FROM revision;
  DROP TABLE revision;
  ALTER TABLE revision_anew RENAME TO revision;

  CREATE TABLE entry_anew (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    revises INTEGER,
    text_id INTEGER REFERENCES article_text (id),
    url TEXT,
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
    provenance TEXT NOT NULL,
    receipts TEXT NOT NULL,
    CHECK (revises IS NULL OR status = 'needs-review')
  ) STRICT;
  INSERT INTO entry_anew
    SELECT seq, id, NULL, text_id, url, title, title_key, source, source_key, author, published_at, created_at,
      updated_at, status, summary, evidence, provenance, '[]' FROM entry;
  DROP TABLE entry;
  ALTER TABLE entry_anew RENAME TO entry;
  CREATE UNIQUE INDEX entry_by_text ON entry (text_id) WHERE revises IS NULL;
  CREATE UNIQUE INDEX entry_by_url ON entry (url) WHERE revises IS NULL;
  CREATE UNIQUE INDEX entry_waiting ON entry (revises) WHERE revises IS NOT NULL;
  CREATE INDEX entry_waiting_by_text ON entry (text_id) WHERE revises IS NOT NULL;
`;

/**
 * What people do to entries. `locked` names the fields, as JSON, that no draft changes any more. A revision says who made
 * it (null: Upshot); its `content` is what the entry was before it: the whole of it, or those fields alone that changed.
 * A revision of what is gone is found by its id. Number n of this table is revision n + 1: the first is how it was created.
 * `tag_change` is what became of the tags of the vocabulary, in order.
 */
export const editingSchema = `
  CREATE TABLE revision_anew (
    seq INTEGER NOT NULL,
    number INTEGER NOT NULL,
    replaced_at INTEGER NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('drafted-anew', 'new-text', 'accepted', 'rejected', 'superseded', 'imported',
      'edited', 'undone', 'deleted', 'retagged', 'addressed')),
    by TEXT,
    note TEXT,
    text_id INTEGER REFERENCES article_text (id),
    content TEXT NOT NULL,
    PRIMARY KEY (seq, number)
  ) STRICT;
  INSERT INTO revision_anew SELECT seq, number, replaced_at, reason, NULL, note, text_id, content FROM revision;
  DROP TABLE revision;
  ALTER TABLE revision_anew RENAME TO revision;
  CREATE INDEX revision_of_gone ON revision (content ->> 'id') WHERE reason IN ('rejected', 'superseded', 'deleted');

  ALTER TABLE entry ADD COLUMN locked TEXT NOT NULL DEFAULT '[]';

  CREATE TABLE tag_change (
    number INTEGER PRIMARY KEY,
    changed_at INTEGER NOT NULL,
    by TEXT,
    note TEXT,
    what TEXT NOT NULL CHECK (what IN ('rename', 'merge', 'retire')),
    tag TEXT NOT NULL,
    into_tag TEXT,
    name TEXT,
    entries INTEGER NOT NULL
  ) STRICT;
`;

/** In which names the tags of a revision stand: how many changes of the vocabulary there had been before it. */
export const revisionTagsSchema = `
  ALTER TABLE revision ADD COLUMN tag_changes INTEGER NOT NULL DEFAULT 0;
  UPDATE revision SET tag_changes = (SELECT count(*) FROM tag_change WHERE changed_at < replaced_at)
    WHERE EXISTS (SELECT 1 FROM tag_change);
`;
