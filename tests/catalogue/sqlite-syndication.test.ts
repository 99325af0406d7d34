import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqliteStore, type SqliteStore } from '../../src/open-sqlite-store.ts';
import { connect } from '../../src/sqlite/sqlite.ts';
import { candidate } from '../contract/candidate.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { tempFolder } from '../support/temp-folder.ts';

let folder: ReturnType<typeof tempFolder>;
let file: string;
let store: SqliteStore;
const open = () => openSqliteStore({ file, clock: createFakeClock(), instance: 'test' });
beforeEach(async () => {
  folder = tempFolder();
  file = join(folder.path, 'upshot.db');
  store = await open();
});
afterEach(async () => {
  await store[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

it('has a name of its own, which it keeps', async () => {
  const identity = await store.syndication.identity();
  expect(identity).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  await store[Symbol.asyncDispose]();
  store = await open();
  expect(await store.syndication.identity()).toBe(identity);
});

it('keeps what crawlers are told in step with what is published', async () => {
  const { catalogue, syndication } = store;
  const ids = async () => (await syndication.inPart(1, 0, 100)).map(({ id }) => id);
  await catalogue.save(candidate('waits', { status: 'needs-review' }));
  expect([await syndication.parts(), await ids()]).toEqual([[], []]);
  await catalogue.decide('waits', { verdict: 'accept', reason: null, now: Date.UTC(2026, 0, 2) });
  expect([(await syndication.parts()).length, await ids()]).toEqual([1, ['waits']]);
  await catalogue.save(candidate('second'));
  const [first, second] = await syndication.inPart(1, 0, 100);
  expect([first?.updatedAt, second?.id]).toEqual([Date.UTC(2026, 0, 2), 'second']);
  expect(await syndication.inPart(1, first?.seq ?? 0, 100)).toEqual([second]);
  expect(await syndication.inPart(1, 0, 1)).toEqual([first]);
});

it('puts 50,000 at most in a part, walks along the index alone, and leaves out parts that are empty', async () => {
  await store.catalogue.save(candidate('a'));
  const db = connect(file);
  // seq as it would be after many more
  db.run(`UPDATE sqlite_sequence SET seq = 49999 WHERE name = 'entry'`);
  db.close();
  await store.catalogue.save(candidate('b')); // 50,000
  await store.catalogue.save(candidate('c')); // 50,001
  const { syndication } = store;
  expect((await syndication.parts()).map(({ number }) => number)).toEqual([1, 2]);
  expect((await syndication.inPart(1, 0, 9)).map(({ id }) => id)).toEqual(['a', 'b']);
  expect((await syndication.inPart(2, 0, 9)).map(({ id }) => id)).toEqual(['c']);
  const reader = connect(file);
  const plan = reader.all<{ detail: string }>(
    `EXPLAIN QUERY PLAN SELECT seq, id, updated_at FROM entry INDEXED BY entry_in_sitemap
     WHERE status = 'published' AND seq > 1 AND seq <= 9 ORDER BY seq LIMIT 5`,
  );
  expect(plan.map(({ detail }) => detail)).toEqual([
    'SEARCH entry USING COVERING INDEX entry_in_sitemap (seq>? AND seq<?)',
  ]);
  reader.close();
});
