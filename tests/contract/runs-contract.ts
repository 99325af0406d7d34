import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyAt, LIMIT_REACHED, type NewRunItem, type RunPlan, type Runs } from '../../src/runs/runs.ts';

/** One process's view of the runs. */
export interface RunsProcess {
  readonly runs: Runs;
  /** From now on the others see this process as dead. */
  die(): void;
}

export interface OpenRuns extends AsyncDisposable {
  /** Another process on the same database, on another machine if asked for. */
  start(host?: string): RunsProcess;
  advance(ms: number): void;
}

/** What every store of runs does. `open` returns an empty one that stands in one place for all its processes. */
export function runsContract(name: string, { open }: { open: () => Promise<OpenRuns> }): void {
  describe(`${name} keeps the runs contract`, () => {
    let book: OpenRuns;
    let one: RunsProcess;
    let other: RunsProcess;
    let ids = 0;

    beforeEach(async () => {
      book = await open();
      one = book.start();
      other = book.start();
      ids = 0;
    });
    afterEach(() => book[Symbol.asyncDispose]());

    const plan = (given: Partial<RunPlan> = {}): RunPlan => ({
      ...{ id: `run-${++ids}`, series: 's1', name: 'backlog', command: 'upshot backlog posts' },
      ...{ inputs: ['/posts'], options: { limit: 3, tag: ['sre'] }, ...given },
    });
    const item = (key: string, given: Partial<NewRunItem> = {}): NewRunItem => ({
      ...{ key, place: `${key}.md`, outcome: 'created', entry: `entry-${key}`, provider: 'openai', waiting: false },
      ...{ error: null, ...given },
    });
    const failed = (key: string, code = 'too-short') =>
      item(key, { outcome: 'failed', entry: null, provider: null, error: { code, message: 'No', hint: 'Do.' } });
    const interrupted = { state: 'interrupted', reason: null, skipped: 0 } as const;
    const finished = { state: 'finished', reason: null, skipped: 0 } as const;
    const nothing = { created: 0, revised: 0, unchanged: 0, failed: 0, waiting: 0, skipped: 0 };

    it('begins a run and keeps what it was given', async () => {
      const run = await one.runs.begin(plan());
      expect(run).toEqual({
        ...{ id: 'run-1', series: 's1', name: 'backlog', command: 'upshot backlog posts', inputs: ['/posts'] },
        ...{ options: { limit: 3, tag: ['sre'] }, state: 'running', reason: null, counts: nothing },
        ...{ life: 1, startedAt: expect.stringMatching(/^\d{4}-.*Z$/), endedAt: null },
      });
      expect(await other.runs.get('run-1')).toEqual(run);
      expect(await one.runs.get('none')).toBeNull();
      expect(await one.runs.last('s1')).toEqual(run);
      expect(await one.runs.last('s2')).toBeNull();
    });

    it('goes on with the one that was interrupted, with what is asked for now', async () => {
      const run = await one.runs.begin(plan());
      await one.runs.record(run, [item('a'), failed('b')]);
      await one.runs.end(run, interrupted);
      const again = await other.runs.begin(plan({ options: { limit: 9 } }));
      expect(again).toMatchObject({
        ...{ id: 'run-1', state: 'running', endedAt: null, options: { limit: 9 } },
        counts: { created: 1, failed: 1 },
      });
    });

    it.each([
      ['finished', finished],
      ['stopped at its limit', { ...finished, state: 'stopped', reason: { code: LIMIT_REACHED, message: 'three' } }],
    ] as const)('begins anew when the last one has %s', async (_what, ending) => {
      await one.runs.end(await one.runs.begin(plan()), interrupted);
      await one.runs.end(await one.runs.begin(plan()), ending);
      expect(await one.runs.begin(plan())).toMatchObject({ id: 'run-3', counts: nothing });
      expect((await one.runs.list(5)).map(({ id, state }) => [id, state])).toEqual([
        ['run-3', 'running'],
        ['run-1', ending.state],
      ]);
    });

    it('goes on with one that stopped for any other reason', async () => {
      const reason = { code: 'budget-exhausted', message: 'It is spent' };
      await one.runs.end(await one.runs.begin(plan()), { state: 'stopped', reason, skipped: 4 });
      expect(await one.runs.get('run-1')).toMatchObject({ state: 'stopped', reason, counts: { skipped: 4 } });
      expect(await one.runs.begin(plan())).toMatchObject({ id: 'run-1', reason: null, counts: { skipped: 0 } });
    });

    it('gives a second process a run of its own while the first one works', async () => {
      const asked = await Promise.all([one.runs.begin(plan()), other.runs.begin(plan())]);
      expect(asked.map(({ id }) => id).sort()).toEqual(['run-1', 'run-2']);
    });

    it('refuses that who wants to work alone, while the first one works on this machine', async () => {
      await book.start('elsewhere').runs.begin(plan());
      expect(await one.runs.beginAlone(plan())).toMatchObject({ id: 'run-2' });
      expect(await other.runs.beginAlone(plan())).toBe('in-work');
      expect(await other.runs.beginAlone(plan({ series: 's2' }))).toMatchObject({ id: 'run-4' });
      one.die();
      expect(await other.runs.beginAlone(plan())).toMatchObject({ id: 'run-2' });
    });

    it('does not refuse it for a process that seems to live but was not heard of for long', async () => {
      await one.runs.beginAlone(plan());
      book.advance(15 * 60_000);
      expect(await other.runs.beginAlone(plan())).toMatchObject({ id: 'run-2' });
    });

    it('keeps series apart', async () => {
      const run = await one.runs.begin(plan());
      await one.runs.record(run, [item('a')]);
      await one.runs.end(run, interrupted);
      expect((await one.runs.begin(plan({ series: 's2' }))).id).toBe('run-2');
      expect(await one.runs.item('s2', 'a')).toBeNull();
    });

    it('takes over from a process that died', async () => {
      await one.runs.begin(plan());
      one.die();
      expect(await other.runs.get('run-1')).toMatchObject({ state: 'interrupted', reason: { code: 'crashed' } });
      expect(await other.runs.begin(plan())).toMatchObject({ id: 'run-1', state: 'running' });
    });

    it('takes over from another machine once it was not heard of for long', async () => {
      const far = book.start('elsewhere');
      const run = await far.runs.begin(plan());
      book.advance(14 * 60_000);
      await far.runs.tick(run, 7);
      book.advance(14 * 60_000);
      expect((await one.runs.begin(plan())).id).toBe('run-2');
      book.advance(60_000);
      expect(await one.runs.get('run-1')).toMatchObject({ state: 'interrupted', counts: { skipped: 7 } });
    });

    it('goes on with any run by its id, unless somebody works on it', async () => {
      const run = await one.runs.begin(plan());
      expect(await other.runs.goOn('run-1', plan())).toBe('in-work');
      await one.runs.end(run, finished);
      expect(await other.runs.goOn('run-1', plan())).toMatchObject({ id: 'run-1', state: 'running' });
      expect(await other.runs.goOn('none', plan())).toBeNull();
    });

    it('remembers what became of an article, and counts it', async () => {
      const run = await one.runs.begin(plan());
      await one.runs.record(run, [item('a'), item('b', { outcome: 'revised', waiting: true }), failed('c')]);
      await one.runs.record(run, [item('d', { outcome: 'unchanged' })]);
      expect(await other.runs.item('s1', 'b')).toEqual({
        ...{ key: 'b', place: 'b.md', outcome: 'revised', entry: 'entry-b', provider: 'openai', error: null },
        ...{ run: 'run-1', at: expect.any(Number) },
      });
      expect(await other.runs.item('s1', 'c')).toMatchObject({
        ...{ outcome: 'failed', entry: null, error: { code: 'too-short', message: 'No', hint: 'Do.' } },
      });
      expect((await one.runs.get('run-1'))?.counts).toEqual({
        ...{ created: 1, revised: 1, unchanged: 1, failed: 1, waiting: 1, skipped: 0 },
      });
    });

    it('no longer counts a failure that was mended in the same run, and leaves those of earlier runs on theirs', async () => {
      const first = await one.runs.begin(plan());
      await one.runs.record(first, [failed('a'), failed('b'), failed('c')]);
      await one.runs.record(first, [item('a'), failed('b', 'other')]);
      expect((await one.runs.get('run-1'))?.counts).toMatchObject({ created: 1, failed: 2 });
      await one.runs.end(first, finished);
      const second = await one.runs.begin(plan());
      await one.runs.record(second, [item('b')]);
      expect((await one.runs.get('run-1'))?.counts).toMatchObject({ created: 1, failed: 2 });
      expect((await one.runs.get('run-2'))?.counts).toMatchObject({ created: 1, failed: 0 });
      expect((await one.runs.failures(first)).map(({ key }) => key)).toEqual(['c']);
    });

    it('counts no failure twice that another run of the series met while it was interrupted', async () => {
      const first = await one.runs.begin(plan());
      const second = await other.runs.begin(plan());
      await one.runs.record(first, [failed('a'), failed('b')]);
      await other.runs.record(second, [failed('a')]);
      one.die();
      const again = await other.runs.goOn('run-1', plan());
      if (again === null || again === 'in-work') throw new Error('it can be gone on with');
      expect(again.counts).toMatchObject({ failed: 1 });
      await other.runs.record(again, [failed('a'), failed('b')]);
      expect((await other.runs.get('run-1'))?.counts).toMatchObject({ failed: 2 });
      expect(await other.runs.failures(again)).toHaveLength(2);
    });

    it('keeps what came first of an article that a run meets twice', async () => {
      const run = await one.runs.begin(plan());
      await one.runs.record(run, [item('a'), item('a', { outcome: 'unchanged' }), failed('a')]);
      expect(await one.runs.item('s1', 'a')).toMatchObject({ outcome: 'created' });
      expect((await one.runs.get('run-1'))?.counts).toMatchObject({ created: 1, unchanged: 1, failed: 0 });
    });

    it('forgets failures of an earlier life where something else stands by now, and nothing else', async () => {
      const first = await one.runs.begin(plan());
      await one.runs.record(first, [failed('a'), failed('b'), failed('c'), failed('d'), item('e')]);
      expect(await one.runs.meet(first, 'a.md')).toBe(false); // it failed just now
      await one.runs.forgetReplaced(first, false);
      expect(await one.runs.failures(first)).toHaveLength(4);
      one.die();
      const again = await other.runs.begin(plan());
      expect(again.life).toBe(2);
      const met = ['a.md', 'b.md', 'c.md', 'e.md', 'nosuch'].map((place) => other.runs.meet(again, place));
      expect(await Promise.all(met)).toEqual([true, true, true, false, false]);
      await other.runs.record(again, [failed('b', 'other'), item('c')]);
      await other.runs.isThere(again, 'd', 'd.md');
      await other.runs.isThere(again, 'e', 'e.md');
      expect(await other.runs.meet(again, 'd.md')).toBe(false); // what failed there stands elsewhere
      expect(await other.runs.meet(again, 'b.md')).toBe(false);
      await other.runs.forgetReplaced(again, false);
      expect((await other.runs.failures(again)).map(({ key }) => key).toSorted()).toEqual(['b', 'd']);
      expect((await other.runs.get('run-1'))?.counts).toMatchObject({ created: 2, failed: 2 });
      expect(await other.runs.item('s1', 'e')).not.toBeNull();
      other.die();
      const last = await one.runs.begin(plan());
      await one.runs.isThere(last, 'd', 'd.md');
      await one.runs.forgetReplaced(last, true);
      expect((await one.runs.failures(last)).map(({ key }) => key)).toEqual(['d']);
      expect((await one.runs.get('run-1'))?.counts).toMatchObject({ created: 2, failed: 1 });
    });

    it('knows again what failed by its place as well, where it stands by now, each by itself', async () => {
      const at = (...places: string[]) => places.map((place) => ({ ...failed(keyAt('bad', place)), place }));
      const first = await one.runs.begin(plan());
      await one.runs.record(first, [...at('2', '5', '7'), failed('other')]);
      one.die();
      const again = await other.runs.begin(plan());
      const there = [];
      for (const [key, place] of [
        ['new', '2'],
        ['bad', '3'],
        ['bad', '5'],
        ['other', '9'],
        ['bad', '9'],
        ['bad', '10'],
        ['ba', '1'],
      ] as const) {
        there.push(await other.runs.isThere(again, key, place));
      }
      expect(there).toEqual([false, true, true, true, true, false, false]);
      expect(await other.runs.meet(again, '2')).toBe(false);
      await other.runs.record(again, at('3'));
      await other.runs.forgetReplaced(again, false);
      expect((await other.runs.failures(again)).map(({ place }) => place).toSorted()).toEqual(['3', '5', '9', '9']);
      expect((await other.runs.get('run-1'))?.counts).toMatchObject({ failed: 4 });
    });

    it('lists the failures of a run in order, a page at a time', async () => {
      const run = await one.runs.begin(plan());
      for (const key of ['b', 'a']) {
        await one.runs.record(run, [failed(key)]);
        book.advance(1);
      }
      await one.runs.record(run, [item('x'), ...Array.from({ length: 999 }, (_, n) => failed(`n${1000 + n}`))]);
      const seen: string[] = [];
      let page = await one.runs.failures(run);
      let pages = 0;
      for (; page.length > 0; pages += 1) {
        seen.push(...page.map(({ key }) => key));
        page = await one.runs.failures(run, page.at(-1));
      }
      expect(pages).toBeGreaterThan(1);
      expect(seen.slice(0, 3)).toEqual(['b', 'a', 'n1000']);
      expect(new Set(seen).size).toBe(1001);
    });
  });
}
