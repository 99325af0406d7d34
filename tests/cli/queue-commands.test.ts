import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createInterrupts } from '../../src/cli/interrupts.ts';
import { openSqliteStore } from '../../src/open-sqlite-store.ts';
import { createFakeClock, createInstantClock } from '../support/fake-clock.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { composeForTests, runUpshot } from './run-upshot.ts';

let folder: ReturnType<typeof tempFolder>;
let cwd: string;
beforeEach(() => {
  folder = tempFolder();
  cwd = folder.path;
});
afterEach(() => folder[Symbol.dispose]());

const openStore = () =>
  openSqliteStore({ file: join(cwd, 'data', 'upshot.db'), clock: createInstantClock(), instance: 'other' });

describe('worker', () => {
  it('works on what is queued and ends, leaving dead letters', async () => {
    await using store = await openStore();
    const good = await store.queue.add({ input: { text: '# Good' } });
    const bad = await store.queue.add({ input: { text: '# FAIL' } });
    const { code, stdout, stderr } = await runUpshot(['worker', '--until-idle', '--concurrency', '1'], { cwd });
    expect({ code, stdout, stderr }).toEqual({
      ...{ code: 0, stdout: '' },
      stderr: 'Working on the queue in data/upshot.db, up to 1 at once; 2 wait.\n',
    });
    expect(await store.queue.get(good.id)).toMatchObject({ state: 'done' });
    expect(await store.queue.get(bad.id)).toMatchObject({ state: 'failed', problem: { code: 'too-short' } });
  });

  it('waits for more, and on Ctrl-C ends what is in work', async () => {
    await using store = await openStore();
    const { id } = await store.queue.add({ input: { text: '# Good' } });
    const interrupts = createInterrupts(createFakeClock());
    const compose = composeForTests((summarise) => async (input, signal) => {
      interrupts.press();
      await new Promise(setImmediate);
      return summarise(input, signal);
    });
    const env = { UPSHOT_WORKERS: '0', UPSHOT_LOG_LEVEL: 'silent' }; // as for the servers beside it
    const { code, stderr } = await runUpshot(['worker'], { cwd, env, interrupts, compose });
    expect([code, stderr]).toEqual([0, expect.stringMatching(/up to 8 at once; 1 waits\.\nStopping: .*\n$/)]);
    expect(await store.queue.get(id)).toMatchObject({ state: 'done' });
  });
});

describe('serve', () => {
  it('works on the queue', async () => {
    await using store = await openStore();
    const { id } = await store.queue.add({ input: { text: '# Good' } });
    const interrupts = createInterrupts(createFakeClock());
    const compose = composeForTests((summarise) => (input, signal) => {
      interrupts.press();
      return summarise(input, signal);
    });
    expect((await runUpshot(['serve', '--port', '0'], { cwd, interrupts, compose })).code).toBe(0);
    expect(await store.queue.get(id)).toMatchObject({ state: 'done' });
  });

  it('leaves it to workers when told so', async () => {
    await using store = await openStore();
    const { id } = await store.queue.add({ input: { text: '# Good' } });
    const interrupts = createInterrupts(createFakeClock());
    const ran = await runUpshot(['serve', '--port', '0'], {
      ...{ cwd, interrupts, env: { UPSHOT_LOG_LEVEL: 'silent', UPSHOT_WORKERS: '0' } },
      onWrite: (text) => text.startsWith('Provider') && interrupts.press(),
    });
    expect(ran.code).toBe(0);
    expect(await store.queue.get(id)).toMatchObject({ state: 'waiting' });
  });
});

describe('jobs', () => {
  it('lists what is on the queue, for people and for programs', async () => {
    await using store = await openStore();
    const { id } = await store.queue.add({ input: { text: '# FAIL' } });
    await store.queue.add({ input: { text: '# Good' } });
    await runUpshot(['worker', '--until-idle'], { cwd });
    const failed = await runUpshot(['jobs', '--state', 'failed'], { cwd });
    expect(failed.stdout).toMatch(new RegExp(`^${id}\tfailed\t1\t[\\d-]{10}T[^\t]+Z\tThe article has 3 words\n$`));
    expect(failed.stderr).toBe('Page 1 of 1, 1 job\n');
    const people = await runUpshot(['jobs'], { cwd, terminal: 80, env: { NO_COLOR: '1' } });
    expect(people.stdout).toMatch(new RegExp(`${id}  failed · came .* UTC · tried once\n  The article has 3 words\n`));
    expect(people.stdout).toMatch(/done · came .* UTC · tried once\n {2}upshot show id-\w+\n/);
    const lines = (await runUpshot(['jobs', '--json'], { cwd })).stdout.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual((await store.queue.list({ page: 1, perPage: 20 })).items);
    expect((await runUpshot(['jobs', '--state', 'waiting'], { cwd })).stderr).toBe('No job is like that.\n');
  });

  it('tries again and cancels, where that makes sense', async () => {
    await using store = await openStore();
    const { id } = await store.queue.add({ input: { text: '# FAIL' } });
    await runUpshot(['worker', '--until-idle'], { cwd });
    expect((await runUpshot(['jobs', '--retry', id], { cwd })).stdout).toContain(`${id}\twaiting\t0\t`);
    expect((await runUpshot(['jobs', '--cancel', id], { cwd })).stdout).toContain(`${id}\tcancelled\t0\t`);
    const [again, nosuch] = [
      await runUpshot(['jobs', '--retry', id], { cwd }),
      await runUpshot(['jobs', '--cancel', 'nosuch'], { cwd }),
    ];
    expect([again.code, again.stderr]).toEqual([
      1,
      `upshot: The job ${id} is cancelled already. \`upshot jobs\` shows how each of them stands.\n`,
    ]);
    expect([nosuch.code, nosuch.stderr]).toEqual([1, expect.stringMatching(/^upshot: There is no job nosuch\. /)]);
  });
});
