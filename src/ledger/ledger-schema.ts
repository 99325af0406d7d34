/**
 * One row a call. Only `reserved` and `settled` rows stand in the way of another call with the same key; `discarded`
 * (answered, but led to no valid summary), `failed` and `uncertain` ones are history. Times are milliseconds since the
 * Unix epoch.
 */
export const ledgerSchema = `
  CREATE TABLE ledger (
    receipt INTEGER PRIMARY KEY AUTOINCREMENT,
    request TEXT NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('reserved', 'settled', 'discarded', 'failed', 'uncertain')),
    owner_host TEXT NOT NULL,
    owner_pid INTEGER NOT NULL,
    owner_instance TEXT NOT NULL,
    reserved_at INTEGER NOT NULL,
    lease_until INTEGER NOT NULL,
    closed_at INTEGER,
    code TEXT,
    input_tokens INTEGER NOT NULL DEFAULT 0,
    output_tokens INTEGER NOT NULL DEFAULT 0,
    cost_usd REAL,
    answer TEXT
  ) STRICT;
  CREATE UNIQUE INDEX ledger_active ON ledger (request, provider, model) WHERE state IN ('reserved', 'settled');
  CREATE INDEX ledger_reserved ON ledger (receipt) WHERE state = 'reserved';
`;

/**
 * Puts every call on an account: its day's and, where it is made for one, its run's. While a call is under way or
 * uncertain its row has what it is expected to take, then what it took; an account has the sums over the rows on it, kept in
 * the transaction that changes the row. `entry` is the id of the entry that the answer ended in. Money is whole billionths of a
 * US dollar, so that sums are exact.
 */
export const accountSchema = `
  ALTER TABLE ledger ADD COLUMN run TEXT;
  ALTER TABLE ledger ADD COLUMN entry TEXT;
  ALTER TABLE ledger ADD COLUMN cost_nanos INTEGER;
  UPDATE ledger SET cost_nanos = CAST(round(cost_usd * 1e9) AS INTEGER) WHERE cost_usd IS NOT NULL;
  ALTER TABLE ledger DROP COLUMN cost_usd;

  CREATE TABLE ledger_account (
    name TEXT PRIMARY KEY,
    calls INTEGER NOT NULL,
    settled INTEGER NOT NULL,
    uncertain INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    cost_nanos INTEGER NOT NULL,
    priced INTEGER NOT NULL,
    unpriced INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  INSERT INTO ledger_account
    SELECT 'day:' || date(reserved_at / 1000, 'unixepoch'), count(*),
      count(*) FILTER (WHERE state IN ('settled', 'discarded')), count(*) FILTER (WHERE state = 'uncertain'),
      sum(input_tokens), sum(output_tokens), coalesce(sum(cost_nanos), 0), count(cost_nanos),
      count(*) FILTER (WHERE cost_nanos IS NULL AND (state IN ('settled', 'discarded', 'uncertain') OR output_tokens > 0))
    FROM ledger GROUP BY 1;
`;

/** Finds the answers that an entry is built on. */
export const attributionSchema = `
  CREATE INDEX ledger_of_entry ON ledger (entry) WHERE entry IS NOT NULL;
`;

/** How much of what an account spent is of uncertain calls. */
export const uncertainCostSchema = `
  ALTER TABLE ledger_account ADD COLUMN uncertain_nanos INTEGER NOT NULL DEFAULT 0;
  UPDATE ledger_account SET uncertain_nanos = found.nanos FROM (
    SELECT 'day:' || date(reserved_at / 1000, 'unixepoch') AS name, sum(cost_nanos) AS nanos
      FROM ledger WHERE state = 'uncertain' AND cost_nanos IS NOT NULL GROUP BY 1
    UNION ALL
    SELECT 'run:' || run, sum(cost_nanos)
      FROM ledger WHERE state = 'uncertain' AND cost_nanos IS NOT NULL AND run IS NOT NULL GROUP BY 1
  ) AS found WHERE found.name = ledger_account.name;
`;
