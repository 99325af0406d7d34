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
