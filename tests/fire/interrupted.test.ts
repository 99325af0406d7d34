import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { articleNumber, jsonLine } from './articles.ts';
import { readBooks } from './books.ts';
import { openFire } from './program.ts';

const ARTICLES = 14;
const AT_ONCE = 4;

it('finishes what is in work after one Ctrl-C, leaves it after two, and goes on', { timeout: 60_000 }, async () => {
  // Calls outlast what is done meanwhile, be the machine ever so busy.
  await using fire = await openFire({ latency: [1800, 2200] });
  const lines = Array.from({ length: ARTICLES }, (_, n) => jsonLine({ text: articleNumber(n) }));
  writeFileSync(join(fire.folder, 'export.jsonl'), lines.join(''));
  const run = () => fire.start(['backlog', 'export.jsonl', '--concurrency', String(AT_ONCE)]);
  const asked = async (calls: number) => (await fire.asked()).calls >= calls;

  const once = run();
  await once.until(() => asked(AT_ONCE));
  once.signal('SIGINT');
  expect(await once.ended, once.stderr()).toBe(130);
  expect(once.stderr()).toContain('Stopping: calls under way are finished first. Ctrl-C again ends at once.');
  const { calls } = await fire.asked();
  expect(calls).toBeLessThan(ARTICLES);
  expect(readBooks(fire.database)).toMatchObject({ entries: calls, settled: calls, open: 0, uncertain: 0 });

  const twice = run();
  await twice.until(() => asked(calls + AT_ONCE));
  twice.signal('SIGINT');
  await twice.until(() => twice.stderr().includes('Stopping:'));
  // Presses within a quarter of a second are one: the same signal may come from the terminal, npm and the launcher.
  const pressed = performance.now();
  await twice.until(() => performance.now() - pressed > 260);
  twice.signal('SIGINT');
  expect(await twice.ended, twice.stderr()).toBe(130);
  const left = readBooks(fire.database);
  expect(left.open).toBe(0);
  expect(left.entries).toBe(left.settled);
  expect(left.uncertain).toBeGreaterThan(0);
  expect(left.uncertain).toBeLessThanOrEqual(AT_ONCE);
  expect((await fire.asked()).calls).toBe(left.settled + left.uncertain);

  const last = run();
  expect(await last.ended, last.stderr()).toBe(0);
  expect(readBooks(fire.database)).toMatchObject({ entries: ARTICLES, settled: ARTICLES, uncertain: left.uncertain });
  expect((await fire.asked()).calls).toBe(ARTICLES + left.uncertain);
});

it('waits after one Ctrl-C for no call that has yet to be sent', { timeout: 60_000 }, async () => {
  await using fire = await openFire({ latency: [400, 900] });
  const lines = Array.from({ length: 3 }, (_, n) => jsonLine({ text: articleNumber(n) }));
  writeFileSync(join(fire.folder, 'export.jsonl'), lines.join(''));
  const run = fire.start(['backlog', 'export.jsonl', '--rpm', '1']);
  await run.until(async () => (await fire.asked()).calls === 1);
  const pressed = performance.now();
  run.signal('SIGINT');
  expect(await run.ended, run.stderr()).toBe(130);
  expect(performance.now() - pressed).toBeLessThan(30_000); // the next call was due after a minute
  expect(readBooks(fire.database)).toMatchObject({ entries: 1, settled: 1, open: 0, uncertain: 0 });
});
