import { describe, expect, it, vi } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';
import { createTextWorkerPool, type TextWorkerPool } from '../../src/workers/text-worker-pool.ts';
import { prose } from '../article/sample-prose.ts';

const markdown = `# The queue\n\n${prose}`;
/** Passes the pre-scan and keeps the parser busy for a second or more: as many marks as are let through, then lines that may mean something. */
const endless = {
  format: 'markdown',
  text: `${`${'**a** '.repeat(200)}\n\n`.repeat(95)}${`${'(a b c\n'.repeat(80)}\n`.repeat(900)}${prose}`,
} as const;
/** Needs more memory than a small heap has, and comes to it fast. */
const heavy = { text: `<body>${'<p>Some words, <b>here</b> and <i>there</i>. More.</p>'.repeat(6_500)}` };

/** For a short text, long enough at it to be stopped: a twentieth of a second. */
const slow = { format: 'markdown', text: `# Slow\n\n${`${'(a b c\n'.repeat(80)}\n`.repeat(25)}${prose}` } as const;
/** Parsed at once, but of the longest class. */
const long = { format: 'text', text: `${prose}\n\n`.repeat(200) } as const;
/** Leaves a pool of two with both threads started. */
const startBoth = (workers: TextWorkerPool) => Promise.all([workers.parse(long), workers.parse({ text: markdown })]);

/**
 * Time that passes for no thread until the test says so: then every task that is still worked on is past its deadline. However
 * busy the machine is, the order is the same.
 */
function timeByHand() {
  let step = 0;
  let spent = 0;
  return {
    options: {
      clock: {
        sleep: (_: number, signal?: AbortSignal) =>
          new Promise<void>(
            (done, leave) => void setTimeout(() => (signal?.aborted ? leave(signal.reason) : done()), 1),
          ),
      },
      spentMs: async () => {
        spent += step;
        return spent;
      },
    },
    runOut: () => {
      step = 1_000_000;
    },
    standStill: () => {
      step = 0;
    },
  };
}

const failure = async (work: Promise<unknown>): Promise<AppError> => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw new Error(`expected an AppError, got ${String(error)}`);
};

describe('an article past the deadline', () => {
  it('is refused, delays nobody else, and its worker is replaced', async () => {
    const time = timeByHand();
    await using workers = createTextWorkerPool({ size: 2, deadlineMs: 4500, ...time.options });
    await startBoth(workers);

    const settled: string[] = [];
    const hostile = () => failure(workers.parse(endless)).finally(() => settled.push('endless'));
    for (const refused of [[hostile()], [hostile(), hostile()]]) {
      expect((await workers.parse({ text: markdown })).title).toBe('The queue');
      settled.push('quick');
      time.runOut();
      for (const error of await Promise.all(refused)) {
        expect(error).toMatchObject({ code: 'article-too-complex', status: 422 });
        expect(error.message).toMatch(/4\.5 seconds/);
      }
      time.standStill();
    }
    expect((await workers.parse({ text: markdown })).title).toBe('The queue');
    expect(settled).toEqual(['quick', 'endless', 'quick', 'endless', 'endless']);
  });
});

describe('an article whose thread waits for a processor', () => {
  it('is not refused for that', async () => {
    let passed = 0;
    const clock = {
      sleep: (ms: number) => {
        passed += ms;
        return new Promise<void>((done) => void setImmediate(done));
      },
    };
    await using workers = createTextWorkerPool({ size: 1, deadlineMs: 300, clock, spentMs: async () => 5 });
    expect((await workers.parse({ text: markdown })).title).toBe('The queue');
    expect(passed).toBeGreaterThan(300);
  });
});

describe('a thread that is lost over one of several articles', () => {
  it('costs the others nothing: each is done once more, alone', async () => {
    let looks = Number.POSITIVE_INFINITY;
    const clock = {
      sleep: (_: number, signal?: AbortSignal) =>
        new Promise<void>((done, leave) => void setImmediate(() => (signal?.aborted ? leave(signal.reason) : done()))),
    };
    // Once, all that the deadline allows has passed between two looks; from then on, nothing.
    const spentMs = async () => {
      looks += 1;
      return 1_000_000 * Math.min(looks, 2);
    };
    await using workers = createTextWorkerPool({ size: 1, clock, spentMs });
    const first = workers.parse({ text: markdown }).then(() => {
      looks = 0;
    });
    const both = await Promise.all([workers.parse(slow), workers.parse(slow)]);
    await first;
    expect(looks).toBeGreaterThan(1);
    expect(both.map(({ title }) => title)).toEqual(['Slow', 'Slow']);
  });
});

describe('a short text', () => {
  it('is answered before many hostile ones are through', async () => {
    const time = timeByHand();
    await using workers = createTextWorkerPool({ size: 2, ...time.options });
    await startBoth(workers);
    const settled: string[] = [];
    const note = (what: string) => () => settled.push(what);
    const hostile = Array.from({ length: 4 }, () => failure(workers.parse(endless)).then(note('hostile')));
    await workers.parse({ text: markdown }).then(note('short'));
    time.runOut();
    await Promise.all(hostile);
    expect(settled[0]).toBe('short');
  });
});

describe('a pool with too many articles waiting', () => {
  it('refuses more, and never what follows on a parsed one', async () => {
    await using workers = createTextWorkerPool({ size: 1, mostWaiting: { longest: 1, all: 2 } });
    const article = await workers.parse({ text: markdown });
    const waiting = Array.from({ length: 3 }, () => workers.parse({ text: markdown }));
    const [refused, judged] = await Promise.all([
      failure(workers.parse({ text: markdown })),
      workers.judge({
        ...{ article, draft: null, claims: { whyItMatters: 'A claim.', bullets: [] } },
        context: { told: [], vocabulary: loadVocabulary() },
      }),
    ]);
    expect(refused).toMatchObject({ code: 'busy', status: 503, retryable: true, retryAfterMs: 10_000 });
    expect(judged.evidence).toHaveLength(1);
    expect(await Promise.all(waiting)).toHaveLength(3);
  });
});

describe('a check that takes too long', () => {
  it('blames the claims, and leaves a thread to everybody else', async () => {
    const time = timeByHand();
    await using workers = createTextWorkerPool({ size: 2, ...time.options });
    await startBoth(workers);
    const settled: string[] = [];
    const hostile = { text: 'The queue stopped for 52 minutes.', claims: ['3 ms '.repeat(60_000)] };
    const read = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const errors = read.map(({ resolve }) => {
      // Asked between reading the article and holding claims against it.
      const signal = Object.assign(new AbortController().signal, { throwIfAborted: resolve });
      return failure(workers.check(hostile, signal)).finally(() => settled.push('check'));
    });
    await Promise.all(read.map(({ promise }) => promise));
    await workers.parse({ text: markdown });
    settled.push('article');
    time.runOut();
    for (const { code, status, message } of await Promise.all(errors)) {
      expect([code, status]).toEqual(['check-too-large', 422]);
      expect(message).toMatch(/claims .* \d\.\d seconds/);
    }
    expect(settled).toEqual(['article', 'check', 'check']);
  });
});

describe('a check that nobody waits for any more', () => {
  it('ends before the next of its claims', async () => {
    await using workers = createTextWorkerPool({ size: 1 });
    const gone = new Error('the client hung up');
    const checked = workers.check({ text: markdown, claims: ['It stopped.'] }, AbortSignal.abort(gone));
    await expect(checked).rejects.toBe(gone);
  });
});

describe('waiting for a thread', () => {
  it('is not counted against the deadline, neither while it starts nor while it is busy', async () => {
    await using workers = createTextWorkerPool({ size: 1 });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const both = [workers.parse({ text: markdown }), workers.parse({ text: markdown })];
    vi.advanceTimersByTime(60_000);
    vi.useRealTimers();
    expect((await Promise.all(both)).map(({ title }) => title)).toEqual(['The queue', 'The queue']);
  });
});

describe('an article past the heap limit', () => {
  it('is refused, and its worker is replaced', async () => {
    await using workers = createTextWorkerPool({ size: 1, heapMb: 24, deadlineMs: 60_000 });
    const error = await failure(workers.parse(heavy));
    expect(error).toMatchObject({ code: 'article-too-complex', status: 422 });
    expect(error.message).toMatch(/24 MB/);
    expect((await workers.parse({ text: markdown })).title).toBe('The queue');
  });
});

describe('disposing', () => {
  it('ends what is running and what waits, and takes no more', async () => {
    const workers = createTextWorkerPool({ size: 1 });
    const pending = [failure(workers.parse(endless)), failure(workers.parse({ text: markdown }))];
    await workers[Symbol.asyncDispose]();
    pending.push(failure(workers.parse({ text: markdown })));
    for (const error of await Promise.all(pending)) {
      expect(error).toMatchObject({ code: 'shutting-down', status: 503, retryable: true });
    }
    await workers[Symbol.asyncDispose]();
  });
});
