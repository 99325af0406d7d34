import type { Sqlite } from '../sqlite/sqlite.ts';
import { followTags, type TagChange, type TagChangeKind } from '../tags/tag-change.ts';
import { FALLBACK_TAG } from '../tags/vocabulary.ts';

/** What tags are called now, for what was written before they changed. */
export function tagsNow(db: Sqlite, tags: readonly string[]): readonly string[] {
  const changes = readTagChanges(db);
  if (changes.length === 0) return tags;
  const current = followTags(tags, changes);
  return current.length > 0 ? current : [FALLBACK_TAG];
}

/** How often tags were changed, which is also the number of the latest change. */
export function countTagChanges(db: Sqlite): number {
  return db.get<{ n: number }>('SELECT coalesce(max(number), 0) AS n FROM tag_change')?.n ?? 0;
}

/** What became of the tags of the vocabulary, in order. */
export function readTagChanges(db: Sqlite): TagChange[] {
  const rows = db.all<{ what: TagChangeKind; tag: string; into: string | null; name: string | null }>(
    'SELECT what, tag, into_tag AS "into", name FROM tag_change ORDER BY number',
  );
  return rows.map(({ what, tag, into, name }) => {
    if (what === 'retire' || into === null) return { what: 'retire', tag };
    return what === 'merge' ? { what, tag, into } : { what, tag, into, name: name ?? into };
  });
}
