import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ListQuery } from '../../src/catalogue/catalogue.ts';
import { createReaderThread } from '../../src/catalogue/reader-thread.ts';
import { systemClock } from '../../src/clock.ts';
import type { AppError } from '../../src/errors.ts';
import { openSqliteStore, type SqliteStore } from '../../src/open-sqlite-store.ts';
import { candidate } from '../contract/candidate.ts';
import { tempFolder } from '../support/temp-folder.ts';

describe('the thread that reads', () => {
  let folder: ReturnType<typeof tempFolder>;
  let file: string;
  let store: SqliteStore;

  beforeEach(async () => {
    folder = tempFolder();
    file = join(folder.path, 'upshot.db');
    store = await openSqliteStore({ file, clock: systemClock, instance: 'test', readerThread: true });
    await store.catalogue.save(candidate('a', { title: 'Walrus', source: 'Some Blog' }));
  });
  afterEach(async () => {
    await store[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });

  const query = (q: string): ListQuery => ({ q, status: 'published', page: 1, perPage: 10 });
  const codeOf = (reading: Promise<unknown>) =>
    reading.then(
      () => 'read',
      (error: AppError) => error.code ?? `${error}`,
    );

  it('finds what was saved, marks it, and lists sources', async () => {
    expect(await store.catalogue.list(query('wal'))).toMatchObject({
      ...{ total: 1, items: [{ id: 'a', title: 'Walrus' }] },
      search: { highlights: [[{ field: 'title', start: 0, end: 6 }]], suggestion: null },
    });
    await store.catalogue.save(candidate('b', { title: 'Another walrus' }));
    expect((await store.catalogue.list(query('walrus'))).total).toBe(2);
    expect((await store.catalogue.sources({ page: 1, perPage: 10 })).items).toEqual([{ name: 'Some Blog', count: 1 }]);
  });

  it('lets those go who give up, and refuses one too many, while the others are answered in order', async () => {
    await using reader = createReaderThread(file, { mostWaiting: 2 });
    const gone = new AbortController();
    const order: string[] = [];
    const read = (name: string, signal?: AbortSignal) =>
      codeOf(reader.list(query('walrus'), signal).then(() => order.push(name)));
    const first = read('first');
    const left = read('left', gone.signal);
    const second = read('second');
    expect(await read('one too many')).toBe('search-overloaded');
    gone.abort(new Error('left'));
    expect(await left).toBe('Error: left');
    expect(await read('never began', gone.signal)).toBe('Error: left');
    const third = read('third');
    expect(await Promise.all([first, second, third])).toEqual(['read', 'read', 'read']);
    expect(order).toEqual(['first', 'second', 'third']);
  });

  it('gives up on a read that takes too long, and says that more may go better', async () => {
    await using reader = createReaderThread(file, { deadlineMs: 0 });
    expect(await Promise.all([codeOf(reader.list(query('walrus'))), codeOf(reader.list(query('a')))])).toEqual([
      'search-overloaded',
      'search-overloaded',
    ]);
  });

  it('ends with what was under way', async () => {
    const reader = createReaderThread(file);
    const reads = Promise.all([codeOf(reader.list(query('walrus'))), codeOf(reader.list(query('walrus')))]);
    await reader[Symbol.asyncDispose]();
    expect(await reads).toEqual(['shutting-down', 'shutting-down']);
    expect(await codeOf(reader.sources({ page: 1, perPage: 1 }))).toBe('shutting-down');
  });

  it('passes on what is wrong with the database', async () => {
    await using reader = createReaderThread(join(folder.path, 'nothing.db'));
    expect(await codeOf(reader.list(query('walrus')))).toBe('catalogue-unusable');
  });
});
