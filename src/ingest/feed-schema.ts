/**
 * `feed` has one row a feed, `feed_item` one for every item of it that need not be looked at again. `feed_round` has one
 * row in all: when the next round of the schedule may begin. Times are milliseconds since the Unix epoch.
 */
export const feedSchema = `
  CREATE TABLE feed (
    url TEXT PRIMARY KEY,
    title TEXT,
    etag TEXT,
    last_modified TEXT,
    read_at INTEGER,
    not_before INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    problem TEXT,
    moved_to TEXT,
    gone INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE feed_item (
    feed TEXT NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (feed, key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE feed_round (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    next_at INTEGER NOT NULL
  ) STRICT;
  INSERT INTO feed_round VALUES (1, 0);
`;

/** The feed that each article was taken from, by its address; other feeds may have it too. */
export const feedArticleSchema = `
  CREATE TABLE feed_article (
    url TEXT PRIMARY KEY,
    feed TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`;
