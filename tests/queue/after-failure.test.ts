import { describe, expect, it } from 'vitest';
import { AppError, type AppErrorOptions } from '../../src/errors.ts';
import { HostRestsError } from '../../src/fetching/fetch-error.ts';
import { ProviderError } from '../../src/provider/provider-error.ts';
import { afterFailure } from '../../src/queue/after-failure.ts';

const noon = Date.UTC(2025, 5, 1, 12);
const clock = { now: () => noon, steady: () => 0, sleep: () => Promise.reject(new Error('nothing here waits')) };
const error = (code: string, given: Partial<AppErrorOptions> = {}) =>
  new AppError('It', { code, status: 502, ...given });
const decide = (failed: AppError, attempts = 1, random = 0) =>
  afterFailure(failed, attempts, { clock, random: () => random });

describe('after a failure', () => {
  it.each([
    ['a breaker', error('provider-circuit-open', { retryable: true, retryAfterMs: 20_000 }), 20_000],
    ['a rate limit', error('provider-rate-limited', { retryable: true, retryAfterMs: 3000 }), 3000],
    ['a rate limit that says nothing', error('provider-rate-limited', { retryable: true }), 30_000],
    ['a refused key', error('provider-authentication'), 300_000],
    ['a spent quota', error('provider-quota-exhausted'), 300_000],
    ['a spent budget', error('budget-exhausted', { retryable: true, retryAfterMs: 5000 }), 5000],
    ['a budget that says nothing', error('budget-exhausted'), 12 * 3_600_000],
    ['a full disk', error('catalogue-full', { status: 507 }), 30_000],
  ])('%s is waited out, by every job, without an attempt', (_what, failed, ms) => {
    expect(decide(failed, 99)).toEqual({ next: 'wait', ms, closed: true });
  });

  it.each(['busy', 'cancelled', 'shutting-down'])('%s is waited out by this job alone', (code) => {
    const failed = error(code, { retryable: true, retryAfterMs: 700 });
    expect(decide(failed, 99)).toEqual({ next: 'wait', ms: 700, closed: false });
  });

  it('a turn that did not come is waited for, without an attempt', () => {
    const late = { code: 'provider-timeout', provider: 'openai', retryable: true } as const;
    const neverAsked = new ProviderError('late', { ...late, asked: false });
    expect(decide(neverAsked, 99)).toEqual({ next: 'wait', ms: 1000, closed: false });
    expect(decide(new ProviderError('late', late), 99)).toEqual({ next: 'dead-letter' });
  });

  it('what may pass is tried again after longer and longer, half of it by chance', () => {
    const failed = error('provider-unavailable', { retryable: true });
    const waits = (random: number) =>
      [1, 2, 3, 4, 5, 6, 7].map((attempts) => {
        const verdict = decide(failed, attempts, random);
        return verdict.next === 'again' ? verdict.ms / 1000 : null;
      });
    expect(waits(0)).toEqual([5, 15, 45, 135, 405, 1215, 1800]);
    expect(waits(0.5)).toEqual([7.5, 22.5, 67.5, 202.5, 607.5, 1822.5, 2700]);
    expect(decide(failed, 8)).toEqual({ next: 'dead-letter' });
  });

  it('never sooner than the other side asks', () => {
    const failed = error('fetch-failed', { retryable: true, retryAfterMs: 60_000 });
    expect(decide(failed)).toEqual({ next: 'again', ms: 60_000 });
    const unasked = new HostRestsError('blog.example', 60_000);
    expect(decide(unasked, 8), 'no attempt at all').toEqual({ next: 'wait', ms: 60_000, closed: false });
  });

  it.each(['article-too-short', 'provider-refused', 'internal-error'])('%s is a dead letter at once', (code) => {
    expect(decide(error(code))).toEqual({ next: 'dead-letter' });
  });

  it('answers that were paid for are asked for three times at most', () => {
    const failed = error('no-valid-summary', { retryable: true });
    expect([decide(failed, 2).next, decide(failed, 3).next]).toEqual(['again', 'dead-letter']);
  });
});
