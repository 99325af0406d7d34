import type { Sqlite } from '../sqlite/sqlite.ts';
import type { EntryStatus } from './entry.ts';
import { sortKey } from './sort-key.ts';

/** A way to narrow a listing, in the notation of the schema: '' any; for a source '-' none, '=Name' that one. */
export interface Scope {
  readonly status: EntryStatus;
  readonly tag: string;
  readonly source: string;
}

/** What of an entry decides where it is listed. */
export interface Scoped {
  readonly status: EntryStatus;
  readonly source: string | null;
  readonly tags: readonly string[];
}

export interface ScopeCount {
  readonly id: number;
  readonly n: number;
}

/** Every scope that an entry belongs to: each of its tags or any, with its source or any. */
export function scopesOf({ status, source, tags }: Scoped): Scope[] {
  const sources = ['', source === null ? '-' : `=${source}`];
  return ['', ...new Set(tags)].flatMap((tag) => sources.map((source) => ({ status, tag, source })));
}

/**
 * The scope of a listing. Without a tag, or a source, it holds those of all. A source that none is called is the one that is
 * called so but for case, accents and punctuation; of several the one with the most entries.
 */
export function scopeFor(db: Sqlite, status: EntryStatus, tag: string | undefined, source: string | undefined): Scope {
  const scope = { status, tag: tag ?? '', source: source === undefined ? '' : `=${source}` };
  const key = sortKey(source ?? '');
  if (key === '' || findScope(db, { ...scope, tag: '' })?.n) return scope;
  const like = db.get<Pick<Scope, 'source'>>(
    `SELECT source FROM scope WHERE status = ? AND tag = '' AND source_key = ? AND source > '=' AND n > 0
     ORDER BY n DESC, source LIMIT 1`,
    [status, key],
  );
  return { ...scope, ...like };
}

/** Undefined when no entry was ever in it. */
export function findScope(db: Sqlite, { status, tag, source }: Scope): ScopeCount | undefined {
  return db.get<ScopeCount>('SELECT id, n FROM scope WHERE status = ? AND tag = ? AND source = ?', [
    status,
    tag,
    source,
  ]);
}

/** Adds `by` to the count of a scope, which is made when it is new; returns its id. */
export function countInScope(db: Sqlite, { status, tag, source }: Scope, by: 1 | -1): number {
  const known = db.get<{ id: number }>(
    'UPDATE scope SET n = n + ? WHERE status = ? AND tag = ? AND source = ? RETURNING id',
    [by, status, tag, source],
  );
  if (known) return known.id;
  const key = sortKey(source.startsWith('=') ? source.slice(1) : null);
  return db.run('INSERT INTO scope (status, tag, source, source_key, n) VALUES (?, ?, ?, ?, ?)', [
    status,
    tag,
    source,
    key,
    by,
  ]);
}

/** The scopes of the single sources within a status and tag, in the order of the sources; those without one last. */
export function scopesBySource(db: Sqlite, { status, tag }: Scope): ScopeCount[] {
  return db.all<ScopeCount>(
    `SELECT id, n FROM scope WHERE status = ? AND tag = ? AND source <> '' ORDER BY source_key, source`,
    [status, tag],
  );
}
