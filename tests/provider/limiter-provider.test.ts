import { fc, test } from '@fast-check/vitest';
import { describe, expect, it, vi } from 'vitest';
import { createLimiterProvider, type LimiterOptions } from '../../src/provider/limiter-provider.ts';
import type { Call } from '../../src/provider/provider.ts';
import { ProviderError, type ProviderErrorOptions } from '../../src/provider/provider-error.ts';
import { createScriptedProvider } from '../../src/provider/scripted-provider.ts';
import { providerContract } from '../contract/provider-contract.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { incidentArticle } from '../support/incident-article.ts';
import { createManualProvider, settled } from '../support/manual-provider.ts';
import { patientCall } from '../support/openai-options.ts';
import { validSummary } from '../support/summaries.ts';

providerContract({
  name: 'limiter',
  open: () => createLimiterProvider(createScriptedProvider([validSummary, validSummary]), { clock: createFakeClock() }),
  openHanging: () => {
    const inner = createManualProvider();
    const provider = createLimiterProvider(inner, { clock: createFakeClock() });
    return { provider, asked: inner.call(0).then(() => undefined) };
  },
});

const request = { article: incidentArticle() };

function failure(options: Partial<ProviderErrorOptions> = {}): ProviderError {
  return new ProviderError('manual asks for fewer requests', {
    ...{ code: 'provider-rate-limited', provider: 'manual', retryable: true, ...options },
  });
}

function setup(options: Partial<LimiterOptions> = {}) {
  const clock = createFakeClock();
  const inner = createManualProvider();
  const provider = createLimiterProvider(inner, { clock, ...options });
  const ask = (call: Partial<Call> = {}) =>
    provider.draft(request, patientCall(call)).then(
      (result) => result,
      (error: unknown) => error,
    );
  const askMany = async (times: number) => {
    const outcomes = Array.from({ length: times }, () => ask());
    await settled();
    return outcomes;
  };
  /** Ends calls by their numbers, from 0. */
  const end = async (first: number, last: number, how: 'answer' | 'fail') => {
    for (const made of inner.calls.slice(first, last + 1)) how === 'answer' ? made.answer() : made.fail(failure());
    await settled();
  };
  return { clock, inner, provider, ask, askMany, end, limit: () => provider.limiter().limit };
}

describe('the line', () => {
  it('lets in as many as the limit, the others as places become free, in order', async () => {
    const { inner, provider, askMany, end } = setup({ maxConcurrency: 2 });
    const outcomes = await askMany(5);
    expect(provider.limiter()).toEqual({ limit: 2, inFlight: 2, waiting: 3 });
    expect(inner.calls).toHaveLength(2);
    await end(1, 1, 'answer');
    expect(provider.limiter()).toEqual({ limit: 2, inFlight: 2, waiting: 2 });
    await end(0, 2, 'answer');
    await end(3, 4, 'answer');
    expect(await Promise.all(outcomes)).toMatchObject([0, 1, 2, 3, 4].map((n) => ({ draft: `draft ${n}` })));
    expect(provider.limiter()).toEqual({ limit: 2, inFlight: 0, waiting: 0 });
  });

  it('goes on with the answer, while that is still booked', async () => {
    const { inner, provider, askMany, end } = setup({ maxConcurrency: 1 });
    await askMany(3);
    inner.calls[0]?.call.onAnswer?.();
    await settled();
    expect(inner.calls).toHaveLength(2);
    await end(0, 0, 'answer');
    expect(provider.limiter()).toEqual({ limit: 1, inFlight: 1, waiting: 1 });
    expect(inner.calls).toHaveLength(2);
    await end(1, 2, 'answer');
    await end(2, 2, 'answer');
    expect(provider.limiter()).toEqual({ limit: 1, inFlight: 0, waiting: 0 });
  });

  it('has whoever stood in it sent at once, and nobody else', async () => {
    const { inner, askMany, end } = setup({ maxConcurrency: 2 });
    await askMany(3);
    await end(0, 1, 'answer');
    await askMany(1);
    expect(inner.calls.map(({ call }) => call.atOnce)).toEqual([false, false, true, false]);
  });

  it('is let in a few a turn, however many places fall free in one', async () => {
    const { inner, provider, ask, askMany } = setup({ maxConcurrency: 8 });
    await askMany(16);
    for (const made of inner.calls) made.answer();
    await new Promise(setImmediate);
    expect(inner.calls).toHaveLength(12);
    void ask(); // there is room, and a line
    await settled();
    expect(provider.limiter()).toEqual({ limit: 8, inFlight: 8, waiting: 1 });
  });

  it('is kept by a newcomer, also when a place is free already', async () => {
    const { inner, ask, askMany } = setup({ maxConcurrency: 1 });
    const order: string[] = [];
    const [first] = await askMany(1);
    const second = ask().then(() => order.push('second'));
    await settled();
    inner.calls[0]?.answer();
    const third = ask().then(() => order.push('third'));
    await first;
    await settled();
    inner.calls[1]?.answer();
    await second;
    await settled();
    inner.calls[2]?.answer();
    await third;
    expect(order).toEqual(['second', 'third']);
  });

  it('is left at once by a caller that is cancelled, with its reason', async () => {
    const { inner, provider, ask, askMany, end } = setup({ maxConcurrency: 1 });
    await askMany(1);
    const controller = new AbortController();
    const cancelled = ask({ signal: controller.signal });
    const patient = ask();
    await settled();
    const reason = new Error('hung up');
    controller.abort(reason);
    expect(await cancelled).toBe(reason);
    expect(provider.limiter()).toEqual({ limit: 1, inFlight: 1, waiting: 1 });
    await end(0, 0, 'answer');
    await end(1, 1, 'answer');
    expect(await patient).toMatchObject({ draft: 'draft 1' });
    expect(inner.calls).toHaveLength(2);
  });

  it('is left at once when nothing more is to be sent, and not joined any more', async () => {
    const { provider, ask, askMany, end } = setup({ maxConcurrency: 1 });
    await askMany(1);
    const stopped = new AbortController();
    const leaving = ask({ stop: stopped.signal });
    await settled();
    const reason = new Error('stopped');
    stopped.abort(reason);
    expect([await leaving, await ask({ stop: stopped.signal })]).toEqual([reason, reason]);
    expect(provider.limiter()).toEqual({ limit: 1, inFlight: 1, waiting: 0 });
    await end(0, 0, 'answer');
  });

  it('is not joined by a caller that was cancelled before', async () => {
    const { provider, ask, askMany } = setup({ maxConcurrency: 1 });
    await askMany(1);
    const reason = new Error('gone');
    expect(await ask({ signal: AbortSignal.abort(reason) })).toBe(reason);
    expect(provider.limiter().waiting).toBe(0);
  });

  it('is left when the deadline comes, with an error that blames the line and not the provider', async () => {
    const { clock, inner, provider, ask, askMany } = setup({ maxConcurrency: 1 });
    await askMany(1);
    const late = ask({ deadline: clock.steady() + 4200 });
    await settled();
    clock.advance(4199);
    await settled();
    expect(provider.limiter().waiting).toBe(1);
    clock.advance(1);
    expect(await late).toMatchObject({
      message: 'manual was not asked: its turn did not come within 5 s',
      ...{ code: 'provider-timeout', status: 504, retryable: true, asked: false, uncertain: false },
      attempts: [{ provider: 'manual', outcome: 'provider-timeout', durationMs: 0, waitedMs: 4200 }],
    });
    expect(provider.limiter().waiting).toBe(0);
    expect(inner.calls).toHaveLength(1);
  });

  /** A line behind one call, before which another took `tookMs`. */
  async function behindOne(tookMs: number) {
    const made = setup({ maxConcurrency: 1 });
    await made.askMany(1);
    made.clock.advance(tookMs);
    await made.end(0, 0, 'answer');
    await made.askMany(1);
    return made;
  }

  it('is left when too little time is left for a call as they usually are, which would be paid for in vain', async () => {
    const { clock, inner, provider, ask } = await behindOne(1000); // and twice half of it, for all that may come
    const late = ask({ deadline: clock.steady() + 10_000 });
    await settled();
    clock.advance(7999);
    await settled();
    expect(provider.limiter().waiting).toBe(1);
    clock.advance(1);
    expect(await late).toMatchObject({ code: 'provider-timeout', asked: false });
    expect(inner.calls).toHaveLength(2);
  });

  it('has a call sent that has half of its time left, however long calls take', async () => {
    const { clock, inner, provider, ask, end } = await behindOne(60_000);
    const [patient, late] = [10_000, 5000].map((ms) => ask({ deadline: clock.steady() + ms }));
    await settled();
    clock.advance(2500);
    expect(await late).toMatchObject({ code: 'provider-timeout', asked: false });
    clock.advance(2499);
    await end(1, 1, 'answer');
    await end(2, 2, 'answer');
    expect(await patient).toMatchObject({ draft: 'draft 2' });
    expect([inner.calls.length, provider.limiter().waiting]).toEqual([3, 0]);
  });

  it('turns away in its turn who has too little time by what was learnt meanwhile, and lets in the next', async () => {
    const { clock, inner, ask, askMany, end } = setup({ maxConcurrency: 1 });
    await askMany(1);
    const late = ask({ deadline: clock.steady() + 10_000 });
    const patient = ask({ deadline: clock.steady() + 90_000 });
    await settled();
    clock.advance(6000);
    await end(0, 0, 'answer');
    expect(await late).toMatchObject({ code: 'provider-timeout', asked: false });
    await end(1, 1, 'answer');
    expect(await patient).toMatchObject({ draft: 'draft 1' });
    expect(inner.calls).toHaveLength(2);
  });

  it('gives the place on when a caller is cancelled in the very moment of its turn', async () => {
    const { inner, provider, ask, askMany } = setup({ maxConcurrency: 1 });
    await askMany(1);
    const controller = new AbortController();
    const cancelled = ask({ signal: controller.signal });
    const next = ask();
    await settled();
    const reason = new Error('hung up');
    inner.calls[0]?.answer();
    while (provider.limiter().waiting === 2) await Promise.resolve();
    controller.abort(reason);
    expect(await cancelled).toBe(reason);
    await settled();
    inner.calls.at(-1)?.answer();
    expect(await next).toMatchObject({ provider: 'manual' });
    expect(provider.limiter()).toEqual({ limit: 1, inFlight: 0, waiting: 0 });
  });

  it('leaves no listener and no timer behind', async () => {
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, 'addEventListener');
    const { clock, inner, ask, askMany, end } = setup({ maxConcurrency: 1 });
    const ended: (AbortSignal | undefined)[] = [];
    const sleep = clock.sleep;
    vi.spyOn(clock, 'sleep').mockImplementation((ms, until) => {
      ended.push(until);
      return sleep(ms, until);
    });
    await askMany(1);
    const waiting = ask({ signal });
    await settled();
    const listener = added.mock.calls[0]?.[2];
    await end(0, 0, 'answer');
    await end(1, 1, 'answer');
    await waiting;
    expect(inner.calls).toHaveLength(2);
    expect(listener).toMatchObject({ signal: { aborted: true } });
    expect(ended.map((one) => one?.aborted)).toEqual([true]);
  });
});

describe('the time in line', () => {
  it('is added to what the first attempt waited, of an answer and of an error', async () => {
    const { clock, inner, askMany } = setup({ maxConcurrency: 1 });
    const attempt = { provider: 'manual', model: 'by-hand', durationMs: 5, waitedMs: 10 };
    const attempts = [
      { ...attempt, outcome: 'provider-bad-request' },
      { ...attempt, outcome: 'answered' },
    ];
    const outcomes = await askMany(3);
    clock.advance(1500);
    inner.calls[0]?.answer({ attempts });
    await settled();
    clock.advance(500);
    inner.calls[1]?.answer({ attempts });
    await settled();
    inner.calls[2]?.fail(failure({ attempts, code: 'provider-unavailable' }));
    const waits = (await Promise.all(outcomes)).map((outcome) =>
      (outcome as { attempts: readonly { waitedMs: number }[] }).attempts.map(({ waitedMs }) => waitedMs),
    );
    expect(waits).toEqual([
      [10, 10],
      [1510, 10],
      [2010, 10],
    ]);
  });

  it('is nobody’s when there was no attempt', async () => {
    const { clock, inner, askMany } = setup({ maxConcurrency: 1 });
    const [, settledLong, bare] = await askMany(3);
    clock.advance(1500);
    inner.calls[0]?.answer();
    await settled();
    inner.calls[1]?.answer({ attempts: [] });
    await settled();
    inner.calls[2]?.fail(failure());
    expect(await settledLong).toMatchObject({ attempts: [] });
    expect(await bare).toMatchObject({ code: 'provider-rate-limited', attempts: [] });
  });
});

describe('the limit', () => {
  it('begins at the maximum, is halved by a 429, and once for a wave of them', async () => {
    const { askMany, end, limit } = setup({ maxConcurrency: 64 });
    expect(limit()).toBe(64);
    await askMany(64);
    await end(0, 0, 'fail');
    expect(limit()).toBe(32);
    await end(1, 63, 'fail');
    expect(limit()).toBe(32);
  });

  it('is halved again by a call sent after that, down to one', async () => {
    const { inner, provider, askMany, limit } = setup({ maxConcurrency: 8 });
    await askMany(40);
    const seen: number[] = [];
    for (let n = 0; n < 20; n += 1) {
      inner.calls[n]?.fail(failure());
      await settled();
      if (seen.at(-1) !== limit()) seen.push(limit());
    }
    expect(seen).toEqual([4, 2, 1]);
    expect(provider.limiter().inFlight).toBe(1);
  });

  it('takes from what was in use, not from a maximum that nobody reaches', async () => {
    const { askMany, end, limit } = setup({ maxConcurrency: 64 });
    await askMany(4);
    await end(0, 3, 'fail');
    expect(limit()).toBe(2);
    await askMany(1);
    await end(4, 4, 'fail');
    expect(limit()).toBe(1);
  });

  it('takes from what was in use of late', async () => {
    const { askMany, end, limit } = setup({ maxConcurrency: 64 });
    await askMany(40);
    await end(0, 39, 'fail');
    expect(limit()).toBe(20);
    await askMany(4);
    await end(40, 43, 'fail');
    expect(limit()).toBe(2);
  });

  it('comes back by about one a round of answers, up to the maximum', async () => {
    const { inner, askMany, end, limit } = setup({ maxConcurrency: 6 });
    await askMany(6);
    await end(0, 5, 'fail');
    expect(limit()).toBe(3);
    const rounds: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const before = inner.calls.length;
      const size = Math.floor(limit());
      await askMany(size);
      await end(before, before + size - 1, 'answer');
      rounds.push(Math.round(limit() * 10) / 10);
    }
    expect(rounds).toEqual([3.9, 4.6, 5.4, 6, 6]);
  });

  it('lets more in as it rises', async () => {
    const { provider, askMany, end } = setup({ maxConcurrency: 4 });
    await askMany(4);
    await end(0, 3, 'fail');
    await askMany(6);
    expect(provider.limiter()).toEqual({ limit: 2, inFlight: 2, waiting: 4 });
    await end(4, 5, 'answer');
    await end(6, 6, 'answer');
    expect(provider.limiter()).toMatchObject({ inFlight: 3, waiting: 0 });
    expect(provider.limiter().limit).toBeGreaterThan(3);
  });

  it.each([
    [
      'an answer from the ledger',
      (made: ReturnType<typeof createManualProvider>['calls'][number]) => made.answer({ attempts: [] }),
    ],
    [
      'another failure',
      (made: ReturnType<typeof createManualProvider>['calls'][number]) =>
        made.fail(failure({ code: 'provider-unavailable' })),
    ],
    [
      'a defect',
      (made: ReturnType<typeof createManualProvider>['calls'][number]) => made.fail(new TypeError('a defect')),
    ],
  ])('is not changed by %s', async (_what, how) => {
    const { inner, askMany, end, limit } = setup({ maxConcurrency: 4 });
    await askMany(4);
    await end(0, 3, 'fail');
    await askMany(1);
    const made = inner.calls[4];
    if (made) how(made);
    await settled();
    expect(limit()).toBe(2);
  });
});

describe('a 429 with Retry-After', () => {
  const limited = (retryAfterMs: number) => failure({ retryAfterMs });
  const turnedAway = (retryAfterMs: number, waitedMs = 0) => ({
    ...{ code: 'provider-rate-limited', status: 503, retryable: true, retryAfterMs, asked: false, uncertain: false },
    attempts: [{ provider: 'manual', outcome: 'provider-rate-limited', durationMs: 0, waitedMs }],
  });

  it('turns those who come away at once, with what is left, until its time has passed', async () => {
    const { clock, inner, provider, ask, askMany } = setup();
    await askMany(1);
    inner.calls[0]?.fail(limited(600_000));
    await settled();
    expect(await ask()).toMatchObject({
      ...turnedAway(600_000),
      message: 'manual asks for fewer requests and is left alone for another 600 s',
    });
    clock.advance(599_999);
    expect(await ask()).toMatchObject(turnedAway(1));
    expect([inner.calls.length, provider.heldMs()]).toEqual([1, 1]);
    clock.advance(1);
    expect(provider.heldMs()).toBe(0);
    const late = ask();
    (await inner.call(1)).answer();
    expect(await late).toMatchObject({ draft: 'draft 1' });
    expect(provider.limiter()).toMatchObject({ inFlight: 0, waiting: 0 });
  });

  it('turns those in line away, with how long they stood there', async () => {
    const { clock, inner, provider, askMany } = setup({ maxConcurrency: 1 });
    const [first, ...others] = await askMany(50);
    clock.advance(1500);
    const sent = limited(600_000);
    inner.calls[0]?.fail(sent);
    expect(await first).toBe(sent);
    for (const outcome of await Promise.all(others)) expect(outcome).toMatchObject(turnedAway(600_000, 1500));
    expect(inner.calls).toHaveLength(1);
    expect(provider.limiter()).toEqual({ limit: 1, inFlight: 0, waiting: 0 });
  });

  it('lets in no more than the lowered limit when its time has passed', async () => {
    const { clock, inner, provider, askMany } = setup({ maxConcurrency: 8 });
    await askMany(8);
    for (const made of inner.calls) made.fail(limited(20_000));
    await settled();
    clock.advance(20_000);
    await askMany(8);
    expect(provider.limiter()).toEqual({ limit: 4, inFlight: 4, waiting: 4 });
  });

  it.each([
    [[20_000, 5000], 20_000],
    [[5000, 20_000], 20_000],
  ])('counts the longest of %j ms', async (waits, expected) => {
    const { inner, ask, askMany } = setup();
    await askMany(waits.length);
    for (const [n, ms] of waits.entries()) inner.calls[n]?.fail(limited(ms));
    await settled();
    expect(await ask()).toMatchObject({ retryAfterMs: expected });
  });

  it('lasts no longer when the clock is set back meanwhile', async () => {
    const { clock, inner, ask, askMany } = setup();
    await askMany(1);
    inner.calls[0]?.fail(limited(600_000));
    await settled();
    clock.setBack(86_400_000);
    clock.advance(599_000);
    expect(await ask()).toMatchObject(turnedAway(1000));
    clock.advance(1000);
    const late = ask();
    (await inner.call(1)).answer();
    expect(await late).toMatchObject({ draft: 'draft 1' });
  });

  it('is believed for an hour at most', async () => {
    const { inner, ask, askMany } = setup();
    await askMany(1);
    inner.calls[0]?.fail(limited(86_400_000));
    await settled();
    expect(await ask()).toMatchObject({ retryAfterMs: 3_600_000 });
  });

  it('is not ended by an answer to a call that was sent before', async () => {
    const { inner, ask, askMany, end } = setup();
    await askMany(2);
    inner.calls[0]?.fail(limited(20_000));
    await end(1, 1, 'answer');
    expect(await ask()).toMatchObject(turnedAway(20_000));
  });

  it('lets a caller that was cancelled before hear of that', async () => {
    const { inner, ask, askMany } = setup();
    await askMany(1);
    inner.calls[0]?.fail(limited(20_000));
    await settled();
    const reason = new Error('gone');
    expect(await ask({ signal: AbortSignal.abort(reason) })).toBe(reason);
  });

  it('is no reason to hold others when the failure is another', async () => {
    const { inner, askMany } = setup();
    await askMany(1);
    inner.calls[0]?.fail(failure({ code: 'provider-unavailable', retryAfterMs: 20_000 }));
    await settled();
    await askMany(1);
    expect(inner.calls).toHaveLength(2);
  });
});

/** What happens to a limiter, one step after the other. */
const steps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('ask' as const), deadlineMs: fc.option(fc.integer({ min: 0, max: 50 })) }),
    fc.record({
      do: fc.constantFrom('answer' as const, 'limit' as const, 'hold' as const, 'break' as const),
      which: fc.nat(20),
    }),
    fc.record({ do: fc.constant('cancel' as const), which: fc.nat(40) }),
    fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 30 }) }),
  ),
  { maxLength: 60 },
);

test.prop([fc.integer({ min: 1, max: 5 }), steps], { numRuns: 150 })(
  'never more than the limit at once, everybody served in order, nothing left behind',
  async (maxConcurrency, script) => {
    const { clock, inner, provider } = setup({ maxConcurrency });
    const controllers: AbortController[] = [];
    const outcomes: Promise<unknown>[] = [];
    const ended = new Set<number>();
    const openCalls = () =>
      inner.calls.flatMap((made, n) => (ended.has(n) || made.call.signal.aborted ? [] : [{ made, n }]));
    const beforeDecrease = () => Math.max(1, Math.floor(provider.limiter().limit));

    for (const step of script) {
      const allowed = Math.max(openCalls().length, beforeDecrease());
      if (step.do === 'ask') {
        const controller = new AbortController();
        controllers.push(controller);
        const deadline = step.deadlineMs === null ? Number.MAX_SAFE_INTEGER : clock.steady() + step.deadlineMs;
        const asked = { article: incidentArticle({ title: String(outcomes.length) }) };
        outcomes.push(
          provider.draft(asked, { signal: controller.signal, deadline }).then(
            () => 'served',
            (error: unknown) => error,
          ),
        );
      } else if (step.do === 'cancel') controllers[step.which]?.abort(new Error('hung up'));
      else if (step.do === 'pass') clock.advance(step.ms);
      else {
        const open = openCalls();
        const chosen = open[step.which % Math.max(1, open.length)];
        if (chosen) {
          ended.add(chosen.n);
          if (step.do === 'answer') chosen.made.answer();
          else if (step.do === 'hold') chosen.made.fail(failure({ retryAfterMs: 20 }));
          else chosen.made.fail(failure({ code: step.do === 'limit' ? 'provider-rate-limited' : 'provider-refused' }));
        }
      }
      await settled();
      const { limit, inFlight, waiting } = provider.limiter();
      expect(inFlight).toBe(openCalls().length);
      expect(limit).toBeGreaterThanOrEqual(1);
      expect(limit).toBeLessThanOrEqual(maxConcurrency);
      expect(inFlight).toBeLessThanOrEqual(Math.max(allowed, Math.floor(limit)));
      if (waiting > 0) expect(inFlight).toBeGreaterThanOrEqual(Math.floor(limit));
    }

    while (openCalls().length > 0) {
      for (const { made, n } of openCalls()) {
        ended.add(n);
        made.answer();
      }
      await settled();
    }
    await Promise.all(outcomes);
    expect(provider.limiter()).toMatchObject({ inFlight: 0, waiting: 0 });
    const order = inner.calls.map((made) => Number(made.request.article.title));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  },
);
