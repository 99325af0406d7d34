import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Catalogue, ListQuery } from '../../src/catalogue/catalogue.ts';
import { createReaderThread } from '../../src/catalogue/reader-thread.ts';
import { createSearchIndex, indexBatch } from '../../src/catalogue/search/search-index.ts';
import { createSqliteCatalogue } from '../../src/catalogue/sqlite-catalogue.ts';
import { systemClock } from '../../src/clock.ts';
import { migrations } from '../../src/open-sqlite-store.ts';
import { createWriter } from '../../src/sqlite/group-commit.ts';
import { openSqlite } from '../../src/sqlite/open-sqlite.ts';
import type { Sqlite } from '../../src/sqlite/sqlite.ts';
import { count, ms, table } from '../table.ts';
import { withFolder } from '../throughput.ts';
import { fillCatalogue } from './fill-catalogue.ts';
import { measure, type Times } from './measure.ts';
import { listNaively, makeNaiveTables, searchNaively } from './naive-reads.ts';
import { measureOverHttp } from './over-http.ts';
import { word } from './synthetic.ts';

const TAG = 'sre';

/** Reading a big catalogue side by side with plain SQL, as Markdown. */
export function catalogueReport(quick: boolean): Promise<string> {
  const total = quick ? 50_000 : 1_000_000;
  return withFolder(async (folder) => {
    const file = join(folder, 'data', 'upshot.db');
    const db = await openSqlite(file, migrations, systemClock);
    const building = await build(db, file, total);
    const reading = await readAll(db, file, total, quick);
    db.close();
    const http = await measureOverHttp(folder, `/tags/${TAG}`, word(0), quick);
    return `${building}

${reading}

${table(
  ['over HTTP, the page of a tag', 'p50', 'p99', 'requests a second'],
  [
    ['one after the other', ms(http.page.p50), ms(http.page.p99), ''],
    [
      'the same, while a search for a common word is always under way',
      ms(http.pageBesideSearches.p50),
      ms(http.pageBesideSearches.p99),
      '',
    ],
    ['304, one after the other', ms(http.unchanged.p50), ms(http.unchanged.p99), ''],
    ['16 connections', '', ms(http.pages.p99), count(http.pages.requestsPerSecond)],
    ['304, 16 connections', '', ms(http.notModified.p99), count(http.notModified.requestsPerSecond)],
  ],
)}
`;
  });
}

/** Fills it and has the product index it, which for once is done at a stretch. */
async function build(db: Sqlite, file: string, total: number): Promise<string> {
  const started = performance.now();
  await fillCatalogue(db, total, (entries) => tellSome('filled', entries, total));
  const filled = performance.now();
  const before = sizeOf(db);
  db.exec(`PRAGMA synchronous = OFF; INSERT INTO entry_search (entry_search, rank) VALUES ('hashsize', 33554432)`);
  const common = new Set<string>();
  for (let [took, all] = [1, 0]; took > 0; all += took) {
    db.exec('BEGIN IMMEDIATE');
    took = indexBatch(db, common, 5_000, Number.POSITIVE_INFINITY);
    db.exec('COMMIT');
    tellSome('indexed', all, total);
    await setImmediate();
  }
  const indexed = performance.now();
  db.exec(`INSERT INTO entry_search (entry_search, rank) VALUES ('hashsize', 1048576)`);
  db.exec('PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE)');
  const index = sizeOf(db) - before;
  makeNaiveTables(db);
  const perEntry = ((indexed - filled) * 1000) / total;
  return `${count(total)} entries of some 90 words with texts of 60, filled in ${((filled - started) / 1000).toFixed(0)} s and indexed in ${((indexed - filled) / 1000).toFixed(0)} s (${perEntry.toFixed(0)} µs each); the file has ${count(statSync(file).size / 2 ** 20)} MB, ${count(index / 2 ** 20)} of them for search.`;
}

/** A million entries take minutes, in which nothing else is said. */
function tellSome(what: string, entries: number, total: number): void {
  if (entries % 100_000 === 0) process.stderr.write(`bench: ${what} ${count(entries)} of ${count(total)}\n`);
}

function sizeOf(db: Sqlite): number {
  return (
    db.get<{ size: number }>('SELECT page_count * page_size AS size FROM pragma_page_count, pragma_page_size')?.size ??
    0
  );
}

async function readAll(db: Sqlite, file: string, total: number, quick: boolean): Promise<string> {
  const writer = createWriter(db, systemClock);
  await using index = createSearchIndex(db, writer, systemClock);
  await using reader = createReaderThread(file);
  const catalogue = createSqliteCatalogue({ db, writer, searchIndex: index, reader });
  const listing = await listings(db, catalogue, total, quick);
  const searching = await searches(db, catalogue, total, quick);
  await writer[Symbol.asyncDispose]();
  return `${listing}\n\n${searching}`;
}

async function listings(db: Sqlite, catalogue: Catalogue, total: number, quick: boolean): Promise<string> {
  const rows: string[][] = [];
  const inTag = (await catalogue.tagCounts()).get(TAG) ?? 0;
  for (const [tag, entries] of [
    [undefined, total],
    [TAG, inTag],
  ] as const) {
    const last = Math.ceil(entries / 10);
    const pages = {
      first: 1,
      'offset 100,000': 10_001,
      middle: Math.ceil(last / 2),
      'ten before the last': last - 10,
      last,
    };
    for (const [where, page] of Object.entries(pages).filter(([, page]) => page <= last)) {
      const narrowed = tag === undefined ? {} : { tag };
      const ours = await measure(() => catalogue.list(asked({ ...narrowed, page })), quick ? 30 : 100);
      const naive = await measure(() => listNaively(db, tag, page), 1);
      rows.push([
        `${tag === undefined ? 'all' : `tag ${tag}`}, ${where} (page ${count(page)})`,
        ...besides(ours, naive),
      ]);
    }
  }
  const sources = await measure(() => catalogue.sources({ page: 1, perPage: 100 }), 20);
  rows.push(['sources with counts, 100 a page', ...besides(sources)]);
  rows.push(['state of the catalogue (all that a 304 reads)', ...besides(await measure(() => catalogue.state(), 100))]);
  return table(['a page of 10, newest first (warm)', 'p50', 'p99', 'sorted and counted by SQL', 'ratio'], rows);
}

async function searches(db: Sqlite, catalogue: Catalogue, total: number, quick: boolean): Promise<string> {
  const [common, other, middling, rare] = [word(0), word(3), word(100), word(15_000)];
  const words = (...ranks: number[]) => ranks.map(word).join(' ');
  const sixteen = Array.from({ length: 16 }, (_, n) => word(n * 20).slice(0, 4));
  const misspelt = `${middling.slice(0, 3)}x${middling.slice(4)}`;
  const cases: [string, Partial<ListQuery>, string | null][] = [
    ['a word of nearly every entry', { q: common }, `"${common}"`],
    ['two of them', { q: `${common} ${other}` }, `"${common}" AND "${other}"`],
    ['a phrase of them', { q: `"${common} ${other}"` }, `"${common} ${other}"`],
    ['a word of every few entries', { q: middling }, `"${middling}"`],
    ['a rare word', { q: rare }, `"${rare}"`],
    ['a word of one entry', { q: `entry${total - 777}` }, `"entry${total - 777}"`],
    ['a common and that one', { q: `${common} entry${total - 777}` }, `"${common}" AND "entry${total - 777}"`],
    ['a common word in a tag', { q: common, tag: TAG }, null],
    ['a rare word in a tag', { q: rare, tag: TAG }, null],
    ['a common word of one month', { q: `${common} after:2016-03 before:2016-04` }, null],
    ['a common word but not another', { q: `${common} -${other}` }, null],
    ['several middling words', { q: words(100, 150, 200) }, words(100, 150, 200).replaceAll(' ', ' AND ')],
    ['four, in a tag, since 2015', { q: `${words(100, 101, 102, 103)} after:2015`, tag: TAG }, null],
    ['two common words and a rare one', { q: words(0, 3, 15_000) }, null],
    ['eight that are never together', { q: words(20, 30, 40, 50, 60, 70, 80, 90) }, null],
    ['middling words but not others', { q: `${words(10, 30, 100)} -${word(20)} -${word(50)}` }, null],
    ['an absent phrase of common words', { q: `"${words(3, 5, 9, 12)}"` }, `"${words(3, 5, 9, 12)}"`],
    ['sixteen starred words', { q: sixteen.map((begun) => `${begun}*`).join(' ') }, null],
    ['the beginning of words', { q: `${common.slice(0, 4)}*` }, null],
    ['a misspelt word', { q: misspelt }, null],
    ['a common word, page 500', { q: common, page: 500 }, null],
    ['a common word by title', { q: common, sort: 'title' }, null],
  ];
  const rows: string[][] = [];
  for (const [what, query, naive] of cases) {
    const { total: found } = await catalogue.list(asked(query));
    const ours = await measure(() => catalogue.list(asked(query)), quick ? 10 : 30);
    const plain = naive === null ? undefined : await measure(() => searchNaively(db, naive), 1, { warm: false });
    rows.push([`${what} (${count(found)} found)`, ...besides(ours, plain)]);
  }
  return table(
    ['a search, its first page with highlights (warm)', 'p50', 'p99', 'unbounded bm25 and count, once', 'ratio'],
    rows,
  );
}

function asked(given: Partial<ListQuery>): ListQuery {
  return { status: 'published', page: 1, perPage: 10, ...given };
}

function besides(ours: Times, naive?: Times): string[] {
  return [ms(ours.p50), ms(ours.p99), naive ? ms(naive.p50) : '', naive ? (naive.p50 / ours.p50).toFixed(1) : ''];
}
