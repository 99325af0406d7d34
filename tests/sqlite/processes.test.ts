import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listSorts } from '../../src/catalogue/catalogue.ts';
import { systemClock } from '../../src/clock.ts';
import { openSqliteStore } from '../../src/open-sqlite-store.ts';
import { tempFolder } from '../support/temp-folder.ts';

const script = fileURLToPath(new URL('../support/save-entries.ts', import.meta.url));

let folder: ReturnType<typeof tempFolder>;
let file: string;
let children: ChildProcess[];

beforeEach(() => {
  folder = tempFolder();
  file = join(folder.path, 'new', 'upshot.db');
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  folder[Symbol.dispose]();
});

function start(prefix: string, count: number) {
  const child = spawn(process.execPath, [script, file, prefix, String(count)], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  const output = { text: '', errors: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output.text += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    output.errors += chunk;
  });
  return { child, output, ended: once(child, 'close') };
}

/** Whole lines only: a killed process may leave half of one. */
function acknowledged(text: string): string[][] {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(' '));
}

/** Every listing holds the same entries, as many as its counter says. */
async function expectWhole(ids: ReadonlySet<string>): Promise<void> {
  const db = new DatabaseSync(file);
  expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  expect(db.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
  db.close();
  await using store = await openSqliteStore({ file, clock: systemClock, instance: 'reader' });
  expect((await store.catalogue.tagCounts()).get('sre')).toBe(ids.size);
  for (const query of [...listSorts.map((sort) => ({ sort })), { q: 'sleep' }]) {
    const listed: string[] = [];
    for (let page = 1, pages = 1; page <= pages; page += 1) {
      const shown = await store.catalogue.list({ status: 'published', tag: 'sre', page, perPage: 100, ...query });
      pages = shown.pageCount;
      listed.push(...shown.items.map(({ id }) => id));
    }
    expect(listed.toSorted()).toEqual([...ids].sort());
  }
}

it('lets two processes start on no file at all and write at once', async () => {
  const both = [start('a', 90), start('b', 90)];
  for (const { ended, output } of both) {
    expect(await ended, output.errors).toEqual([0, null]);
  }
  const lines = both.flatMap(({ output }) => acknowledged(output.text));
  expect(lines).toHaveLength(180);
  const created = lines.filter(([outcome]) => outcome === 'created').map(([, id]) => id ?? '');
  expect(created).toHaveLength(150); // 2 x 60 of their own and 30 that only one of them could create
  expect(lines.filter(([outcome]) => outcome === 'unchanged')).toHaveLength(30);
  await expectWhole(new Set(created));
});

it('keeps every acknowledged entry when a process is killed in the middle of writing', async () => {
  const { child, output, ended } = start('a', 100_000);
  while (acknowledged(output.text).length < 100) await once(child.stdout ?? child, 'data');
  child.kill('SIGKILL');
  await ended;
  const saved = new Set(acknowledged(output.text).map(([, id]) => id ?? ''));
  expect(saved.size).toBeGreaterThanOrEqual(100);
  await using store = await openSqliteStore({ file, clock: systemClock, instance: 'after' });
  const counted = (await store.catalogue.tagCounts()).get('sre') ?? 0;
  // Up to eight were on their way: on disk perhaps, but not acknowledged yet.
  expect(counted - saved.size).toBeGreaterThanOrEqual(0);
  expect(counted - saved.size).toBeLessThanOrEqual(16);
  for (const id of saved) expect(await store.catalogue.get(id)).toMatchObject({ id });
  const all = new Set(saved);
  for (let n = 0; all.size < counted; n += 1) if (await store.catalogue.get(`a${n}`)) all.add(`a${n}`);
  await expectWhole(all);
});
