import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import type { Provider } from '../../src/provider/provider.ts';
import { ProviderError, type ProviderErrorOptions } from '../../src/provider/provider-error.ts';
import { createRetryProvider, type RetryOptions } from '../../src/provider/retry-provider.ts';
import { createScriptedProvider } from '../../src/provider/scripted-provider.ts';
import { providerContract } from '../contract/provider-contract.ts';
import { createFakeClock, createInstantClock } from '../support/fake-clock.ts';
import { incidentArticle } from '../support/incident-article.ts';
import { createManualProvider } from '../support/manual-provider.ts';
import { patientCall } from '../support/openai-options.ts';
import { validSummary } from '../support/summaries.ts';

providerContract({
  name: 'retry',
  open: () =>
    createRetryProvider(createScriptedProvider([validSummary, validSummary]), {
      ...{ clock: createFakeClock(), random: () => 0.5 },
    }),
  openHanging: () => {
    const inner = createManualProvider();
    const provider = createRetryProvider(inner, { clock: createFakeClock(), random: () => 0.5 });
    return { provider, asked: inner.call(0).then(() => undefined) };
  },
});

const request = { article: incidentArticle() };

function failing(options: Partial<ProviderErrorOptions> = {}): ProviderError {
  return new ProviderError('scripted is failing', {
    ...{ code: 'provider-unavailable', provider: 'scripted', retryable: true, ...options },
  });
}

function open(inner: Provider, change: Partial<RetryOptions> = {}) {
  const clock = createInstantClock();
  return { clock, provider: createRetryProvider(inner, { clock, random: () => 0.5, ...change }) };
}

describe('trying again', () => {
  it('answers after failures, with every attempt and the waits between them', async () => {
    const { provider, clock } = open(createScriptedProvider([failing(), failing(), 'draft']));
    const result = await provider.draft(request, patientCall());
    expect(result.draft).toBe('draft');
    expect(result.attempts).toMatchObject([
      { outcome: 'provider-unavailable', waitedMs: 0 },
      { outcome: 'provider-unavailable', waitedMs: 250 },
      { outcome: 'answered', waitedMs: 500 },
    ]);
    expect(clock.sleeps).toEqual([250, 500]);
  });

  it('waits a random time below a ceiling that doubles up to its maximum', async () => {
    const failures = Array.from({ length: 6 }, () => failing());
    const { provider, clock } = open(createScriptedProvider([...failures, 'draft']), {
      ...{ retries: 6, minMs: 1000, maxMs: 5000, random: () => 0.999_999 },
    });
    await provider.draft(request, patientCall());
    expect(clock.sleeps).toEqual([1000, 2000, 4000, 5000, 5000, 5000]);
    const none = open(createScriptedProvider([failing(), 'draft']), { random: () => 0 });
    await none.provider.draft(request, patientCall());
    expect(none.clock.sleeps).toEqual([0]);
  });

  it('waits at least as long as the provider asked, beyond its own maximum too', async () => {
    const inner = createScriptedProvider([failing({ retryAfterMs: 45_000 }), 'draft']);
    const { provider, clock } = open(inner, { random: () => 0 });
    await provider.draft(request, patientCall());
    expect(clock.sleeps).toEqual([45_000]);
  });

  it.each([0, 0.001, 0.5, 0.999_999])(
    'never waits less than was asked, however small the jitter (%d)',
    async (random) => {
      const inner = createScriptedProvider([failing({ retryAfterMs: 1234.5 }), 'draft']);
      const { provider, clock } = open(inner, { random: () => random });
      await provider.draft(request, patientCall());
      expect(clock.sleeps[0]).toBeGreaterThanOrEqual(1234.5);
      expect(clock.sleeps[0]).toBeLessThanOrEqual(1735);
    },
  );

  it('adds its wait to what the attempt waited elsewhere', async () => {
    const attempt = { provider: 'scripted', model: 'script', durationMs: 3, waitedMs: 40 };
    const attempts = [{ ...attempt, outcome: 'provider-unavailable' }];
    const inner = createScriptedProvider([failing({ attempts }), failing({ attempts }), 'draft']);
    const result = await open(inner).provider.draft(request, patientCall());
    expect(result.attempts.map(({ waitedMs }) => waitedMs)).toEqual([40, 290, 500]);
  });

  it('spreads those who were asked to wait equally long', async () => {
    const inner = createScriptedProvider([failing({ retryAfterMs: 1000 }), 'draft']);
    const { provider, clock } = open(inner, { random: () => 0.5, minMs: 500 });
    await provider.draft(request, patientCall());
    expect(clock.sleeps).toEqual([1250]);
  });

  it('waits out, without counting it, that the limiter lets nobody in', async () => {
    const attempt = { provider: 'scripted', model: 'script', outcome: 'provider-rate-limited' };
    const turnedAway = (waitedMs: number) =>
      failing({
        ...{ code: 'provider-rate-limited', asked: false, retryAfterMs: 1000 },
        attempts: [{ ...attempt, durationMs: 0, waitedMs }],
      });
    const away = Array.from({ length: 9 }, () => turnedAway(0));
    const { provider, clock } = open(createScriptedProvider([turnedAway(70), ...away, failing(), 'draft']), {
      ...{ retries: 1, random: () => 0 },
    });
    const { attempts } = await provider.draft(request, patientCall());
    expect(attempts).toMatchObject([
      { outcome: 'provider-unavailable', waitedMs: 10_070 },
      { outcome: 'answered', waitedMs: 0 },
    ]);
    expect(clock.sleeps).toEqual([...Array(10).fill(1000), 0]);
  });

  it('counts every 429 of the provider itself', async () => {
    const told = failing({ code: 'provider-rate-limited', retryAfterMs: 1000 });
    const { provider } = open(createScriptedProvider([told, told, 'draft']), { retries: 1, random: () => 0 });
    await expect(provider.draft(request, patientCall())).rejects.toMatchObject({
      ...{ code: 'provider-rate-limited', asked: true },
      attempts: [{ waitedMs: 0 }, { waitedMs: 1000 }],
    });
  });

  it('keeps the attempts that one draft of the inner provider took', async () => {
    const attempt = { provider: 'scripted', model: 'script', durationMs: 3, waitedMs: 0 };
    const attempts = [
      { ...attempt, outcome: 'provider-bad-request' },
      { ...attempt, outcome: 'provider-unavailable' },
    ];
    const { provider } = open(createScriptedProvider([failing({ attempts }), 'draft']));
    const result = await provider.draft(request, patientCall());
    expect(result.attempts.map(({ outcome }) => outcome)).toEqual([
      'provider-bad-request',
      'provider-unavailable',
      'answered',
    ]);
  });
});

describe('giving up', () => {
  it('ends with the last error and all attempts', async () => {
    const inner = createScriptedProvider([
      failing(),
      failing(),
      failing({ code: 'provider-timeout', uncertain: true }),
    ]);
    const { provider } = open(inner, { retries: 2 });
    await expect(provider.draft(request, patientCall())).rejects.toMatchObject({
      ...{ code: 'provider-timeout', status: 504, uncertain: true, retryable: true },
      attempts: [{ waitedMs: 0 }, { waitedMs: 250 }, { waitedMs: 500, outcome: 'provider-timeout' }],
    });
  });

  it('comes with the third failure that may be charged, counting those alone', async () => {
    const paid = failing({ code: 'provider-timeout', uncertain: true });
    const broken = failing({ code: 'provider-invalid-answer', uncertain: true });
    const few = open(createScriptedProvider([paid, failing(), broken, failing(), 'draft']));
    expect(await few.provider.draft(request, patientCall())).toMatchObject({ draft: 'draft' });
    const many = open(createScriptedProvider([paid, broken, paid, 'draft']));
    await expect(many.provider.draft(request, patientCall())).rejects.toMatchObject({
      code: 'provider-timeout',
      attempts: [{}, {}, {}],
    });
    const none = open(createScriptedProvider([paid, 'draft']), { paidRetries: 0 });
    await expect(none.provider.draft(request, patientCall())).rejects.toMatchObject({ attempts: [{}] });
  });

  it('comes at once for an error that will not pass', async () => {
    const inner = createScriptedProvider([failing({ code: 'provider-authentication', retryable: false }), 'draft']);
    const { provider, clock } = open(inner);
    await expect(provider.draft(request, patientCall())).rejects.toMatchObject({ code: 'provider-authentication' });
    expect(clock.sleeps).toEqual([]);
  });

  it.each([new TypeError('a defect'), new AppError('other', { code: 'other', status: 500, retryable: true })])(
    'comes at once for what is no provider error: %s',
    async (failure) => {
      const inner = createScriptedProvider([failure, 'draft']);
      await expect(open(inner).provider.draft(request, patientCall())).rejects.toBe(failure);
      expect(inner.requests).toHaveLength(1);
    },
  );

  it('comes at once when a breaker is open, and shows it as an attempt', async () => {
    const circuitOpen = failing({ code: 'provider-circuit-open', asked: false, retryAfterMs: 1000 });
    const inner = createScriptedProvider([failing(), circuitOpen, 'draft']);
    const { provider, clock } = open(inner);
    await expect(provider.draft(request, patientCall())).rejects.toMatchObject({
      ...{ code: 'provider-circuit-open', status: 503, retryable: true, retryAfterMs: 1000, asked: false },
      attempts: [
        { outcome: 'provider-unavailable' },
        { provider: 'scripted', outcome: 'provider-circuit-open', durationMs: 0, waitedMs: 250 },
      ],
    });
    expect(clock.sleeps).toEqual([250]);
  });

  it('comes at once with a rate limit that outlasts the deadline, and says when to come back', async () => {
    const inner = createScriptedProvider([failing({ code: 'provider-rate-limited', retryAfterMs: 600_000 }), 'draft']);
    const { provider, clock } = open(inner);
    const call = patientCall({ deadline: clock.steady() + 120_000 });
    await expect(provider.draft(request, call)).rejects.toMatchObject({
      ...{ code: 'provider-rate-limited', status: 503, retryable: true, retryAfterMs: 600_000 },
    });
    expect(clock.sleeps).toEqual([]);
  });

  it('comes at once when the limiter lets nobody in for longer than there is time, and shows it as an attempt', async () => {
    const inner = createScriptedProvider([
      failing({ code: 'provider-rate-limited', asked: false, retryAfterMs: 600_000 }),
      'draft',
    ]);
    const { provider, clock } = open(inner);
    const call = patientCall({ deadline: clock.steady() + 120_000 });
    await expect(provider.draft(request, call)).rejects.toMatchObject({
      ...{ code: 'provider-rate-limited', retryAfterMs: 600_000, asked: false },
      attempts: [{ outcome: 'provider-rate-limited', waitedMs: 0 }],
    });
    expect(clock.sleeps).toEqual([]);
  });

  it('comes when the caller hangs up while the limiter lets nobody in', async () => {
    const clock = createFakeClock();
    const inner = createScriptedProvider([
      failing({ code: 'provider-rate-limited', asked: false, retryAfterMs: 1000 }),
      'draft',
    ]);
    const provider = createRetryProvider(inner, { clock, random: () => 0.5 });
    const controller = new AbortController();
    const drafting = provider.draft(request, patientCall({ signal: controller.signal }));
    while (clock.sleeps.length === 0) await Promise.resolve();
    const reason = new Error('hung up');
    controller.abort(reason);
    await expect(drafting).rejects.toBe(reason);
    expect(inner.requests).toHaveLength(1);
  });

  it.each([
    [61, 'provider-timeout', 1],
    [59, 'provider-timeout', 2],
    [61, 'provider-unavailable', 2],
  ] as const)('comes after %d of 120 s that ended in %s with %d calls', async (seconds, code, calls) => {
    const clock = createInstantClock();
    let asked = 0;
    const slow: Provider = {
      ...createScriptedProvider([]),
      async draft() {
        asked += 1;
        await clock.sleep(seconds * 1000);
        throw failing({ code });
      },
    };
    const provider = createRetryProvider(slow, { clock, random: () => 0, retries: 1 });
    const drafting = provider.draft(request, patientCall({ deadline: clock.steady() + 120_000 }));
    await expect(drafting).rejects.toMatchObject({
      ...{ code, retryable: true },
      message:
        calls === 1 ? 'scripted is failing; the 59.0 s that are left are too few to try again' : 'scripted is failing',
    });
    expect(asked).toBe(calls);
  });

  it('comes early when the wait would reach the deadline, and says so', async () => {
    const inner = createScriptedProvider([failing({ retryAfterMs: 20_000, hint: 'Wait.' }), 'draft']);
    const { provider, clock } = open(inner, { random: () => 0 });
    const call = patientCall({ deadline: clock.steady() + 20_000 });
    await expect(provider.draft(request, call)).rejects.toMatchObject({
      message: 'scripted is failing; trying again in 20.0 s would be past the deadline',
      ...{ code: 'provider-unavailable', retryAfterMs: 20_000, hint: 'Wait.', attempts: [{ waitedMs: 0 }] },
    });
    expect(clock.sleeps).toEqual([]);
  });

  it('comes at once when the call is cancelled during a wait', async () => {
    const clock = createFakeClock();
    const inner = createScriptedProvider([failing(), 'draft']);
    const provider = createRetryProvider(inner, { clock, random: () => 0.5 });
    const controller = new AbortController();
    const reason = new Error('hung up');
    const drafting = provider.draft(request, patientCall({ signal: controller.signal }));
    while (clock.sleeps.length === 0) await Promise.resolve();
    controller.abort(reason);
    await expect(drafting).rejects.toBe(reason);
    expect(inner.requests).toHaveLength(1);
  });

  it('comes at once when nothing more is to be sent', async () => {
    const clock = createFakeClock();
    const inner = createScriptedProvider([failing({ retryAfterMs: 60_000 }), 'draft']);
    const provider = createRetryProvider(inner, { clock, random: () => 0.5 });
    const stopped = new AbortController();
    const reason = new Error('stopped');
    const drafting = provider.draft(request, patientCall({ stop: stopped.signal }));
    while (clock.sleeps.length === 0) await Promise.resolve();
    stopped.abort(reason);
    await expect(drafting).rejects.toBe(reason);
    expect(inner.requests).toHaveLength(1);
  });

  it('does not ask at all when the call is cancelled beforehand', async () => {
    const inner = createScriptedProvider(['draft']);
    const call = patientCall({ signal: AbortSignal.abort(new Error('gone')) });
    await expect(open(inner).provider.draft(request, call)).rejects.toThrow('gone');
    expect(inner.requests).toHaveLength(0);
  });
});

it('stands for the provider it wraps', () => {
  const { provider } = open(createScriptedProvider([]));
  expect(provider).toMatchObject({ name: 'scripted', model: 'script', prompt: null });
});
