import type { Sqlite } from '../sqlite/sqlite.ts';
import type { SitemapEntry, SitemapPart, Syndication } from './syndication.ts';

/** What a site map may hold by the protocol of sitemaps.org. */
const PART = 50_000;

/**
 * A name of the catalogue for its feeds, and what crawlers are told: the parts are runs of `seq`, so that none is ever counted
 * out, and the index holds all that a site map says. Triggers keep the time of each part, so that no way of writing can forget it.
 */
export const syndicationSchema = `
  CREATE TABLE catalogue_identity (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL) STRICT;
  INSERT INTO catalogue_identity SELECT 1, printf('%s-%s-4%s-8%s-%s', substr(random, 1, 8), substr(random, 9, 4),
    substr(random, 14, 3), substr(random, 18, 3), substr(random, 21, 12)) FROM (SELECT lower(hex(randomblob(16))) AS random);

  CREATE INDEX entry_in_sitemap ON entry (seq, id, updated_at) WHERE status = 'published';
  CREATE TABLE sitemap_part (number INTEGER PRIMARY KEY, changed_at INTEGER NOT NULL) STRICT;
  INSERT INTO sitemap_part SELECT (seq - 1) / ${PART} + 1, max(updated_at) / 1000 FROM entry WHERE status = 'published' GROUP BY 1;
  CREATE TRIGGER sitemap_inserted AFTER INSERT ON entry WHEN new.status = 'published' BEGIN
    INSERT INTO sitemap_part VALUES ((new.seq - 1) / ${PART} + 1, unixepoch())
      ON CONFLICT (number) DO UPDATE SET changed_at = excluded.changed_at;
  END;
  CREATE TRIGGER sitemap_updated AFTER UPDATE ON entry WHEN 'published' IN (old.status, new.status) BEGIN
    INSERT INTO sitemap_part VALUES ((new.seq - 1) / ${PART} + 1, unixepoch())
      ON CONFLICT (number) DO UPDATE SET changed_at = excluded.changed_at;
  END;
  CREATE TRIGGER sitemap_deleted AFTER DELETE ON entry WHEN old.status = 'published' BEGIN
    UPDATE sitemap_part SET changed_at = unixepoch() WHERE number = (old.seq - 1) / ${PART} + 1;
  END;
`;

const PUBLISHED = `FROM entry INDEXED BY entry_in_sitemap WHERE status = 'published'`;

export function createSqliteSyndication(db: Sqlite): Syndication {
  let identity: string | undefined;
  return {
    async identity() {
      identity ??= db.get<{ id: string }>('SELECT id FROM catalogue_identity')?.id;
      if (identity === undefined) throw new Error('the catalogue has no identity');
      return identity;
    },
    parts: async () =>
      db.all<SitemapPart>(
        `SELECT number, changed_at AS changedAt FROM sitemap_part
         WHERE EXISTS (SELECT 1 ${PUBLISHED} AND seq BETWEEN (number - 1) * ${PART} + 1 AND number * ${PART}) ORDER BY number`,
      ),
    inPart: async (number, after, limit) =>
      db.all<SitemapEntry>(
        `SELECT seq, id, updated_at AS updatedAt ${PUBLISHED} AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?`,
        [Math.max(after, (number - 1) * PART), number * PART, limit],
      ),
  };
}
