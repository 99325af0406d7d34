import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saveEntry } from '../../../src/catalogue/save-entry.ts';
import {
  katakanaSearchSchema,
  narrowedSearchSchema,
  unspacedSearchSchema,
} from '../../../src/catalogue/search/schema.ts';
import { createSearchIndex, indexBatch, noteForSearch } from '../../../src/catalogue/search/search-index.ts';
import { AppError } from '../../../src/errors.ts';
import { migrations, openSqliteStore } from '../../../src/open-sqlite-store.ts';
import { openSqlite } from '../../../src/sqlite/open-sqlite.ts';
import { loadVocabulary } from '../../../src/tags/vocabulary.ts';
import { candidate } from '../../contract/candidate.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { tempFolder } from '../../support/temp-folder.ts';

describe('the search index', () => {
  let folder: ReturnType<typeof tempFolder>;
  let clock: FakeClock;

  beforeEach(() => {
    folder = tempFolder();
    clock = createFakeClock();
  });
  afterEach(() => folder[Symbol.dispose]());

  const open = () => openSqliteStore({ file: join(folder.path, 'upshot.db'), clock, instance: 'test' });
  const query = (q: string) => ({ q, status: 'published', page: 1, perPage: 100 }) as const;

  it('leaves nothing to wait for when nothing is to be indexed', async () => {
    await using store = await open();
    await store.catalogue.list(query('walrus'));
    expect(clock.sleeps).toEqual([]);
  });

  it('follows saves after a moment, however many', async () => {
    await using store = await open();
    await Promise.all(Array.from({ length: 5 }, (_, n) => store.catalogue.save(candidate(`a${n}`))));
    expect(clock.sleeps).toEqual([200]);
  });

  it('finds what another connection saved and did not index', async () => {
    await using one = await open();
    await using other = await open();
    await Promise.all(
      Array.from({ length: 150 }, (_, n) => one.catalogue.save(candidate(`a${n}`, { title: `Walrus ${n}` }))),
    );
    expect((await other.catalogue.list(query('walrus'))).total).toBe(150);
  });

  it('catches up with an earlier run', async () => {
    {
      await using store = await open();
      await store.catalogue.save(candidate('a', { title: 'Walrus' }));
    }
    await using store = await open();
    expect(clock.sleeps).toEqual([200, 200]);
    expect((await store.catalogue.list(query('walrus'))).total).toBe(1);
  });

  it('writes a long list in the background, the newest first, and says so until it is done', async () => {
    const db = await openSqlite(join(folder.path, 'upshot.db'), migrations, clock);
    db.exec('BEGIN');
    for (let n = 0; n < 700; n += 1) saveEntry(db, candidate(`a${n}`, { title: `Walrus ${n}` }));
    db.exec('COMMIT');
    db.close();
    await using store = await open();
    const found = await store.catalogue.list(query('walrus'));
    expect(found.total).toBeGreaterThanOrEqual(512);
    expect(found.total).toBeLessThan(700);
    expect(found.items[0]?.id).toBe('a699');
    expect(found.search?.hints).toEqual([expect.stringContaining('still being written')]);
    expect((await store.catalogue.list(query('walrus'))).total).toBe(700);
    expect((await store.catalogue.list(query('walrus'))).search?.hints).toEqual([]);
  });

  it('keeps no thread for long over long texts', async () => {
    const db = await openSqlite(join(folder.path, 'upshot.db'), migrations, clock);
    const text = 'A walrus came. '.repeat(3_000);
    for (let n = 0; n < 3; n += 1) saveEntry(db, candidate(`a${n}`, { text: `${n} ${text}` }));
    expect(indexBatch(db, new Set())).toBe(1);
    db.close();
  });

  it.each([
    ['searches without what is noted while another process writes', 'catalogue-busy', 'it goes on'],
    ['says what else keeps it from catching up', 'catalogue-full', 'catalogue-full'],
  ])('%s', async (_what, code, expected) => {
    const db = await openSqlite(join(folder.path, 'upshot.db'), migrations, clock);
    noteForSearch(db, 1);
    const write = () => Promise.reject(new AppError('No', { code, status: 500 }));
    await using index = createSearchIndex(db, { write, [Symbol.asyncDispose]: async () => {} }, clock);
    const ended = await index.catchUp().then(
      () => 'it goes on',
      (error: AppError) => error.code,
    );
    db.close();
    expect(ended).toBe(expected);
  });

  it('ranks a hit in the title first, however many newer entries mention the word', async () => {
    await using store = await open();
    await store.catalogue.save(candidate('titled', { title: 'Walrus' }));
    await Promise.all(
      Array.from({ length: 230 }, (_, n) => {
        const { summary } = candidate('x');
        return store.catalogue.save(candidate(`a${n}`, { summary: { ...summary, bullets: ['A walrus came.'] } }));
      }),
    );
    const shown = await store.catalogue.list({ ...query('walrus'), perPage: 50 });
    expect(shown.total).toBe(231);
    expect(shown.items[0]?.id).toBe('titled');
    const listed = new Set<string>();
    for (let page = 1; page <= shown.pageCount; page += 1) {
      const { items } = await store.catalogue.list({ ...query('walrus'), perPage: 50, page });
      for (const { id } of items) listed.add(id);
    }
    expect(listed.size).toBe(231);
  });

  it('looks so far back as it can for its price, and says so', async () => {
    const db = await openSqlite(join(folder.path, 'upshot.db'), migrations, clock);
    db.exec('BEGIN');
    saveEntry(db, candidate('first', { title: 'Walrus seal' }));
    db.exec(`UPDATE sqlite_sequence SET seq = 4000000 WHERE name = 'entry'`);
    for (let n = 0; n < 210; n += 1) saveEntry(db, candidate(`a${n}`, { title: `Walrus and seal ${n}` }));
    saveEntry(db, candidate('last', { title: 'Walrus seal' }));
    db.exec('COMMIT');
    while (indexBatch(db, new Set()) > 0);
    db.close();
    await using store = await open();
    const found = async (q: string) => {
      const { items, search } = await store.catalogue.list(query(q));
      return { ids: items.map(({ id }) => id), complete: search?.complete, hints: search?.hints };
    };
    const hint = expect.stringMatching(/^Only about the newest [\d,]+ articles/);
    expect(await found('"walrus seal"')).toEqual({ ids: ['last'], complete: false, hints: [hint] });
    expect(await found('"seal walrus"')).toEqual({ ids: [], complete: false, hints: [hint] });
    expect(await found('seal "walrus seal" first')).toEqual({ ids: ['first'], complete: true, hints: [] });
    expect((await store.catalogue.list({ ...query('walrus seal'), sort: 'oldest' })).items[0]?.id).toBe('a0');
  });

  it('knows a tag by a name that it had', async () => {
    await using store = await open();
    const { summary } = candidate('x');
    for (const tag of ['mobile', 'data'])
      await store.catalogue.save(candidate(tag, { title: 'Walrus', summary: { ...summary, tags: [tag] } }));
    const terms = { seen: 0, now: 1000, by: null, reason: null };
    await store.tagChanges.apply({ what: 'merge', tag: 'mobile', into: 'frontend' }, terms);
    const found = async (q: string) => {
      const { items, search } = await store.catalogue.list(query(q));
      return [items.map(({ id }) => id), search?.hints];
    };
    expect(await found('walrus tag:Mobile')).toEqual([['mobile'], []]);
    expect(await found('walrus -tag:mobile')).toEqual([['data'], []]);
    await store.tagChanges.apply({ what: 'retire', tag: 'data' }, { ...terms, seen: 1 });
    expect(await found('tag:data')).toEqual([[], ['No entry has the tag “data”.']]);
  });

  it.each([false, true])('knows a tag by what it is or was called, in another thread: %s', async (readerThread) => {
    const file = join(folder.path, 'upshot.db');
    const vocabulary = loadVocabulary();
    await using store = await openSqliteStore({ file, clock, instance: 'test', vocabulary, readerThread });
    const { summary } = candidate('x');
    for (const tag of ['ml', 'distributed-systems', 'data'])
      await store.catalogue.save(candidate(tag, { title: 'Walrus', summary: { ...summary, tags: [tag] } }));
    const terms = { seen: 0, now: 1000, by: null, reason: null };
    await store.tagChanges.apply({ what: 'rename', tag: 'data', into: 'db', name: 'Data, stored' }, terms);
    const found = async (q: string) => (await store.catalogue.list(query(q))).items.map(({ id }) => id);
    for (const [ids, ...names] of [
      [['ml'], 'ml', '"machine learning"', 'Machine-Learning', '"Máchine  learning"', '“machine learning”'],
      [['distributed-systems'], '"distributed systems"', 'distributed_systems', '"Distributed-Systems"'],
      [['data'], 'db', 'data', '"data, stored"', 'data-stored', 'DB'],
      [[], 'machine', '"learning machine"', '---', 'constructor'],
    ] as const)
      for (const name of names) expect(await found(`tag:${name}`), name).toEqual(ids);
    expect(await found('walrus -tag:"machine learning" -tag:data-stored')).toEqual(['distributed-systems']);
  });

  it('completes the last word when little is found without that', async () => {
    await using store = await open();
    await store.catalogue.save(candidate('long', { title: 'Walruses' }));
    await store.catalogue.save(candidate('other', { title: 'Walking' }));
    const ids = async (q: string) => (await store.catalogue.list(query(q))).items.map(({ id }) => id);
    expect(await ids('walru')).toEqual(['long']);
    expect(await ids('WÁLRU')).toEqual(['long']);
    expect(await ids('wal')).toEqual(['other', 'long']);
    expect(await ids('wa')).toEqual([]);
    expect(await ids('walru title')).toEqual([]);
  });

  it('indexes anew what an older version indexed in whole runs, and nothing else', async () => {
    const db = await openSqlite(join(folder.path, 'upshot.db'), migrations, clock);
    const unspaced = [
      candidate('title', { title: 'Kafka入門' }),
      candidate('text', { text: 'กำลังพัฒนาระบบ' }),
      candidate('source', { source: '東京ブログ' }),
    ];
    db.exec('BEGIN');
    for (const one of [...unspaced, candidate('spaced', { title: 'Zürich, 한국어 “и” ½' })]) saveEntry(db, one);
    db.exec('COMMIT; DELETE FROM search_pending');
    db.exec(unspacedSearchSchema);
    const pending = db.all<{ id: string }>('SELECT id FROM search_pending JOIN entry USING (seq) ORDER BY seq');
    expect(pending.map(({ id }) => id)).toEqual(['title', 'text', 'source']);
    db.close();
  });

  it.each([
    ['in full width', narrowedSearchSchema, 'ＤＮＳの障害', '障害は８４分間続いた', 'DNSの障害！（84分）'],
    ['in half width', katakanaSearchSchema, 'ｻｰﾊﾞの障害', '障害はｶﾞｽ', 'サーバの障害ＤＮＳ･｡'],
  ])('indexes anew what an older version indexed %s, and nothing else', async (_what, schema, title, text, other) => {
    const db = await openSqlite(join(folder.path, 'upshot.db'), migrations, clock);
    db.exec('BEGIN');
    saveEntry(db, candidate('title', { title }));
    saveEntry(db, candidate('text', { text }));
    saveEntry(db, candidate('other', { title: other }));
    db.exec('COMMIT; DELETE FROM search_pending');
    db.exec(schema);
    const pending = db.all<{ id: string }>('SELECT id FROM search_pending JOIN entry USING (seq) ORDER BY seq');
    expect(pending.map(({ id }) => id)).toEqual(['title', 'text']);
    db.close();
  });
});
