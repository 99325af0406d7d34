import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Revision } from '../../src/catalogue/editing.ts';
import { readRevisions } from '../../src/catalogue/read-revisions.ts';
import { openSqliteStore } from '../../src/open-sqlite-store.ts';
import { connect, type Sqlite } from '../../src/sqlite/sqlite.ts';
import { candidate } from '../contract/candidate.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { tempFolder } from '../support/temp-folder.ts';

const note = { by: 'Ada', now: Date.UTC(2026, 1, 1), reason: null };
const EDITS = 60;

/** How many rows a read takes from the database. */
function countingRows(db: Sqlite) {
  let rows = 0;
  const counting: Sqlite = {
    ...db,
    all: <Row>(...query: Parameters<Sqlite['all']>) => {
      const found = db.all<Row>(...query);
      rows += found.length;
      return found;
    },
  };
  return { db: counting, rows: () => rows };
}

it('reads old pages of a history as quickly as new ones, and the same as all of it at once', async () => {
  using folder = tempFolder();
  const file = join(folder.path, 'upshot.db');
  await using store = await openSqliteStore({ file, clock: createFakeClock(), instance: 'test' });
  await store.catalogue.save(candidate('a', { tags: ['sre'] }));
  const newest = async () => (await store.editing.revisions('a', { limit: 1 }))?.items[0];
  let tag = 'sre';
  for (let n = 0; n < EDITS; n += 1) {
    if (n % 7 === 3) {
      const into = `sre-${n}`;
      const change = { what: 'rename', tag, into, name: into } as const;
      await store.tagChanges.apply(change, { ...note, seen: store.tagChanges.count() });
      tag = into;
      continue;
    }
    const { text: _, ...content } = (await newest())?.after ?? expect.fail('it is there');
    await store.editing.change('a', {
      ...note,
      what: 'edited',
      content: { ...content, title: `No. ${n}` },
      seen: n + 1,
    });
  }
  const all = readAll(connect(file));
  expect(all).toHaveLength(EDITS + 1);
  for (let from = EDITS + 1; from > 0; from -= 1) {
    const { db, rows } = countingRows(connect(file));
    expect(readRevisions(db, 'a', { from, limit: 5 })).toEqual({
      total: EDITS + 1,
      items: all.slice(EDITS + 1 - from, EDITS + 6 - from),
    });
    expect(rows()).toBeLessThanOrEqual(8);
    db.close();
  }
});

function readAll(db: Sqlite): readonly Revision[] {
  const items = readRevisions(db, 'a', { limit: 1000 })?.items ?? [];
  db.close();
  return items;
}
