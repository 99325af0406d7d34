import type { Sqlite } from '../sqlite/sqlite.ts';
import type { SaveCandidate, Saved } from './catalogue.ts';
import type { Entry } from './entry.ts';
import { type EntryRow, findRow, findRowByFingerprint, findRowByUrl, isLocked, toEntry } from './entry-row.ts';
import { lockedOf } from './locks.ts';
import { keepRevision } from './revision.ts';
import { sortKey } from './sort-key.ts';
import { countTagChanges, tagsNow } from './tags-now.ts';
import { insertRow, type NewRow, removeRow, replaceRow } from './write-row.ts';

/** Decides what saving a candidate means, and does it. Runs inside one write transaction. */
export function saveEntry(db: Sqlite, candidate: SaveCandidate): Saved {
  const { now, status, url } = candidate;
  const shown = findRowByFingerprint(db, candidate.fingerprint);
  const redraft = shown !== undefined && toEntry(shown).provenance.provider === candidate.replaces;
  if (shown && !redraft) return { outcome: 'unchanged', entry: toEntry(adoptUrl(db, shown, url, now)) };
  const old = shown ?? (url === null ? undefined : findRowByUrl(db, url));
  const textId = keepText(db, candidate.fingerprint, candidate.text);
  if (!old) return { outcome: 'created', entry: toEntry(insertRow(db, newRow(db, candidate, textId))) };

  const locked = JSON.stringify(lockedOf(db, candidate));
  const reason = shown ? 'drafted-anew' : 'new-text';
  const main = (old.revises === null ? undefined : findRow(db, 'seq = ?', old.revises)) ?? old;
  const waiting = findRow(db, 'revises = ?', main.seq);
  if (status === 'needs-review' && main.status === 'published') {
    const place = waiting ?? { id: candidate.id, created_at: now, revises: main.seq };
    const row = { ...newRow(db, candidate, textId, main, place), locked };
    if (waiting) keepRevision(db, waiting, { now, reason });
    return { outcome: 'revised', entry: toEntry(waiting ? replaceRow(db, waiting, row) : insertRow(db, row)) };
  }
  if (waiting) {
    keepRevision(db, waiting, { now, reason: 'superseded' });
    removeRow(db, waiting);
  }
  keepRevision(db, main, { now, reason });
  return {
    outcome: 'revised',
    entry: toEntry(replaceRow(db, main, { ...newRow(db, candidate, textId, main), locked })),
  };
}

/** An address that comes later belongs to the entry as well: the next text under it is its revision. */
export function adoptUrl(db: Sqlite, row: EntryRow, url: string | null, now: number): EntryRow {
  if (row.url !== null || url === null || findRowByUrl(db, url)) return row;
  const main = row.revises === null ? undefined : findRow(db, 'seq = ?', row.revises);
  for (const one of [row, main]) {
    if (!one || one.url !== null || isLocked(one, 'url')) continue;
    keepRevision(db, one, { now, reason: 'addressed' }, ['url']);
    db.run('UPDATE entry SET url = ? WHERE seq = ?', [url, one.seq]);
  }
  return findRow(db, 'seq = ?', row.seq) ?? row;
}

/** Texts are kept once, under their fingerprint, and never change. */
export function keepText(db: Sqlite, fingerprint: string, text: string): number {
  const known = db.get<{ id: number }>('SELECT id FROM article_text WHERE fingerprint = ?', [fingerprint]);
  return known?.id ?? db.run('INSERT INTO article_text (fingerprint, text) VALUES (?, ?)', [fingerprint, text]);
}

/** What a revision does not say of itself (title, source...) stays as the entry that it revises has it. */
function newRow(
  db: Sqlite,
  candidate: SaveCandidate,
  textId: number,
  old?: EntryRow,
  place: Pick<EntryRow, 'id' | 'created_at' | 'revises'> = old ?? {
    ...{ id: candidate.id, created_at: candidate.now, revises: null },
  },
): NewRow {
  const title = candidate.title ?? old?.title ?? null;
  const source = candidate.source ?? old?.source ?? null;
  const waits = candidate.status === 'needs-review';
  return {
    id: place.id,
    revises: place.revises,
    text_id: textId,
    url: urlFor(db, candidate.url, old),
    title,
    title_key: sortKey(title),
    source,
    source_key: sortKey(source),
    author: candidate.author ?? old?.author ?? null,
    published_at: candidate.publishedAt ?? old?.published_at ?? null,
    created_at: place.created_at,
    updated_at: candidate.now,
    status: candidate.status,
    summary: JSON.stringify({ ...candidate.summary, tags: tagsNow(db, candidate.summary.tags) }),
    evidence: JSON.stringify(candidate.evidence),
    provenance: JSON.stringify({ ...candidate.provenance, ...givenTags(db, candidate) }),
    receipts: JSON.stringify(waits ? (candidate.receipts ?? []) : []),
    locked: '[]',
  };
}

function givenTags(db: Sqlite, { givenTags = [] }: SaveCandidate): Pick<Entry['provenance'], 'givenTags'> {
  if (givenTags.length === 0) return {};
  return { givenTags: { tags: [...tagsNow(db, givenTags)], tagChanges: countTagChanges(db) } };
}

/** The same text may be sent under an address that another entry has: that one keeps it. */
function urlFor(db: Sqlite, url: string | null, old: EntryRow | undefined): string | null {
  if (!old || url === old.url) return url;
  return url === null || findRowByUrl(db, url) ? old.url : url;
}
