/**
 * `run`: one row a run. `run_item`: what became last of each article of a series, whichever of its runs met it. Times are
 * milliseconds since the Unix epoch. `lease_until` is for runs of other machines, whose processes cannot be asked after.
 */
export const runsSchema = `
  CREATE TABLE run (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    series TEXT NOT NULL,
    name TEXT NOT NULL,
    command TEXT NOT NULL,
    inputs TEXT NOT NULL,
    options TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'interrupted', 'stopped', 'finished')),
    reason_code TEXT,
    reason_message TEXT,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    owner_host TEXT NOT NULL,
    owner_pid INTEGER NOT NULL,
    owner_instance TEXT NOT NULL,
    lease_until INTEGER NOT NULL,
    created INTEGER NOT NULL DEFAULT 0,
    revised INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    waiting INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX run_series ON run (series, seq);
  CREATE TABLE run_item (
    series TEXT NOT NULL,
    key TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('created', 'revised', 'unchanged', 'failed')),
    run TEXT NOT NULL,
    at INTEGER NOT NULL,
    place TEXT NOT NULL,
    entry TEXT,
    provider TEXT,
    code TEXT,
    message TEXT,
    hint TEXT,
    PRIMARY KEY (series, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX run_failure ON run_item (run, at, key) WHERE outcome = 'failed';
`;

/**
 * A run that is gone on with begins another life: `run_item.life` is the one in which an article came to what it did, `met` the
 * last one in which something stood at its place.
 */
export const runLivesSchema = `
  ALTER TABLE run ADD COLUMN life INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE run_item ADD COLUMN life INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE run_item ADD COLUMN met INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX run_failure_place ON run_item (run, place) WHERE outcome = 'failed';
`;
