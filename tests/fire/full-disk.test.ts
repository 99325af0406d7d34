import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { articleNumber, jsonLine, titleOf } from './articles.ts';
import { readBooks } from './books.ts';
import { type Fire, openFire, type Via } from './program.ts';

const ARTICLES = 40;
const AT_ONCE = 6;
const numbers = Array.from({ length: ARTICLES }, (_, n) => n);
const command = ['backlog', 'export.jsonl', '--concurrency', String(AT_ONCE)];
const full = /^upshot: The catalogue cannot grow: the disk is full\. Free some space on the disk that holds .*$/m;

let fire: Fire;
beforeEach(async () => {
  fire = await openFire({ latency: [1, 20] });
  writeFileSync(join(fire.folder, 'export.jsonl'), numbers.map((n) => jsonLine({ text: articleNumber(n) })).join(''));
});
afterEach(() => fire[Symbol.asyncDispose]());

/** All is there, and hardly anything was asked twice: only what was answered when no answer could be written any more. */
async function expectWhole(file: string): Promise<void> {
  const books = readBooks(file);
  expect(books.titles).toEqual(numbers.map(titleOf));
  expect(books).toMatchObject({ open: 0, failed: 0, settled: ARTICLES });
  const { calls } = await fire.asked();
  expect(calls).toBeGreaterThanOrEqual(ARTICLES);
  expect(calls).toBeLessThanOrEqual(ARTICLES + books.uncertain);
}

it('stops where SQLite may not grow any more, and goes on once there is room', { timeout: 60_000 }, async () => {
  const preload = fileURLToPath(new URL('limit-pages.js', import.meta.url));
  const tight: Via = (node, args) => [node, ['--import', preload, ...args]];
  const env = { UPSHOT_TEST_PAGES: '100' };

  const life = fire.start([...command, '--json'], env, tight);
  expect(await life.ended, life.stderr()).toBe(3);
  expect(life.stderr()).toMatch(full);
  expect(life.stderr()).toContain('The same command goes on from here');
  const stopped = readBooks(fire.database);
  expect(stopped.entries).toBeLessThan(ARTICLES);
  expect(life.stdout().match(/"created"/g)).toHaveLength(stopped.entries);
  expect(life.stdout()).not.toContain('"failed"');

  const server = fire.start(['serve', '--port', '0'], env, tight);
  const url = () => /http:\/\/127\.0\.0\.1:\d+/.exec(server.stdout())?.[0];
  await server.until(() => url() !== undefined);
  const answers: [number, unknown][] = [];
  for (let n = ARTICLES - 1; answers.at(-1)?.[0] !== 507 && n > ARTICLES / 2; n -= 1) {
    const headers = { 'content-type': 'text/markdown' };
    const answer = await fetch(`${url()}/v1/articles`, { method: 'POST', body: articleNumber(n), headers });
    answers.push([answer.status, await answer.json()]);
  }
  expect(answers.at(-1)).toMatchObject([507, { hint: expect.stringMatching(/^Free some space/) }]); // some may just fit
  server.signal('SIGTERM');
  expect(await server.ended, server.stderr()).toBe(0);

  const again = fire.start(command);
  expect(await again.ended, again.stderr()).toBe(0);
  await expectWhole(fire.database);
});

it.skipIf(!existsSync('/dev/full'))('says that its output cannot be written', { timeout: 30_000 }, async () => {
  const toFull: Via = (node, args) => ['sh', ['-c', '"$@" > /dev/full', 'sh', node, ...args]];
  const life = fire.start(['backlog', 'export.jsonl', '--json', '--limit', '1'], {}, toFull);
  expect(await life.ended).toBe(1);
  expect(life.stderr()).toMatch(/\nupshot: The output cannot be written \(ENOSPC\)\. The disk is full: /);
  expect(life.stderr()).toContain('The same command ');
  expect(readBooks(fire.database)).toMatchObject({ entries: 1, open: 0 });
});

const ownMounts = spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs -o size=1m upshot /tmp']).status === 0;

it.skipIf(!ownMounts)('does so on a small disk (Linux, where a user may mount one)', { timeout: 60_000 }, async () => {
  const script = `set -e
    mkdir disk && mount -t tmpfs -o size=3m upshot disk && head -c 1800000 /dev/zero > disk/filler
    "$@" && exit 90 || code=$?
    echo "ended with $code" >&2
    rm disk/filler && mount -o remount,size=40m disk
    "$@"
    cp disk/data/* .`;
  const onSmallDisk: Via = (node, args) => ['unshare', ['-rm', 'sh', '-c', script, 'sh', node, ...args]];
  const life = fire.start(command, { UPSHOT_DATA_DIR: 'disk/data' }, onSmallDisk);
  expect(await life.ended, life.stderr()).toBe(0);
  expect(life.stderr()).toMatch(full);
  expect(life.stderr()).toMatch(/\nended with 3\nbacklog: run \w+ goes on: /);
  await expectWhole(join(fire.folder, 'upshot.db'));
});
