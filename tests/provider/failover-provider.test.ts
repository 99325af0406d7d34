import { describe, expect, it } from 'vitest';
import { createBreakerProvider } from '../../src/provider/breaker-provider.ts';
import { createFailoverProvider } from '../../src/provider/failover-provider.ts';
import type { DraftRequest, Provider } from '../../src/provider/provider.ts';
import { ProviderError, type ProviderErrorCode, type ProviderErrorOptions } from '../../src/provider/provider-error.ts';
import { createRetryProvider } from '../../src/provider/retry-provider.ts';
import { createScriptedProvider } from '../../src/provider/scripted-provider.ts';
import { providerContract } from '../contract/provider-contract.ts';
import { createFakeClock, createInstantClock } from '../support/fake-clock.ts';
import { incidentArticle } from '../support/incident-article.ts';
import { createManualProvider, settled } from '../support/manual-provider.ts';
import { patientCall } from '../support/openai-options.ts';
import { validSummary } from '../support/summaries.ts';

providerContract({
  name: 'failover',
  open: () =>
    createFailoverProvider(
      [createScriptedProvider([validSummary, validSummary]), createScriptedProvider([], 'backup')],
      {
        clock: createFakeClock(),
      },
    ),
  openHanging: () => {
    const inner = createManualProvider();
    const provider = createFailoverProvider([inner, createScriptedProvider(['late'])], { clock: createFakeClock() });
    return { provider, asked: inner.call(0).then(() => undefined) };
  },
});

const request: DraftRequest = { article: incidentArticle() };

function failure(
  code: ProviderErrorCode,
  provider: string,
  options: Partial<ProviderErrorOptions> = {},
): ProviderError {
  return new ProviderError(`${provider} fails`, { code, provider, ...options });
}

function failover(first: Provider, ...others: Provider[]) {
  return createFailoverProvider([first, ...others], { clock: createFakeClock() });
}

/** Three scripted providers: a, b and c. */
function three(a: readonly unknown[], b: readonly unknown[], c: readonly unknown[]) {
  const inner = [
    createScriptedProvider(a, 'a'),
    createScriptedProvider(b, 'b'),
    createScriptedProvider(c, 'c'),
  ] as const;
  return { provider: failover(...inner), asked: () => inner.map(({ requests }) => requests.length) };
}

describe('who is asked', () => {
  it('is the first, as long as it answers; it stands for it', async () => {
    const { provider, asked } = three(['one', 'two'], [], []);
    expect(provider).toMatchObject({ name: 'a', model: 'script', prompt: null });
    expect(await provider.draft(request, patientCall())).toMatchObject({ draft: 'one', provider: 'a' });
    expect(await provider.draft(request, patientCall())).toMatchObject({ draft: 'two', provider: 'a' });
    expect(asked()).toEqual([2, 0, 0]);
  });

  it.each<[ProviderErrorCode, boolean]>([
    ['provider-unavailable', true],
    ['provider-unavailable', false],
    ['provider-unreachable', true],
    ['provider-unreachable', false],
    ['provider-timeout', true],
    ['provider-rate-limited', true],
    ['provider-rate-limited', false],
    ['provider-circuit-open', true],
    ['provider-empty-answer', true],
    ['provider-invalid-answer', true],
    ['provider-authentication', false],
    ['provider-quota-exhausted', false],
    ['provider-bad-request', false],
    ['provider-length-stop', false],
    ['provider-empty-answer', false],
    ['provider-invalid-answer', false],
  ])('is the next after %s (retryable: %s), and the first again for the next request', async (code, retryable) => {
    const { provider, asked } = three([failure(code, 'a', { retryable }), 'two'], ['one'], []);
    expect(await provider.draft(request, patientCall())).toMatchObject({
      ...{ draft: 'one', provider: 'b' },
      attempts: [
        { provider: 'a', model: 'script', outcome: code, durationMs: 0, waitedMs: 0 },
        { provider: 'b', outcome: 'answered' },
      ],
    });
    expect(await provider.draft(request, patientCall())).toMatchObject({ draft: 'two', provider: 'a' });
    expect(asked()).toEqual([2, 1, 0]);
  });

  it.each<ProviderErrorCode>(['provider-refused', 'provider-context-exceeded', 'no-recording'])(
    'is nobody else after %s',
    async (code) => {
      const { provider, asked } = three([failure(code, 'a')], ['one'], []);
      await expect(provider.draft(request, patientCall())).rejects.toMatchObject({
        ...{ code, message: 'a fails', attempts: [{ provider: 'a', outcome: code }] },
      });
      expect(asked()).toEqual([1, 0, 0]);
    },
  );

  it('is nobody else after a defect', async () => {
    const defect = new TypeError('a defect');
    const { provider, asked } = three([defect], ['one'], []);
    await expect(provider.draft(request, patientCall())).rejects.toBe(defect);
    expect(asked()).toEqual([1, 0, 0]);
  });

  it('is nobody else once the caller has left, whatever the provider says to that', async () => {
    const hanging = createManualProvider();
    const backup = createManualProvider();
    const controller = new AbortController();
    const reason = new Error('hung up');
    const drafting = failover(hanging, backup).draft(request, patientCall({ signal: controller.signal }));
    const made = await hanging.call(0);
    made.fail(failure('provider-unavailable', 'manual', { retryable: true }));
    controller.abort(reason);
    await expect(drafting).rejects.toBe(reason);
    expect(backup.calls).toEqual([]);
  });

  it('ends with the second when that refuses, with the attempts of both', async () => {
    const { provider, asked } = three(
      [failure('provider-unavailable', 'a', { retryable: true })],
      [failure('provider-refused', 'b')],
      ['one'],
    );
    await expect(provider.draft(request, patientCall())).rejects.toMatchObject({
      ...{ code: 'provider-refused', message: 'b fails', provider: 'b' },
      attempts: [{ provider: 'a' }, { provider: 'b' }],
    });
    expect(asked()).toEqual([1, 1, 0]);
  });
});

describe('a repair', () => {
  const rejected = { round: 1, draft: 'bad', issues: [{ code: 'schema', at: 'bullets', message: 'too few' }] };
  const repair: DraftRequest = { ...request, rejected };
  const down = () => failure('provider-unavailable', 'a', { retryable: true });
  const noOther = (provider = 'extractive') => failure('provider-invalid-answer', provider);

  it('goes the same way', async () => {
    const a = createScriptedProvider([down()], 'a');
    const b = createScriptedProvider(['mended'], 'b');
    expect(await failover(a, b).draft(repair, patientCall())).toMatchObject({ draft: 'mended', provider: 'b' });
    expect([a.requests, b.requests]).toEqual([[repair], [repair]]);
  });

  it('becomes a first draft of a backup that cannot repair what it did not write', async () => {
    const a = createScriptedProvider([down()], 'a');
    const offline = createScriptedProvider([noOther(), 'its own'], 'extractive');
    expect(await failover(a, offline).draft(repair, patientCall())).toMatchObject({
      ...{ draft: 'its own', provider: 'extractive' },
      attempts: [
        { provider: 'a', outcome: 'provider-unavailable' },
        { provider: 'extractive', outcome: 'answered' },
      ],
    });
    expect(offline.requests).toEqual([repair, request]);
  });

  it('of what was drafted from parts stays one of these parts', async () => {
    const parts = [{ whyItMatters: 'A line.', bullets: ['One.'] }];
    const offline = createScriptedProvider([noOther(), 'its own'], 'extractive');
    await failover(createScriptedProvider([down()], 'a'), offline).draft({ ...repair, parts }, patientCall());
    expect(offline.requests).toEqual([
      { ...repair, parts },
      { ...request, parts },
    ]);
  });

  it('goes to the next when the first gives no answer that can be read', async () => {
    const a = createScriptedProvider([noOther('a')], 'a');
    const b = createScriptedProvider(['mended'], 'b');
    expect(await failover(a, b).draft(repair, patientCall())).toMatchObject({ draft: 'mended', provider: 'b' });
    expect([a.requests, b.requests]).toEqual([[repair], [repair]]);
  });
});

describe('the time', () => {
  it('is shared so that a hanging provider leaves some for those after it', async () => {
    const clock = createFakeClock();
    const startedAt = clock.steady();
    const inner = [createManualProvider('a'), createManualProvider('b'), createManualProvider('c')] as const;
    const provider = createFailoverProvider(inner, { clock });
    const drafting = provider.draft(request, patientCall({ deadline: startedAt + 120_000 }));
    const deadlines: number[] = [];
    for (const { call, name } of inner) {
      const made = await call(0);
      deadlines.push(made.call.deadline - startedAt);
      if (name === 'c') made.answer();
      else {
        clock.advance(made.call.deadline - clock.steady());
        made.fail(failure('provider-timeout', name, { retryable: true }));
      }
    }
    expect(deadlines).toEqual([60_000, 90_000, 120_000]);
    expect(await drafting).toMatchObject({
      attempts: [
        { provider: 'a', durationMs: 60_000 },
        { provider: 'b', durationMs: 30_000 },
        { provider: 'c', outcome: 'answered' },
      ],
    });
  });
});

describe('when none answers', () => {
  const failed = async (...errors: ProviderError[]) => {
    const inner = errors.map((error) => createScriptedProvider([error], error.provider));
    const [first, ...others] = inner;
    if (first === undefined) throw new RangeError('no error');
    return failover(first, ...others)
      .draft(request, patientCall())
      .catch((error: unknown) => error);
  };
  const retryable = true;

  it('tells what each of them said, with all attempts', async () => {
    const mute = new ProviderError('it broke', { code: 'provider-unavailable', provider: 'c', retryable });
    expect(
      await failed(failure('provider-authentication', 'a'), failure('provider-timeout', 'b', { retryable }), mute),
    ).toMatchObject({
      message: 'No provider gave a draft: a fails; b fails; c: it broke',
      attempts: [{ provider: 'a' }, { provider: 'b' }, { provider: 'c' }],
    });
  });

  it.each<[string, readonly [number | undefined, boolean][], number]>([
    [
      'the one that can be asked again the soonest',
      [
        [600_000, true],
        [20_000, true],
        [30_000, true],
      ],
      1,
    ],
    [
      'one that says when rather than one that does not',
      [
        [undefined, true],
        [600_000, true],
        [undefined, true],
      ],
      1,
    ],
    [
      'the first of those that may pass, when none says when',
      [
        [undefined, false],
        [undefined, true],
        [undefined, true],
      ],
      1,
    ],
    [
      'the first, when none will pass',
      [
        [undefined, false],
        [1, false],
        [undefined, false],
      ],
      0,
    ],
  ])('it is the error of %s', async (_what, given, expected) => {
    const errors = given.map(([retryAfterMs, passes], index) =>
      failure('provider-unavailable', `p${index}`, {
        ...{ retryable: passes, hint: `Hint ${index}.` },
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      }),
    );
    const [wait, passes] = given[expected] ?? [];
    expect(await failed(...errors)).toMatchObject({
      ...{ provider: `p${expected}`, hint: `Hint ${expected}.`, retryable: passes, retryAfterMs: wait },
    });
  });

  it('leaves the words of a single provider alone', async () => {
    expect(await failed(failure('provider-unavailable', 'a', { retryable }))).toMatchObject({ message: 'a fails' });
  });
});

it('sends everything to the backup while a breaker is open, and comes back after the recovery', async () => {
  const clock = createInstantClock();
  let up = false;
  const asked: number[] = [];
  const primary: Provider = {
    ...createScriptedProvider([], 'primary'),
    async draft(given, call) {
      asked.push(clock.now());
      const outcome = up ? 'from the primary' : failure('provider-unavailable', 'primary', { retryable: true });
      return createScriptedProvider([outcome], 'primary').draft(given, call);
    },
  };
  const broken = createBreakerProvider(primary, { clock });
  const retried = createRetryProvider(broken, { clock, random: () => 0, retries: 1 });
  const backup = createScriptedProvider(
    Array.from({ length: 20 }, () => 'from the backup'),
    'backup',
  );
  const provider = createFailoverProvider([retried, backup], { clock });
  let articles = 0;
  const ask = async () => {
    articles += 1;
    const article = incidentArticle({ fingerprint: `1-${articles}` });
    return (await provider.draft({ article }, patientCall())).provider;
  };

  for (let n = 0; n < 5; n += 1) expect(await ask()).toBe('backup');
  expect(asked).toHaveLength(10);
  expect(broken.breaker().state).toBe('open');
  clock.advance(29_999);
  const { attempts } = await provider.draft(request, patientCall());
  expect(attempts.map(({ outcome }) => outcome)).toEqual(['provider-circuit-open', 'answered']);
  expect(asked).toHaveLength(10);
  up = true;
  clock.advance(1);
  expect(await ask()).toBe('primary');
  expect(await ask()).toBe('primary');
  expect(broken.breaker().state).toBe('closed');
  await settled();
});
