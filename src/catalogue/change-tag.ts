import type { Sqlite } from '../sqlite/sqlite.ts';
import type { TagChange } from '../tags/tag-change.ts';
import { FALLBACK_TAG } from '../tags/vocabulary.ts';

interface Circumstances {
  readonly now: number;
  readonly by: string | null;
  readonly note: string | null;
}

/** The entries that have the tag. */
const TAGGED = `SELECT seq FROM listing_by_time
  WHERE scope IN (SELECT id FROM scope WHERE tag = :tag AND source = '')`;

/** Their tags after the change, in their order and each once; never none. */
const NEW_TAGS = `(SELECT coalesce(nullif(json_group_array(tag ORDER BY place), '[]'), json_array('${FALLBACK_TAG}')) FROM (
  SELECT CASE value WHEN :tag THEN :into ELSE value END AS tag, min(key) AS place
  FROM json_each(entry.summary, '$.tags') WHERE value <> :tag OR :into IS NOT NULL GROUP BY 1))`;

const KEEP = `INSERT INTO revision (seq, number, replaced_at, reason, by, note, text_id, content, tag_changes)
  SELECT seq, (SELECT coalesce(max(number), 0) + 1 FROM revision AS old WHERE old.seq = entry.seq), :now, 'retagged', :by,
    :note, text_id, json_object('summary', summary), (SELECT coalesce(max(number), 0) FROM tag_change)
  FROM entry WHERE seq IN (${TAGGED})`;

const RETAG = `UPDATE entry SET summary = json_set(summary, '$.tags', json(${NEW_TAGS})) WHERE seq IN (${TAGGED})`;

/** Listings that entries come into: those of the new tag, or of the fallback tag for what has no other. */
const ENTERING = `FROM listing_by_%s AS listing
  JOIN scope AS old ON old.id = listing.scope AND old.tag = :tag
  JOIN scope AS new ON new.status = old.status AND new.tag = :target AND new.source = old.source
  WHERE :into IS NOT NULL
    OR (SELECT json_array_length(summary, '$.tags') FROM entry WHERE entry.seq = listing.seq) = 1`;

/**
 * Changes a tag of every entry that has it, in a handful of statements: about 30 microseconds an entry. Runs inside one write
 * transaction. How many entries there were.
 */
export function changeTag(db: Sqlite, change: TagChange, { now, by, note }: Circumstances): number {
  const { tag } = change;
  const into = change.what === 'retire' ? null : change.into;
  const target = into ?? FALLBACK_TAG;
  const n = db.get<{ n: number }>(`SELECT count(*) AS n FROM (${TAGGED})`, { tag })?.n ?? 0;
  db.run(KEEP, { tag, now, by, note });
  const isFree = db.get('SELECT 1 FROM scope WHERE tag = ? LIMIT 1', [target]) === undefined;
  if (into !== null && isFree) {
    db.run(RETAG, { tag, into });
    db.run('UPDATE scope SET tag = ? WHERE tag = ?', [into, tag]); // the lists stay what they are, under another name
    return n;
  }
  moveListings(db, { tag, into, target });
  db.run(RETAG, { tag, into });
  db.run(`DELETE FROM listing_by_time WHERE ${OF_TAG}`, { tag });
  db.run(`DELETE FROM listing_by_title WHERE ${OF_TAG}`, { tag });
  db.run('UPDATE scope SET n = 0 WHERE tag = ?', [tag]);
  return n;
}

const OF_TAG = 'scope IN (SELECT id FROM scope WHERE tag = :tag)';

/** The search index knows entries by the lists that they are in: those that change theirs are indexed anew. */
function moveListings(
  db: Sqlite,
  { tag, into, target }: { readonly tag: string; readonly into: string | null; readonly target: string },
): void {
  db.run(
    `INSERT OR IGNORE INTO scope (status, tag, source, source_key, n)
     SELECT status, :target, source, source_key, 0 FROM scope WHERE tag = :tag`,
    { tag, target },
  );
  for (const [list, key] of [
    ['time', 'created_at'],
    ['title', 'title_key'],
  ] as const) {
    db.run(
      `INSERT OR IGNORE INTO listing_by_${list} (scope, ${key}, seq)
       SELECT new.id, listing.${key}, listing.seq ${ENTERING.replace('%s', list)}`,
      { tag, into, target },
    );
  }
  db.run(
    'UPDATE scope SET n = (SELECT count(*) FROM listing_by_time WHERE listing_by_time.scope = scope.id) WHERE tag = ?',
    [target],
  );
  db.run(`INSERT OR IGNORE INTO search_pending (seq) ${TAGGED}`, { tag });
}
