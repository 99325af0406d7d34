import { describe, expect, it } from 'vitest';
import type { ProgressReading } from '../../src/backlog/work-progress.ts';
import { startRedrawn } from '../../src/cli/redrawn.ts';
import { liveLines, startWorkDisplay } from '../../src/cli/work-display.ts';
import { heldBack, saidOfUncertain } from '../../src/cli/work-figures.ts';
import { displayWidth } from '../../src/cli/wrap-text.ts';
import type { Account } from '../../src/ledger/account.ts';
import type { Run } from '../../src/runs/runs.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { screenOf } from '../support/screen-of.ts';

const counts = { created: 4800, revised: 12, unchanged: 3, failed: 7, waiting: 2, skipped: 90 };
const reading: ProgressReading = {
  ...{ counts, resting: 0, met: 4912, total: 10_000, perSecond: 12.34, msLeft: 412_000, pauseMs: 0, elapsedMs: 1000 },
  ...{ stands: false, quietMs: 0 },
  inWork: [
    'The night the queue stood still',
    '\u001b[31mposts/2024/有名な記事について書かれた長い長い題名のある記事.md',
    'c',
    'd',
  ],
};
const account: Account = {
  ...{ calls: 5010, settled: 5000, uncertain: 2, inputTokens: 3_200_000, outputTokens: 41_000, costUsd: 1.234 },
  ...{ uncertainUsd: 0, unpriced: 0, open: { calls: 8, costUsd: 0.01 } },
};
const plain = { style: (_: unknown, text: string) => text };

describe('liveLines', () => {
  it('has a bar, the figures, and three of the titles in work', () => {
    expect(liveLines(reading, account, { width: 79, ...plain })).toEqual([
      `${'█'.repeat(14)}${'░'.repeat(16)}  49%`,
      '4,912 of 10,000 read · 12.3 a second · 7 min left',
      '4,812 done · 7 failed · 93 skipped · 2 to review · 5,010 calls · 3.24M tokens',
      '$1.23 · 2 uncertain',
      '  The night the queue stood still',
      '  [31mposts/2024/有名な記事について書かれた長い長い題名のある記事.md',
      '  c',
    ]);
  });

  it('says how long it stands still yet in place of how fast it goes, but not of a moment', () => {
    const way = (pauseMs: number, stands = false) =>
      liveLines({ ...reading, pauseMs, stands }, account, { width: 79, ...plain })[1];
    expect(way(890_000, true)).toBe('4,912 of 10,000 read · waiting for the provider, 15 min');
    expect(way(890_000)).toBe('4,912 of 10,000 read · waiting for the provider, 15 min');
    expect(way(1000, true)).toBe('4,912 of 10,000 read · waiting for the provider');
    expect(way(4999)).toBe('4,912 of 10,000 read · 12.3 a second · 7 min left');
  });

  it('says so as well of a provider that wants to be sent nothing again and again', () => {
    const way = (heldMs: number, quietMs: number) =>
      liveLines(heldBack({ ...reading, quietMs }, heldMs), account, { width: 79, ...plain })[1];
    expect(way(3000, 1000)).toBe('4,912 of 10,000 read · 12.3 a second · 7 min left');
    expect(way(3000, 9000)).toBe('4,912 of 10,000 read · waiting for the provider');
    expect(way(9000, 0)).toBe('4,912 of 10,000 read · waiting for the provider, 9 s');
    expect(way(0, 9000)).toBe('4,912 of 10,000 read · 12.3 a second · 7 min left');
  });

  it.each([79, 39, 20, 10, 3])('is never wider than %i columns', (width) => {
    for (const line of liveLines(reading, account, { width, ...plain })) {
      expect(displayWidth(line)).toBeLessThanOrEqual(width);
    }
  });

  it('has no bar where the end is not known, and no money where no model was asked', () => {
    const unknown = { ...reading, total: null, msLeft: null, inWork: [] };
    expect(liveLines(unknown, { ...account, calls: 0 }, { width: 79, ...plain })).toEqual([
      '4,912 read · 12.3 a second',
      '4,812 done · 7 failed · 93 skipped · 2 to review',
    ]);
  });
});

describe('startWorkDisplay', () => {
  const run = {
    id: 'abc',
    name: 'backlog',
    life: 2,
    counts: { ...counts, created: 2, revised: 0, unchanged: 0 },
  } as Run;
  const woken = () => new Promise((resolve) => setImmediate(resolve));

  it('says of a run that was begun before that it goes on, though nothing came of it yet', async () => {
    const nothing = { created: 0, revised: 0, unchanged: 0, failed: 0, waiting: 0, skipped: 0 };
    const first = async (life: number) => {
      let written = '';
      const stderr = { write: (text: string) => (written += text) };
      const given = { clock: createFakeClock(), read: () => reading, spent: async () => account };
      const options = { ...given, io: { stderr, env: {} }, run: { ...run, life, counts: nothing } };
      await (await startWorkDisplay(options))[Symbol.asyncDispose]();
      return written;
    };
    expect(await first(1)).toBe('backlog: run abc begins\n');
    expect(await first(2)).toBe('backlog: run abc goes on: 0 done, 0 failed, 0 skipped\n');
  });

  it('writes a line at once and every ten seconds where nobody looks, or the terminal can do nothing', async () => {
    for (const [isTTY, TERM] of [
      [false, 'xterm'],
      [true, 'dumb'],
    ] as const) {
      const clock = createFakeClock();
      let written = '';
      const stderr = { isTTY, write: (text: string) => (written += text) };
      const options = { io: { stderr, env: { TERM } }, clock, run, read: () => reading, spent: async () => account };
      const display = await startWorkDisplay(options);
      expect(written).toBe('backlog: run abc goes on: 2 done, 7 failed, 90 skipped, 2 to review\n');
      clock.advance(10_000);
      await woken();
      display.clear();
      await display[Symbol.asyncDispose]();
      expect(written.split('\n')[1]).toMatch(/^backlog: 4,812 done, .*, 3\.24M tokens, \$1\.23, .*, 7 min left$/);
    }
  });
});

describe('startRedrawn', () => {
  it('leaves nothing behind when the terminal becomes narrower', async () => {
    let written = '';
    const stream = { isTTY: true, columns: 80, rows: 24, write: (text: string) => (written += text) };
    const redrawn = await startRedrawn(stream);
    stream.write('before\n');
    redrawn.show(['x'.repeat(70), 'y'.repeat(30)]);
    // What a terminal of 40 columns makes of it: the same characters, broken anew.
    const broken = screenOf(written, 40).join('\n');
    written = `${broken}`;
    stream.columns = 40;
    redrawn.show(['short', 'lines']);
    expect(screenOf(written, 40).filter(Boolean)).toEqual(['before', 'short', 'lines']);
    redrawn.clear();
    expect(screenOf(written, 40).filter(Boolean)).toEqual(['before']);
  });
});

it.each([
  [1, 0.5, /^1 call had no answer .* count it with the longest answer that is allowed, up to \$0\.50: /],
  [1200, 0, /^1,200 calls had no answer .* count them with the longest answer that is allowed: /],
])('says at what %i uncertain calls are counted', (uncertain, uncertainUsd, said) => {
  expect(saidOfUncertain({ uncertain, uncertainUsd })).toMatch(said);
});
