import { describe, expect, it } from 'vitest';
import { type BreakerOptions, createBreakerProvider } from '../../src/provider/breaker-provider.ts';
import type { BreakerReading } from '../../src/provider/guard-readings.ts';
import type { Call } from '../../src/provider/provider.ts';
import { ProviderError, type ProviderErrorCode, type ProviderErrorOptions } from '../../src/provider/provider-error.ts';
import { createScriptedProvider } from '../../src/provider/scripted-provider.ts';
import { providerContract } from '../contract/provider-contract.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { incidentArticle } from '../support/incident-article.ts';
import { createManualProvider, settled } from '../support/manual-provider.ts';
import { patientCall } from '../support/openai-options.ts';
import { validSummary } from '../support/summaries.ts';

providerContract({
  name: 'breaker',
  open: () => createBreakerProvider(createScriptedProvider([validSummary, validSummary]), { clock: createFakeClock() }),
  openHanging: () => {
    const inner = createManualProvider();
    const provider = createBreakerProvider(inner, { clock: createFakeClock() });
    return { provider, asked: inner.call(0).then(() => undefined) };
  },
});

const request = { article: incidentArticle() };
const START = createFakeClock().now();
/** Seconds after the start, as a time. */
const at = (seconds: number) => START + seconds * 1000;

function failure(code: ProviderErrorCode = 'provider-unavailable', options: Partial<ProviderErrorOptions> = {}) {
  return new ProviderError('manual is failing', { code, provider: 'manual', retryable: true, ...options });
}

function setup(options: Partial<BreakerOptions> = {}) {
  const clock = createFakeClock();
  const inner = createManualProvider();
  const changes: BreakerReading[] = [];
  const provider = createBreakerProvider(inner, { clock, onChange: (reading) => changes.push(reading), ...options });

  let articles = 0;
  /** Starts a call, for an article of its own unless one is named; its outcome is an answer's draft or an error. */
  async function begin(call: Partial<Call> = {}, fingerprint = `article ${++articles}`) {
    const before = inner.calls.length;
    const article = { ...request.article, fingerprint };
    const outcome = provider.draft({ article }, patientCall(call)).then(
      ({ draft }) => draft,
      (error: unknown) => error,
    );
    await settled();
    return { outcome, made: inner.calls.length > before ? inner.calls[before] : undefined };
  }
  async function pass(times = 1) {
    for (let n = 0; n < times; n += 1) {
      const { made, outcome } = await begin();
      made?.answer();
      await outcome;
    }
  }
  async function fail(times = 1, error: () => unknown = failure, article?: string) {
    for (let n = 0; n < times; n += 1) {
      const { made, outcome } = await begin({}, article);
      made?.fail(error());
      await outcome;
    }
  }
  const state = () => provider.breaker().state;
  return { clock, inner, provider, changes, begin, pass, fail, state };
}

describe('a closed breaker', () => {
  it('opens when four of ten calls failed, at the very failure, and says so', async () => {
    const { clock, provider, changes, pass, fail } = setup();
    await pass(6);
    await fail(3);
    expect(provider.breaker()).toEqual({ state: 'closed', since: at(0), retryAt: null, calls: 9, failures: 3 });
    clock.advance(5000);
    expect(changes).toEqual([]);
    await fail();
    const open = { state: 'open', since: at(5), retryAt: at(35), calls: 10, failures: 4 };
    expect(provider.breaker()).toEqual(open);
    expect(changes).toEqual([open]);
  });

  it.each([
    ['fewer calls than it takes', 0, 9],
    ['a smaller share', 62, 38],
  ])('stays closed at %s', async (_what, passed, failed) => {
    const { pass, fail, state } = setup();
    await pass(passed);
    await fail(failed);
    expect(state()).toBe('closed');
  });

  it('does not open for an article or two that always fail, however often they are tried', async () => {
    const { pass, fail, provider } = setup();
    await pass(5);
    await fail(40, failure, 'poisoned');
    await fail(40, failure, 'poisoned as well');
    expect(provider.breaker()).toMatchObject({ state: 'closed', calls: 85, failures: 80 });
    await fail(1);
    expect(provider.breaker().state).toBe('open');
  });

  it('opens after five seconds of nothing but failures, however much succeeded just before', async () => {
    const { clock, pass, fail, state } = setup();
    await pass(500);
    await fail(60);
    clock.advance(4999);
    await fail();
    expect(state()).toBe('closed');
    clock.advance(1);
    await fail();
    expect(state()).toBe('open');
  });

  it('opens at once when ten calls in a row time out, which may be charged, however much succeeded just before', async () => {
    const { pass, fail, state } = setup();
    const timeout = () => failure('provider-timeout', { uncertain: true });
    await pass(500);
    await fail(9, timeout);
    await fail(1);
    await fail(9, timeout);
    await pass();
    await fail(8, timeout, 'one article');
    await fail(1, timeout);
    expect(state()).toBe('closed');
    await fail(1, timeout);
    expect(state()).toBe('open');
  });

  it('takes an answer that broke off for a timeout, and a failure that costs nothing for none', async () => {
    const { pass, fail, state } = setup();
    await pass(500);
    await fail(5, () => failure('provider-timeout', { uncertain: true }));
    await fail(4, () => failure('provider-invalid-answer', { uncertain: true }));
    expect(state()).toBe('closed');
    await fail(1, () => failure('provider-unreachable', { uncertain: true }));
    expect(state()).toBe('open');
  });

  it('does not open for timeouts of two articles, however many', async () => {
    const { pass, fail, state } = setup();
    const timeout = () => failure('provider-timeout', { uncertain: true });
    await pass(500);
    await fail(20, timeout, 'poisoned');
    await fail(20, timeout, 'poisoned as well');
    expect(state()).toBe('closed');
  });

  it('does not open after five seconds in which some call succeeded', async () => {
    const { clock, pass, fail, state } = setup();
    await pass(500);
    await fail(30);
    clock.advance(4999);
    await pass();
    clock.advance(1);
    await fail(30);
    expect(state()).toBe('closed');
  });

  it('takes the parts of an article for that article', async () => {
    const { begin, provider } = setup();
    for (let part = 0; part < 40; part += 1) {
      const { made, outcome } = await begin({ whole: `long ${part % 2}` }, `part ${part}`);
      made?.fail(failure());
      await outcome;
    }
    expect(provider.breaker()).toMatchObject({ state: 'closed', failures: 40 });
    const { made, outcome } = await begin();
    made?.fail(failure());
    await outcome;
    expect(provider.breaker().state).toBe('open');
  });

  it('counts the articles that failed within its window only', async () => {
    const { clock, fail, provider } = setup();
    await fail(1, failure, 'long ago');
    clock.advance(61_000);
    await fail(20, failure, 'poisoned');
    await fail(20, failure, 'poisoned as well');
    expect(provider.breaker().state).toBe('closed');
  });

  it('counts an article that failed again by its last failure', async () => {
    const { clock, pass, fail, provider } = setup();
    await fail(1, failure, 'again and again');
    await fail(1, failure, 'long ago');
    await pass();
    clock.advance(50_000);
    await fail(1, failure, 'again and again');
    await fail(1, failure, 'of late');
    clock.advance(11_000);
    await fail(20, failure, 'again and again');
    expect(provider.breaker()).toMatchObject({ state: 'closed', failures: 22 });
    await fail();
    expect(provider.breaker().state).toBe('open');
  });

  it('does not open on an answer, whatever the share', async () => {
    const { pass, fail, state } = setup();
    await fail(9);
    await pass(10);
    expect(state()).toBe('closed');
    await fail();
    expect(state()).toBe('open');
  });

  it.each([
    [0.07, 100, 7],
    [1, 3, 3],
    [0.29, 100, 29],
  ])('opens at a share of exactly %d', async (share, minCalls, failures) => {
    const { pass, fail, state } = setup({ share, minCalls });
    await pass(minCalls - failures);
    await fail(failures - 1);
    expect(state()).toBe('closed');
    await fail();
    expect(state()).toBe('open');
  });

  it('looks no further back than its window', async () => {
    const { clock, provider, pass, fail } = setup();
    await fail(9);
    clock.advance(60_000);
    await pass(6);
    await fail(3);
    expect(provider.breaker()).toMatchObject({ state: 'closed', calls: 9, failures: 3 });
  });
});

describe('where few calls are made', () => {
  /** A failure a minute, so that the window never has more than one. */
  const slowly = async ({ clock, fail }: ReturnType<typeof setup>, times: number, article?: string) => {
    for (let n = 0; n < times; n += 1) {
      clock.advance(61_000);
      await fail(1, failure, article);
    }
  };

  it('opens with the tenth failure in a row, however long that took', async () => {
    const all = setup();
    await slowly(all, 9);
    expect(all.state()).toBe('closed');
    await slowly(all, 1);
    expect(all.provider.breaker()).toMatchObject({ state: 'open', calls: 1, failures: 1 });
  });

  it('begins to count anew with a success', async () => {
    const all = setup();
    await slowly(all, 9);
    await all.pass();
    await slowly(all, 9);
    expect(all.state()).toBe('closed');
    await slowly(all, 1);
    expect(all.state()).toBe('open');
  });

  it('does not take one article for many', async () => {
    const all = setup();
    await slowly(all, 10, 'poisoned');
    await slowly(all, 10, 'poisoned as well');
    expect(all.state()).toBe('closed');
    await slowly(all, 1);
    expect(all.state()).toBe('open');
  });

  it('begins to count articles anew with a success', async () => {
    const all = setup();
    await slowly(all, 2);
    await all.pass();
    await slowly(all, 20, 'poisoned');
    expect(all.state()).toBe('closed');
  });

  it('begins anew once it has closed', async () => {
    const all = setup();
    await slowly(all, 10);
    all.clock.advance(30_000);
    await all.pass();
    expect(all.state()).toBe('closed');
    await slowly(all, 9);
    expect(all.state()).toBe('closed');
  });

  it('is held to the share alone where the window has enough calls', async () => {
    const { pass, fail, state } = setup();
    await pass(30);
    await fail(19);
    expect(state()).toBe('closed');
    await fail();
    expect(state()).toBe('open');
  });
});

describe('what it takes for a failure', () => {
  const retryable = { retryable: true };
  const lasting = { retryable: false };

  it.each<[ProviderErrorCode, Partial<ProviderErrorOptions>, 'down' | 'up' | 'unknown']>([
    ['provider-unavailable', retryable, 'down'],
    ['provider-unavailable', lasting, 'down'],
    ['provider-timeout', retryable, 'down'],
    ['provider-timeout', { asked: false }, 'unknown'],
    ['provider-unreachable', retryable, 'down'],
    ['provider-unreachable', lasting, 'down'],
    ['provider-empty-answer', retryable, 'down'],
    ['provider-invalid-answer', retryable, 'down'],
    ['provider-invalid-answer', lasting, 'unknown'],
    ['provider-rate-limited', retryable, 'unknown'],
    ['provider-rate-limited', lasting, 'unknown'],
    ['provider-authentication', lasting, 'unknown'],
    ['provider-quota-exhausted', lasting, 'unknown'],
    ['provider-refused', lasting, 'up'],
    ['provider-bad-request', lasting, 'up'],
    ['provider-context-exceeded', lasting, 'up'],
    ['provider-length-stop', lasting, 'up'],
  ])('%s %o: %s', async (code, options, verdict) => {
    const { provider, fail } = setup();
    await fail(1, () => failure(code, options));
    const { calls, failures } = provider.breaker();
    expect([calls, failures]).toEqual({ down: [1, 1], up: [1, 0], unknown: [0, 0] }[verdict]);
  });

  it('is not a defect of ours, nor an answer that was not asked for', async () => {
    const { provider, begin, fail } = setup();
    await fail(3, () => new TypeError('a defect'));
    const { made, outcome } = await begin();
    made?.answer({ attempts: [] });
    await outcome;
    expect(provider.breaker()).toMatchObject({ calls: 0, failures: 0 });
  });

  it('is not a call that its caller gave up, whatever it ends with', async () => {
    const { provider, begin } = setup();
    const controller = new AbortController();
    const { made, outcome } = await begin({ signal: controller.signal });
    made?.fail(failure());
    controller.abort(new Error('hung up'));
    expect(await outcome).toBeInstanceOf(ProviderError);
    expect(provider.breaker()).toMatchObject({ calls: 0, failures: 0 });
  });
});

describe('a success of a call that was under way before the provider began to fail', () => {
  const paid = () => failure('provider-timeout', { uncertain: true });

  it('says nothing of the failures since: ten in a row that may be charged open it', async () => {
    const { clock, begin, fail, pass, state } = setup();
    await pass(100);
    const early = [await begin(), await begin()];
    clock.advance(1000);
    await fail(9, paid);
    for (const { made } of early) made?.answer();
    await settled();
    expect(state()).toBe('closed');
    await fail(1, paid);
    expect(state()).toBe('open');
  });

  it('is no less than the failures of such calls, of which there are some at any time', async () => {
    const { clock, begin, fail, pass, state } = setup();
    await pass(100);
    const early = [];
    for (let n = 0; n < 12; n += 1) early.push(await begin());
    clock.advance(1000);
    await fail(1, paid);
    early.pop()?.made?.answer();
    await settled();
    for (const { made } of early.slice(0, 9)) made?.fail(paid());
    await settled();
    expect(state()).toBe('closed');
  });

  it('counts as any other where more calls have begun since then that may yet succeed', async () => {
    const { clock, begin, fail, pass, state } = setup();
    await pass(100);
    const early = await begin();
    clock.advance(1000);
    await fail(1, paid);
    for (let n = 0; n < 20; n += 1) await begin();
    early.made?.answer();
    await settled();
    await fail(9, paid);
    expect(state()).toBe('closed');
    await fail(1, paid);
    expect(state()).toBe('open');
  });
});

describe('an open breaker', () => {
  it('turns calls away at once, with the time until it can be tried', async () => {
    const { clock, inner, begin, fail } = setup();
    await fail(10);
    clock.advance(17_500);
    const { outcome } = await begin();
    expect(await outcome).toMatchObject({
      message: 'manual failed too often of late and is left alone for another 13 s: manual is failing',
      ...{ code: 'provider-circuit-open', status: 503, retryable: true, retryAfterMs: 12_500 },
      ...{ asked: false, uncertain: false, provider: 'manual' },
    });
    expect(inner.calls).toHaveLength(10);
  });

  it.each<[ProviderErrorCode, string, string]>([
    [
      'provider-unavailable',
      'Try again in a moment.',
      'A second provider in UPSHOT_PROVIDER would be asked meanwhile.',
    ],
    ['provider-timeout', 'Try again in a moment.', 'A second provider in UPSHOT_PROVIDER would be asked meanwhile.'],
    [
      'provider-unreachable',
      'Check the address.',
      'Check the address. A second provider in UPSHOT_PROVIDER would be asked meanwhile.',
    ],
  ])('says what can be done about %s but for trying again, which comes by itself', async (code, hint, says) => {
    const { begin, fail } = setup();
    await fail(10, () => failure(code, { hint }));
    const { outcome } = await begin();
    expect(await outcome).toMatchObject({ hint: says });
  });

  it('hears nothing from calls that began before it opened', async () => {
    const { clock, changes, begin, fail, state } = setup();
    const early = [await begin(), await begin(), await begin()];
    await fail(10);
    clock.advance(10_000);
    early[0]?.made?.answer();
    early[1]?.made?.fail(failure());
    await settled();
    expect(state()).toBe('open');
    clock.advance(20_000);
    early[2]?.made?.answer();
    await settled();
    expect(state()).toBe('half-open');
    expect(changes).toHaveLength(1);
  });

  it('is half-open from its time on, also when nobody asks', async () => {
    const { clock, provider, changes, fail } = setup();
    await fail(10);
    clock.advance(29_999);
    expect(provider.breaker()).toMatchObject({ state: 'open', retryAt: at(30) });
    clock.advance(1);
    expect(provider.breaker()).toMatchObject({ state: 'half-open', since: at(30), retryAt: null });
    clock.advance(100_000);
    expect(provider.breaker()).toEqual({ state: 'half-open', since: at(30), retryAt: null, calls: 0, failures: 0 });
    expect(changes).toHaveLength(1);
  });

  it('is open for as long when the clock is set back meanwhile, and says the new time', async () => {
    const { clock, provider, fail, pass, state } = setup();
    await fail(10);
    clock.advance(10_000);
    clock.setBack(3_600_000);
    expect(provider.breaker()).toMatchObject({ state: 'open', retryAt: clock.now() + 20_000 });
    clock.advance(20_000);
    await pass();
    expect(state()).toBe('closed');
  });

  it('does not let through a call that is cancelled already', async () => {
    const { begin, fail } = setup();
    await fail(10);
    const reason = new Error('gone');
    expect(await (await begin({ signal: AbortSignal.abort(reason) })).outcome).toBe(reason);
  });
});

describe('a half-open breaker', () => {
  async function halfOpen() {
    const all = setup();
    await all.fail(10);
    all.clock.advance(30_000);
    return all;
  }

  it('lets one call through and turns the others away for a moment', async () => {
    const { inner, changes, begin } = await halfOpen();
    const trial = await begin();
    expect(trial.made).toBeDefined();
    for (const other of [await begin(), await begin()]) {
      expect(await other.outcome).toMatchObject({ code: 'provider-circuit-open', retryAfterMs: 1000 });
    }
    expect(inner.calls).toHaveLength(11);
    expect(changes.map(({ state }) => state)).toEqual(['open', 'half-open']);
  });

  it('closes with a trial that succeeds, and forgets what was', async () => {
    const { clock, provider, changes, begin, fail } = await halfOpen();
    const { made } = await begin();
    clock.advance(2000);
    made?.answer();
    await settled();
    const closed = { state: 'closed', since: at(32), retryAt: null, calls: 0, failures: 0 };
    expect(provider.breaker()).toEqual(closed);
    expect(changes.map(({ state }) => state)).toEqual(['open', 'half-open', 'closed']);
    await fail(9);
    expect(provider.breaker()).toMatchObject({ state: 'closed', calls: 9 });
    await fail();
    expect(changes).toHaveLength(4);
  });

  it('forgets which articles had failed, too', async () => {
    const { begin, fail, state } = await halfOpen();
    (await begin()).made?.answer();
    await settled();
    await fail(20, failure, 'poisoned');
    expect(state()).toBe('closed');
  });

  it('opens anew with a trial that fails, and is half-open again after as long', async () => {
    const { clock, provider, changes, begin } = await halfOpen();
    for (const round of [0, 1]) {
      const { made } = await begin();
      clock.advance(2000);
      made?.fail(failure());
      await settled();
      expect(provider.breaker()).toMatchObject({
        state: 'open',
        since: at(32 + 32 * round),
        retryAt: at(62 + 32 * round),
      });
      clock.advance(30_000);
      expect(provider.breaker()).toMatchObject({ state: 'half-open' });
    }
    expect(changes.map(({ state }) => state)).toEqual(['open', 'half-open', 'open', 'half-open', 'open']);
  });

  it('hears nothing from calls that began before, but for the trial', async () => {
    const all = setup();
    const early = [await all.begin(), await all.begin()];
    await all.fail(10);
    all.clock.advance(30_000);
    const trial = await all.begin();
    early[0]?.made?.fail(failure());
    early[1]?.made?.answer();
    await settled();
    expect(all.state()).toBe('half-open');
    expect(await (await all.begin()).outcome).toMatchObject({ code: 'provider-circuit-open' });
    trial.made?.answer();
    await settled();
    expect(all.state()).toBe('closed');
  });

  it.each<[string, (made: { fail(error: unknown): void; answer(change: object): void }) => void]>([
    ['is turned away by a rate limit', ({ fail }) => fail(failure('provider-rate-limited'))],
    ['is turned away for its key', ({ fail }) => fail(failure('provider-authentication', { retryable: false }))],
    ['was never asked', ({ fail }) => fail(failure('provider-timeout', { asked: false }))],
    ['ends in a defect', ({ fail }) => fail(new TypeError('a defect'))],
    ['was answered by the ledger', ({ answer }) => answer({ attempts: [] })],
  ])('gives the trial to the next call when one %s', async (_what, end) => {
    const { begin, state, changes } = await halfOpen();
    const { made, outcome } = await begin();
    if (made) end(made);
    await outcome;
    expect(state()).toBe('half-open');
    const next = await begin();
    next.made?.answer();
    await next.outcome;
    expect(state()).toBe('closed');
    expect(changes.map((change) => change.state)).toEqual(['open', 'half-open', 'closed']);
  });

  it('gives the trial to the next call when one is cancelled', async () => {
    const { begin, state } = await halfOpen();
    const controller = new AbortController();
    const trial = await begin({ signal: controller.signal });
    const reason = new Error('hung up');
    controller.abort(reason);
    expect(await trial.outcome).toBe(reason);
    expect(state()).toBe('half-open');
    expect((await begin()).made).toBeDefined();
  });

  it('says to come back no later than a short breaker opens', async () => {
    const all = setup({ openMs: 200 });
    await all.fail(10);
    all.clock.advance(200);
    await all.begin();
    expect(await (await all.begin()).outcome).toMatchObject({ retryAfterMs: 200 });
  });
});
