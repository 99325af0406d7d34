import type { Sqlite } from '../sqlite/sqlite.ts';
import type { ListSort } from './catalogue.ts';
import { type PageWindow, pageWindow } from './page-window.ts';
import {
  countInScope,
  findScope,
  type Scope,
  type ScopeCount,
  type Scoped,
  scopesBySource,
  scopesOf,
} from './scope.ts';

/** What of an entry stands in its listings. */
export interface Listed extends Scoped {
  readonly seq: number;
  readonly createdAt: number;
  readonly titleKey: string;
}

/** Puts an entry into the listing of each of its scopes, and counts it there. */
export function addToListings(db: Sqlite, entry: Listed): void {
  for (const scope of scopesOf(entry)) {
    const id = countInScope(db, scope, 1);
    db.run('INSERT INTO listing_by_time (scope, created_at, seq) VALUES (?, ?, ?)', [id, entry.createdAt, entry.seq]);
    db.run('INSERT INTO listing_by_title (scope, title_key, seq) VALUES (?, ?, ?)', [id, entry.titleKey, entry.seq]);
  }
}

/** Takes an entry out of where it was listed; `entry` is as it was then. */
export function removeFromListings(db: Sqlite, entry: Listed): void {
  for (const scope of scopesOf(entry)) {
    const id = countInScope(db, scope, -1);
    db.run('DELETE FROM listing_by_time WHERE scope = ? AND created_at = ? AND seq = ?', [
      id,
      entry.createdAt,
      entry.seq,
    ]);
    db.run('DELETE FROM listing_by_title WHERE scope = ? AND title_key = ? AND seq = ?', [
      id,
      entry.titleKey,
      entry.seq,
    ]);
  }
}

export interface ListedPage extends PageWindow {
  readonly total: number;
  /** The entries on the page, in order. */
  readonly seqs: readonly number[];
}

/** Which page of a list is asked for, by number, from 1. */
interface ListPosition {
  readonly sort: ListSort;
  readonly page: number;
  readonly perPage: number;
}

/**
 * A page of a scope. Equals are ordered newest first. The cost grows with the distance to the nearer end of the list, by
 * 25 to 65 ns an entry, and not with its length; a page by source is reached over the counts of the sources.
 */
export function listScope(db: Sqlite, scope: Scope, { sort, page, perPage }: ListPosition): ListedPage {
  const found = findScope(db, scope) ?? { id: 0, n: 0 };
  const window = pageWindow(found.n, page, perPage);
  const walk = sort === 'source' && scope.source === '' ? walkSources(db, scope, window) : null;
  return { ...window, total: found.n, seqs: walk ?? walkList(db, found, sort, window) };
}

/** Entries that a page is walked past in a few tenths of a millisecond. */
const SHORT_WALK = 5_000;

/** Whether a page is near enough to an end of its list to be read without a thought for who waits meanwhile. */
export function isNearEnd(db: Sqlite, scope: Scope, { sort, page, perPage }: ListPosition): boolean {
  if (sort === 'source' && scope.source === '') return false;
  const { n } = findScope(db, scope) ?? { n: 0 };
  const { offset, limit } = pageWindow(n, page, perPage);
  return Math.min(offset, n - offset - limit) <= SHORT_WALK;
}

/** One list after the other; those before the page are skipped whole, by their counts. */
function walkSources(db: Sqlite, scope: Scope, { offset, limit }: PageWindow): number[] {
  const seqs: number[] = [];
  let skip = offset;
  for (const source of scopesBySource(db, scope)) {
    if (seqs.length === limit) break;
    const take = Math.min(limit - seqs.length, source.n - skip);
    if (take > 0) seqs.push(...walkList(db, source, 'source', { offset: skip, limit: take }));
    skip = Math.max(0, skip - source.n);
  }
  return seqs;
}

/** Forwards and backwards, so that a page is reached from the nearer end. Within one source, order is by time. */
const WALKS = {
  newest: ['listing_by_time', 'created_at DESC, seq DESC', 'created_at, seq'],
  oldest: ['listing_by_time', 'created_at, seq', 'created_at DESC, seq DESC'],
  title: ['listing_by_title', 'title_key, seq DESC', 'title_key DESC, seq'],
  source: ['listing_by_time', 'created_at DESC, seq DESC', 'created_at, seq'],
} as const;

function walkList(
  db: Sqlite,
  { id, n }: ScopeCount,
  sort: ListSort,
  { offset, limit }: Pick<PageWindow, 'offset' | 'limit'>,
): number[] {
  const [table, forwards, backwards] = WALKS[sort];
  const after = n - offset - limit;
  const fromEnd = after < offset;
  const rows = db.all<{ seq: number }>(
    `SELECT seq FROM ${table} WHERE scope = ? ORDER BY ${fromEnd ? backwards : forwards} LIMIT ? OFFSET ?`,
    [id, limit, fromEnd ? after : offset],
  );
  const seqs = rows.map((row) => row.seq);
  return fromEnd ? seqs.reverse() : seqs;
}
