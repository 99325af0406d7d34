import type { Clock } from '../clock.ts';
import type { Writer } from '../sqlite/group-commit.ts';
import type { Sqlite } from '../sqlite/sqlite.ts';
import type { FeedState, FeedStates } from './feed-states.ts';

interface FeedRow extends Omit<FeedState, 'validators' | 'gone'> {
  readonly gone: 0 | 1;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

const COLUMNS = `url, title, etag, last_modified AS lastModified, read_at AS readAt, not_before AS notBefore,
  failures, problem, moved_to AS movedTo, gone`;

/** What is lost in a power cut is read again: nothing here waits for the disk. */
const RIDES_ALONG = { durable: false } as const;

export function createSqliteFeedStates(db: Sqlite, writer: Writer, clock: Clock): FeedStates {
  return {
    get: async (url) => {
      const row = db.get<FeedRow>(`SELECT ${COLUMNS} FROM feed WHERE url = ?`, [url]);
      return row ? toState(row) : null;
    },
    all: async () => db.all<FeedRow>(`SELECT ${COLUMNS} FROM feed ORDER BY url`).map(toState),
    save: ({ validators, gone, ...state }) =>
      writer.write(() => {
        db.run(
          `INSERT OR REPLACE INTO feed (url, title, etag, last_modified, read_at, not_before, failures, problem,
             moved_to, gone)
           VALUES (:url, :title, :etag, :lastModified, :readAt, :notBefore, :failures, :problem, :movedTo, :gone)`,
          {
            ...{ ...state, gone: gone ? 1 : 0 },
            ...{ etag: validators.etag ?? null, lastModified: validators.lastModified ?? null },
          },
        );
      }, RIDES_ALONG),
    known: async (url, keys) => {
      const found = db.all<{ key: string }>(
        'SELECT key FROM feed_item WHERE feed = ? AND key IN (SELECT value FROM json_each(?))',
        [url, JSON.stringify(keys)],
      );
      return new Set(found.map(({ key }) => key));
    },
    remember: (url, key, article = null) =>
      writer.write(() => {
        db.run('INSERT OR IGNORE INTO feed_item VALUES (?, ?)', [url, key]);
        if (article !== null) db.run('INSERT OR IGNORE INTO feed_article VALUES (?, ?)', [article, url]);
      }, RIDES_ALONG),
    takenElsewhere: async (url, articles) => {
      const found = db.all<{ url: string }>(
        'SELECT url FROM feed_article WHERE feed <> ? AND url IN (SELECT value FROM json_each(?))',
        [url, JSON.stringify(articles)],
      );
      return new Set(found.map((article) => article.url));
    },
    keepOnly: (url, keys) =>
      writer.write(() => {
        db.run('DELETE FROM feed_item WHERE feed = ? AND key NOT IN (SELECT value FROM json_each(?))', [
          url,
          JSON.stringify(keys),
        ]);
      }, RIDES_ALONG),
    beginRound: (until) =>
      writer.write(() => {
        const begun = db.get('UPDATE feed_round SET next_at = ? WHERE next_at <= ? RETURNING only', [
          until,
          clock.now(),
        ]);
        return begun !== undefined;
      }),
    putOffRound: (until) => writer.write(() => void db.run('UPDATE feed_round SET next_at = ?', [until]), RIDES_ALONG),
  };
}

function toState({ etag, lastModified, gone, ...state }: FeedRow): FeedState {
  return {
    ...state,
    gone: gone === 1,
    validators: { ...(etag !== null && { etag }), ...(lastModified !== null && { lastModified }) },
  };
}
