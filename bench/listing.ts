/**
 * Listing and saving on a big catalogue: `node bench/listing.ts [entries, default 1000000]`.
 *
 * Fills a temporary catalogue through the product's own save, then reads pages of it warm, beside the plain
 * ORDER BY / LIMIT / OFFSET with COUNT(*) over indexed tables. Then measures saves that share commits beside saves with
 * one commit each.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalogue, ListQuery, SaveCandidate } from '../src/catalogue/catalogue.ts';
import { saveEntry } from '../src/catalogue/save-entry.ts';
import { createSearchIndex } from '../src/catalogue/search-index.ts';
import { createSqliteCatalogue } from '../src/catalogue/sqlite-catalogue.ts';
import { systemClock } from '../src/clock.ts';
import { migrations } from '../src/open-sqlite-store.ts';
import { createWriter } from '../src/sqlite/group-commit.ts';
import { openSqlite } from '../src/sqlite/open-sqlite.ts';
import type { Sqlite } from '../src/sqlite/sqlite.ts';

const TAGS = ['sre', 'data', 'ml', 'security', 'frontend', 'mobile', 'finops', 'culture', 'distributed-systems'];
/** Drawn with falling frequency, like words of a language: `w0` stands in most entries, `w900` in few. */
const VOCABULARY = 20_000;

const total = Number(process.argv[2] ?? 1_000_000);
const folder = mkdtempSync(join(tmpdir(), 'upshot-bench-'));
try {
  await run(join(folder, 'upshot.db'));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function run(file: string): Promise<void> {
  const db = await openSqlite(file, migrations, systemClock);
  const writer = createWriter(db, systemClock);
  const searchIndex = createSearchIndex(db, writer, systemClock);
  const catalogue = createSqliteCatalogue(db, writer, searchIndex);

  print(`${total} entries`);
  fill(db);
  await timed('index for search', () => searchIndex.catchUp());
  print(`file ${Math.round(statSync(file).size / 2 ** 20)} MB`);
  await timed('make the naive tables', () => makeNaive(db));

  const inTag = (await catalogue.tagCounts()).get('sre') ?? 0;
  for (const [tag, entries] of [
    ['sre', inTag],
    [undefined, total],
  ] as const) {
    const last = Math.ceil(entries / 10);
    const pages = {
      first: 1,
      'offset 100,000': 10_001,
      middle: Math.ceil(last / 2),
      'ten before last': last - 10,
      last,
    };
    for (const [where, page] of Object.entries(pages)) {
      if (page > last) continue;
      const ours = await measure(() => catalogue.list(query({ ...(tag && { tag }), page })));
      const naive = await measure(() => readNaive(db, tag, page), 7);
      report(`${tag ?? 'all'} newest, ${where} (page ${page} of ${last})`, ours, naive);
    }
    for (const sort of ['title', 'source'] as const) {
      for (const page of [1, 10_001, last]) {
        if (page > last) continue;
        report(
          `${tag ?? 'all'} by ${sort}, page ${page}`,
          await measure(() => catalogue.list(query({ ...(tag && { tag }), sort, page }))),
        );
      }
    }
  }
  report('tag counts', await measure(() => catalogue.tagCounts()));
  await searches(catalogue);
  await saves(db, catalogue);
  await searchIndex[Symbol.asyncDispose]();
  await writer[Symbol.asyncDispose]();
  db.close();
}

function query(given: Partial<ListQuery>): ListQuery {
  return { status: 'published', page: 1, perPage: 10, ...given };
}

function fill(db: Sqlite): void {
  const start = performance.now();
  db.exec('PRAGMA synchronous = OFF');
  for (let from = 0; from < total; from += 10_000) {
    db.exec('BEGIN IMMEDIATE');
    for (let n = from; n < Math.min(total, from + 10_000); n += 1) saveEntry(db, synthetic(n, 'A short text.'));
    db.exec('COMMIT');
  }
  db.exec('PRAGMA synchronous = FULL');
  const us = ((performance.now() - start) * 1000) / total;
  print(`filled through save: ${us.toFixed(0)} us an entry`);
}

/** A fixed shuffle: neighbours in time are far apart in every other order. */
function mix(n: number): number {
  let hash = Math.imul(n + 1, 0x9e3779b1) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> 0;
  return (hash ^ (hash >>> 13)) >>> 0;
}

function sentence(n: number, words: number): string {
  return Array.from(
    { length: words },
    (_, at) => `w${Math.floor(VOCABULARY ** (mix(n * 131 + at) / 2 ** 32)) - 1}`,
  ).join(' ');
}

function synthetic(n: number, text: string): SaveCandidate {
  const hash = mix(n);
  const tags = [...new Set([TAGS[hash % TAGS.length] ?? 'sre', TAGS[(hash >>> 8) % TAGS.length] ?? 'sre'])];
  return {
    id: `id${n.toString(36).padStart(14, '0')}`,
    fingerprint: `1-${hash.toString(16)}${n.toString(16).padStart(56, '0')}`,
    text,
    title: `${sentence(n, 6)} ${hash.toString(36)}`,
    url: `https://example.org/${hash.toString(36)}/${n}`,
    source: `Source ${hash % 2000}`,
    author: 'Ada',
    publishedAt: null,
    now: 1_700_000_000_000 + n * 1000,
    status: 'published',
    summary: {
      whyItMatters: `Operators gain ${hash % 97} % because ${sentence(n, 20)} entry${n}.`,
      bullets: [1, 2, 3, 4, 5].map((bullet) => `Point ${bullet}: ${sentence(n + bullet, 15)}.`),
      tags,
      keywords: [sentence(hash, 1), sentence(hash >>> 4, 2)],
    },
    evidence: [],
    provenance: {
      provider: 'scripted',
      model: 'none',
      prompt: null,
      promptHash: null,
      calls: 1,
      repairs: 0,
      inputTokens: 1500,
      outputTokens: 300,
      costUsd: null,
      durationMs: 1200,
      dropped: [],
      attempts: [],
      coverage: [{ start: 0, end: 6000 }],
    },
  };
}

function makeNaive(db: Sqlite): void {
  db.exec(`
    BEGIN IMMEDIATE;
    CREATE TABLE naive_tag (tag TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (tag, seq)) WITHOUT ROWID;
    INSERT INTO naive_tag SELECT DISTINCT json_each.value, seq FROM entry, json_each(summary, '$.tags') ORDER BY 1, 2;
    CREATE INDEX naive_created ON entry (status, created_at);
    COMMIT;
  `);
}

function readNaive(db: Sqlite, tag: string | undefined, page: number): void {
  const from = tag === undefined ? 'entry e' : 'naive_tag t JOIN entry e ON e.seq = t.seq AND t.tag = :tag';
  const values = tag === undefined ? {} : { tag };
  db.all(
    `SELECT e.* FROM ${from} WHERE e.status = 'published' ORDER BY e.created_at DESC, e.seq DESC
     LIMIT 10 OFFSET :offset`,
    { ...values, offset: (page - 1) * 10 },
  );
  db.get(`SELECT count(*) FROM ${from} WHERE e.status = 'published'`, values);
}

async function searches(catalogue: Catalogue): Promise<void> {
  const all = [
    'w0',
    'w3',
    'w0 w1',
    'w3 w20 w5',
    'w1',
    'w10',
    'w100',
    'w10000',
    '"w0 w1"',
    'w3 entry777',
    'entry777',
    'w2 w4 w6 w8',
  ];
  for (const q of all) {
    const found = await catalogue.list(query({ q }));
    report(`search ${q} (${found.total})`, await measure(() => catalogue.list(query({ q })), 10));
    report(`search ${q} in sre`, await measure(() => catalogue.list(query({ q, tag: 'sre' })), 10));
  }
  report('search w3 by title', await measure(() => catalogue.list(query({ q: 'w3', sort: 'title' })), 5));
}

async function saves(db: Sqlite, catalogue: Catalogue): Promise<void> {
  const text = sentence(1, 900).slice(0, 6000);
  const count = 2000;
  const candidates = (from: number) =>
    Array.from({ length: count }, (_, n) => synthetic(total + from + n, `${n} ${text}`));

  const grouped = candidates(0);
  const shared = await rate(count, async () => {
    await Promise.all(
      Array.from({ length: 64 }, async () => {
        for (let next = grouped.pop(); next; next = grouped.pop()) await catalogue.save(next);
      }),
    );
  });
  const single = await rate(count, async () => {
    for (const next of candidates(count)) {
      db.run('BEGIN IMMEDIATE');
      saveEntry(db, next);
      db.run('COMMIT');
    }
  });
  print(
    `saves of 6 KB: ${shared} a second at 64 at once, ${single} with one commit each (${(shared / single).toFixed(1)} x)`,
  );
}

async function rate(count: number, act: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await act();
  return Math.round((count * 1000) / (performance.now() - start));
}

interface Times {
  readonly p50: number;
  readonly p99: number;
}

async function measure(act: () => unknown, times = 50): Promise<Times> {
  await act();
  const samples: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const start = performance.now();
    await act();
    samples.push(performance.now() - start);
  }
  samples.sort((a, b) => a - b);
  const at = (share: number) => samples[Math.min(samples.length - 1, Math.floor(samples.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

function report(what: string, ours: Times, naive?: Times): void {
  const beside = naive ? `   naive p50 ${naive.p50.toFixed(1)} ms, ${(naive.p50 / ours.p50).toFixed(0)} x` : '';
  print(`${what.padEnd(48)} p50 ${ours.p50.toFixed(2)} p99 ${ours.p99.toFixed(2)} ms${beside}`);
}

async function timed(what: string, act: () => unknown): Promise<void> {
  const start = performance.now();
  await act();
  print(`${what}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
