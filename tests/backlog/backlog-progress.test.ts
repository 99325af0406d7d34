import { describe, expect, it } from 'vitest';
import { startBacklogProgress } from '../../src/backlog/backlog-progress.ts';
import { AppError } from '../../src/errors.ts';
import { exampleEntry } from '../support/example-entry.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const CLEAR = '\r\u001b[2K';
const woken = () => new Promise((resolve) => setImmediate(resolve));

function setup(terminal: boolean, width = 80) {
  const clock = createFakeClock();
  const written: string[] = [];
  const progress = startBacklogProgress({ write: (text) => written.push(text), clock, terminal, width });
  return { clock, written, progress };
}

describe('startBacklogProgress', () => {
  it('writes a plain line every ten seconds where nobody looks', async () => {
    const { clock, written, progress } = setup(false);
    for (const outcome of ['created', 'created', 'revised', 'unchanged'] as const) {
      progress.count({ place: 'a', outcome, entry: exampleEntry() });
    }
    progress.count({ place: 'b', outcome: 'failed', error: new AppError('No', { code: 'no', status: 422 }) });
    clock.advance(9_999);
    await woken();
    expect(written).toEqual([]);
    clock.advance(1);
    await woken();
    expect(written).toEqual(['backlog: 3 done, 1 failed, 1 skipped, 0.3 a second\n']);
    clock.advance(10_000);
    await woken();
    expect(written).toHaveLength(2);
    await progress[Symbol.asyncDispose]();
    expect(written).toHaveLength(2);
  });

  it('says how many of them wait for review, once any does', async () => {
    const { clock, written, progress } = setup(false);
    const entry = exampleEntry({ status: 'needs-review' });
    progress.count({ place: 'a', outcome: 'created', entry });
    progress.count({ place: 'b', outcome: 'unchanged', entry });
    clock.advance(10_000);
    await woken();
    expect(written).toEqual(['backlog: 1 done, 0 failed, 1 skipped, 2 to review, 0.1 a second\n']);
    await progress[Symbol.asyncDispose]();
  });

  it('keeps one live line on a terminal, no wider than it, and takes it away for others and at the end', async () => {
    const { clock, written, progress } = setup(true, 24);
    progress.count({ place: 'a', outcome: 'created', entry: exampleEntry() });
    clock.advance(200);
    await woken();
    expect(written).toEqual([`${CLEAR}1 done, 0 failed, 0 ski`]);
    progress.clear();
    progress.clear();
    expect(written.slice(1)).toEqual([CLEAR]);
    clock.advance(200);
    await woken();
    await progress[Symbol.asyncDispose]();
    expect(written.slice(3)).toEqual([CLEAR]);
  });

  it('says nothing at all when it ends before there is anything to say', async () => {
    const { written, progress } = setup(true);
    await progress[Symbol.asyncDispose]();
    expect(written).toEqual([]);
  });
});
