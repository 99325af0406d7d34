import type { Sqlite } from '../sqlite/sqlite.ts';
import type { SaveCandidate, Saved } from './catalogue.ts';
import { type EntryRow, findRow, findRowByFingerprint, toEntry } from './entry-row.ts';
import { addToListings, type Listed, removeFromListings } from './listing.ts';
import { noteForSearch } from './search-index.ts';
import { sortKey } from './sort-key.ts';

type NewRow = Omit<EntryRow, 'seq'>;

/** Decides what saving a candidate means, and does it. Runs inside one write transaction. */
export function saveEntry(db: Sqlite, candidate: SaveCandidate): Saved {
  const shown = findRowByFingerprint(db, candidate.fingerprint);
  const redraft = shown !== undefined && toEntry(shown).provenance.provider === candidate.replaces;
  if (shown && !redraft) return { outcome: 'unchanged', entry: toEntry(adoptUrl(db, shown, candidate.url)) };
  const old = shown ?? (candidate.url === null ? undefined : findRow(db, 'url = ?', candidate.url));
  const textId = keepText(db, candidate);
  if (!old) return { outcome: 'created', entry: toEntry(insert(db, newRow(db, candidate, textId))) };
  keepRevision(db, old, candidate.now, shown ? 'drafted-anew' : 'new-text');
  return { outcome: 'revised', entry: toEntry(replace(db, old, newRow(db, candidate, textId, old))) };
}

/** An address that comes later belongs to the entry as well: the next text under it is its revision. */
export function adoptUrl(db: Sqlite, row: EntryRow, url: string | null): EntryRow {
  if (row.url !== null || url === null || findRow(db, 'url = ?', url)) return row;
  db.run('UPDATE entry SET url = ? WHERE seq = ?', [url, row.seq]);
  return { ...row, url };
}

/** Texts are kept once, under their fingerprint, and never change. */
function keepText(db: Sqlite, { fingerprint, text }: SaveCandidate): number {
  const known = db.get<{ id: number }>('SELECT id FROM article_text WHERE fingerprint = ?', [fingerprint]);
  return known?.id ?? db.run('INSERT INTO article_text (fingerprint, text) VALUES (?, ?)', [fingerprint, text]);
}

/** What a revision does not say of itself (title, source...) stays as the entry has it. */
function newRow(db: Sqlite, candidate: SaveCandidate, textId: number, old?: EntryRow): NewRow {
  const title = candidate.title ?? old?.title ?? null;
  const source = candidate.source ?? old?.source ?? null;
  return {
    id: old?.id ?? candidate.id,
    text_id: textId,
    url: urlFor(db, candidate.url, old),
    title,
    title_key: sortKey(title),
    source,
    source_key: sortKey(source),
    author: candidate.author ?? old?.author ?? null,
    published_at: candidate.publishedAt ?? old?.published_at ?? null,
    created_at: old?.created_at ?? candidate.now,
    updated_at: candidate.now,
    status: candidate.status,
    summary: JSON.stringify(candidate.summary),
    evidence: JSON.stringify(candidate.evidence),
    provenance: JSON.stringify(candidate.provenance),
  };
}

/** The same text may be sent under an address that another entry has: that one keeps it. */
function urlFor(db: Sqlite, url: string | null, old: EntryRow | undefined): string | null {
  if (!old || url === old.url) return url;
  return url === null || findRow(db, 'url = ?', url) ? old.url : url;
}

const COLUMNS = [
  'id',
  'text_id',
  'url',
  'title',
  'title_key',
  'source',
  'source_key',
  'author',
  'published_at',
  'created_at',
  'updated_at',
  'status',
  'summary',
  'evidence',
  'provenance',
] as const satisfies readonly (keyof NewRow)[];

const INSERT = `INSERT INTO entry (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map((name) => `:${name}`).join(', ')})`;
const UPDATE = `UPDATE entry SET ${COLUMNS.map((name) => `${name} = :${name}`).join(', ')} WHERE seq = :seq`;

/** Adds an entry to its table, its listings and, soon, the search index. */
function insert(db: Sqlite, row: NewRow): EntryRow {
  const inserted = { ...row, seq: db.run(INSERT, { ...row }) };
  addToListings(db, listed(inserted));
  noteForSearch(db, inserted.seq);
  return inserted;
}

function replace(db: Sqlite, old: EntryRow, row: NewRow): EntryRow {
  const replaced = { ...row, seq: old.seq };
  removeFromListings(db, listed(old));
  db.run(UPDATE, { ...replaced });
  addToListings(db, listed(replaced));
  noteForSearch(db, old.seq);
  return replaced;
}

function keepRevision(db: Sqlite, old: EntryRow, now: number, reason: 'drafted-anew' | 'new-text'): void {
  const { seq, text_id, ...content } = old;
  db.run(
    `INSERT INTO revision (seq, number, replaced_at, reason, text_id, content)
     VALUES (:seq, (SELECT count(*) + 1 FROM revision WHERE seq = :seq), :now, :reason, :text_id, :content)`,
    { seq, now, reason, text_id, content: JSON.stringify(content) },
  );
}

function listed(row: EntryRow): Listed {
  const { tags } = JSON.parse(row.summary) as { tags: string[] };
  return {
    seq: row.seq,
    createdAt: row.created_at,
    titleKey: row.title_key,
    status: row.status,
    source: row.source,
    tags,
  };
}
