import { setImmediate } from 'node:timers/promises';
import type { Entry } from '../../src/catalogue/entry.ts';
import { scopesOf } from '../../src/catalogue/scope.ts';
import { sortKey } from '../../src/catalogue/sort-key.ts';
import type { Sqlite } from '../../src/sqlite/sqlite.ts';
import { type SyntheticEntry, syntheticEntry } from './synthetic.ts';

const provenance: Entry['provenance'] = {
  ...{ provider: 'scripted', model: 'none', prompt: null, promptHash: null, calls: 1, repairs: 0 },
  ...{ inputTokens: 1500, outputTokens: 300, costUsd: null, durationMs: 1200, dropped: [], attempts: [] },
  coverage: [{ start: 0, end: 900 }],
};
const BATCH = 20_000;

/**
 * Puts entries where the product's own save puts them, many times faster: listings are written in their order at the end,
 * out of what was gathered, and nothing is looked for, since all are new. Signals are heard between its batches.
 *
 * @param filled told how many entries are in.
 */
export async function fillCatalogue(db: Sqlite, total: number, filled: (entries: number) => void): Promise<void> {
  db.exec(`
    PRAGMA synchronous = OFF;
    DROP TRIGGER entry_inserted;
    CREATE TEMP TABLE listed (scope INTEGER, created_at INTEGER, title_key TEXT, seq INTEGER);
  `);
  const scopes = new Map<string, { id: number; n: number }>();
  for (let from = 0; from < total; from += BATCH) {
    db.exec('BEGIN IMMEDIATE');
    for (let n = from; n < Math.min(total, from + BATCH); n += 1) insert(db, scopes, syntheticEntry(n, total), n + 1);
    db.exec('COMMIT');
    filled(Math.min(total, from + BATCH));
    await setImmediate();
  }
  db.exec('BEGIN IMMEDIATE');
  for (const [key, { id, n }] of scopes) {
    const [tag = '', source = ''] = JSON.parse(key) as string[];
    const sourceKey = sortKey(source.startsWith('=') ? source.slice(1) : null);
    db.run('INSERT INTO scope (id, status, tag, source, source_key, n) VALUES (?, ?, ?, ?, ?, ?)', [
      ...[id, 'published', tag, source, sourceKey, n],
    ]);
  }
  db.exec(`
    INSERT INTO listing_by_time SELECT scope, created_at, seq FROM listed ORDER BY 1, 2, 3;
    INSERT INTO listing_by_title SELECT scope, title_key, seq FROM listed ORDER BY 1, 2, 3 DESC;
    DROP TABLE temp.listed;
    INSERT INTO search_pending SELECT seq FROM entry;
    UPDATE catalogue_state SET version = version + 1;
    CREATE TRIGGER entry_inserted AFTER INSERT ON entry BEGIN
      UPDATE catalogue_state SET version = version + 1, changed_at = unixepoch();
    END;
    COMMIT;
    PRAGMA synchronous = FULL;
  `);
}

const TEXT = 'INSERT INTO article_text (id, fingerprint, text) VALUES (?, ?, ?)';
const ENTRY = `INSERT INTO entry (seq, id, text_id, url, title, title_key, source, source_key, published_at, created_at,
  updated_at, status, summary, evidence, provenance, receipts)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'published', ?, '[]', ?, '[]')`;
const LISTED = 'INSERT INTO temp.listed VALUES (?, ?, ?, ?)';
const PROVENANCE = JSON.stringify(provenance);

function insert(db: Sqlite, scopes: Map<string, { id: number; n: number }>, entry: SyntheticEntry, seq: number): void {
  const { title, source, createdAt, tags } = entry;
  const key = sortKey(title);
  db.run(TEXT, [seq, entry.fingerprint, entry.text]);
  db.run(ENTRY, [
    ...[seq, entry.id, seq, entry.url, title, key, source, sortKey(source), entry.publishedAt],
    ...[createdAt, createdAt, JSON.stringify(entry.summary), PROVENANCE],
  ]);
  for (const { tag, source: within } of scopesOf({ status: 'published', source, tags })) {
    const name = JSON.stringify([tag, within]);
    const scope = scopes.get(name) ?? { id: scopes.size + 1, n: 0 };
    scope.n += 1;
    scopes.set(name, scope);
    db.run(LISTED, [scope.id, createdAt, key, seq]);
  }
}
