import type { Sqlite } from '../sqlite/sqlite.ts';
import type { EntryPage, ListQuery } from './catalogue.ts';
import type { Entry } from './entry.ts';
import { findRow, toEntry } from './entry-row.ts';
import { isNearEnd, listScope } from './listing.ts';
import { scopeFor } from './scope.ts';
import { findHighlights } from './search/highlights.ts';
import { searchScope } from './search/search.ts';
import type { TagNames } from './search/tag-names.ts';

const BEHIND = 'The search index is still being written: some entries are not found yet.';

/** What is asked of a list, with what tags are called, for a search. */
export type ReadQuery = ListQuery & { readonly tagNames?: TagNames };

/** One page of a list or a search. To be run in a snapshot. */
export function readPage(db: Sqlite, query: ReadQuery): EntryPage {
  const scope = scopeFor(db, query.status, query.tag, query.source);
  const { q = '', page, perPage } = query;
  if (q.trim() === '') {
    const listed = listScope(db, scope, { sort: query.sort ?? 'newest', page, perPage });
    const { pageCount, total, seqs } = listed;
    return { items: entriesOf(db, seqs), page: listed.page, perPage, pageCount, total };
  }
  const found = searchScope(db, scope, { ...query, q });
  const { pageCount, total, suggestion, corrected, complete } = found;
  const behind = db.get('SELECT 1 FROM search_pending LIMIT 1') !== undefined;
  const hints = behind ? [...found.hints, BEHIND] : found.hints;
  const items = entriesOf(db, found.seqs);
  const highlights = findHighlights(db, items, found.terms);
  const search = { highlights, suggestion, corrected, complete, hints };
  return { items, page: found.page, perPage, pageCount, total, search };
}

/** Whether a list's page is read so quickly that nobody who waits meanwhile would notice. */
export function isNear(db: Sqlite, { status, tag, source, sort = 'newest', page, perPage }: ListQuery): boolean {
  return isNearEnd(db, scopeFor(db, status, tag, source), { sort, page, perPage });
}

function entriesOf(db: Sqlite, seqs: readonly number[]): Entry[] {
  return seqs.flatMap((seq) => {
    const row = findRow(db, 'seq = ?', seq);
    return row ? [toEntry(row)] : [];
  });
}
