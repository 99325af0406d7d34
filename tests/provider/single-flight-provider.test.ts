import { describe, expect, it, vi } from 'vitest';
import { BudgetError } from '../../src/ledger/budget-error.ts';
import type { Call, DraftRequest } from '../../src/provider/provider.ts';
import { ProviderError, type ProviderErrorCode } from '../../src/provider/provider-error.ts';
import { createScriptedProvider } from '../../src/provider/scripted-provider.ts';
import { createSingleFlightProvider } from '../../src/provider/single-flight-provider.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';
import { providerContract } from '../contract/provider-contract.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { incidentArticle } from '../support/incident-article.ts';
import { createManualProvider, type ManualCall, settled } from '../support/manual-provider.ts';
import { patientCall } from '../support/openai-options.ts';
import { validSummary } from '../support/summaries.ts';

const vocabulary = loadVocabulary();

providerContract({
  name: 'single flight',
  open: () =>
    createSingleFlightProvider(createScriptedProvider([validSummary, validSummary]), {
      ...{ clock: createFakeClock(), vocabulary },
    }),
  openHanging: () => {
    const inner = createManualProvider();
    const provider = createSingleFlightProvider(inner, { clock: createFakeClock(), vocabulary });
    return { provider, asked: inner.call(0).then(() => undefined) };
  },
});

const request: DraftRequest = { article: incidentArticle() };

function failure(code: ProviderErrorCode = 'provider-unavailable'): ProviderError {
  return new ProviderError('manual fails', { code, provider: 'manual', retryable: true });
}

function setup() {
  const clock = createFakeClock();
  const inner = createManualProvider();
  const provider = createSingleFlightProvider(inner, { clock, vocabulary });
  /** Asks with so many seconds to wait; its outcome is the draft or the error. */
  const ask = (seconds = 60, call: Partial<Call> = {}, asked = request) =>
    provider.draft(asked, patientCall({ deadline: clock.steady() + seconds * 1000, ...call })).then(
      ({ draft }) => draft,
      (error: unknown) => error,
    );
  return { clock, inner, provider, ask };
}

describe('one question', () => {
  it('asked many times at once is asked once, and all have its answer', async () => {
    const { clock, inner, ask } = setup();
    const outcomes = Array.from({ length: 50 }, () => ask());
    inner.calls[0]?.answer({ draft: 'shared' });
    expect(new Set(await Promise.all(outcomes))).toEqual(new Set(['shared']));
    expect(inner.calls).toHaveLength(1);
    expect(clock.sleeps).toEqual([]);
  });

  it('is asked again by whoever is not of the run whose budget it went past', async () => {
    const { inner, ask } = setup();
    const spending = { run: 'a', maxCalls: 1 };
    const outcomes = [ask(60, { spending }), ask(60, { spending }), ask()];
    const error = new BudgetError({ budget: 'run-calls', spent: 1, limit: 1, next: 1 }, 0);
    (await inner.call(0)).fail(error);
    (await inner.call(1)).answer({ draft: 'bought' });
    expect(await Promise.all(outcomes)).toEqual([error, error, 'bought']);
    expect(inner.calls.map(({ call }) => call.spending)).toEqual([spending, undefined]);
  });

  it('is the same in another object', async () => {
    const { inner, ask } = setup();
    const outcomes = [ask(), ask(60, {}, { article: incidentArticle() })];
    inner.calls[0]?.answer();
    await Promise.all(outcomes);
    expect(inner.calls).toHaveLength(1);
  });

  it.each<[string, DraftRequest]>([
    ['of another article', { article: incidentArticle({ fingerprint: '1-other' }) }],
    ['that is a repair', { ...request, rejected: { round: 1, draft: {}, issues: [] } }],
  ])('is another one %s', async (_what, other) => {
    const { inner, ask } = setup();
    const outcomes = [ask(), ask(60, {}, other)];
    inner.calls[0]?.answer();
    inner.calls[1]?.answer();
    expect(await Promise.all(outcomes)).toEqual(['draft 0', 'draft 1']);
  });

  it('fails for all who wait with the same error', async () => {
    const { inner, ask } = setup();
    const outcomes = [ask(), ask(), ask()];
    const error = failure('provider-refused');
    inner.calls[0]?.fail(error);
    for (const outcome of await Promise.all(outcomes)) expect(outcome).toBe(error);
    expect(inner.calls).toHaveLength(1);
  });

  it.each<[string, (made: ManualCall | undefined) => void]>([
    ['answered', (made) => made?.answer()],
    ['failed', (made) => made?.fail(failure())],
  ])('is asked anew once it has %s', async (_what, end) => {
    const { inner, ask } = setup();
    const first = ask();
    end(inner.calls[0]);
    await first;
    const second = ask();
    inner.calls[1]?.answer();
    expect(await second).toBe('draft 1');
  });

  it('stands for what it wraps', () => {
    expect(setup().provider).toMatchObject({ name: 'manual', model: 'by-hand', prompt: null });
  });
});

describe('who hangs up', () => {
  it('leaves the question to the others, also when it was the one who asked', async () => {
    const { inner, ask } = setup();
    const client = new AbortController();
    const first = ask(60, { signal: client.signal });
    const other = ask();
    const reason = new Error('hung up');
    client.abort(reason);
    expect(await first).toBe(reason);
    inner.calls[0]?.answer();
    expect(await other).toBe('draft 0');
    expect(inner.calls).toHaveLength(1);
  });

  it('cancels it as the last, and who comes in that moment starts afresh', async () => {
    const { inner, ask } = setup();
    const clients = [new AbortController(), new AbortController()];
    const reason = new Error('hung up');
    const outcomes = clients.map(({ signal }) => ask(60, { signal }));
    const late = Promise.withResolvers<unknown>();
    inner.calls[0]?.call.signal.addEventListener('abort', () => late.resolve(ask()));
    clients[0]?.abort(reason);
    await settled();
    expect(inner.calls[0]?.call.signal.aborted).toBe(false);
    clients[1]?.abort(reason);
    expect(await Promise.all(outcomes)).toEqual([reason, reason]);
    expect(inner.calls[0]?.call.signal.reason).toBe(reason);
    (await inner.call(1)).answer();
    expect(await late.promise).toBe('draft 1');
    expect(inner.calls).toHaveLength(2);
  });

  it('sees as the last what it cancelled end, so that nothing is left running', async () => {
    const clock = createFakeClock();
    const end = Promise.withResolvers<void>();
    const slow = {
      ...createManualProvider(),
      async draft(_request: DraftRequest, { signal }: Call): Promise<never> {
        await end.promise;
        throw signal.reason;
      },
    };
    const provider = createSingleFlightProvider(slow, { clock, vocabulary });
    const client = new AbortController();
    let left = false;
    const outcome = provider.draft(request, patientCall({ signal: client.signal })).catch((error: unknown) => {
      left = true;
      return error;
    });
    const reason = new Error('hung up');
    client.abort(reason);
    await settled();
    expect(left).toBe(false);
    end.resolve();
    expect(await outcome).toBe(reason);
  });

  it('before asking is not asked for', async () => {
    const { inner, ask } = setup();
    const reason = new Error('gone');
    expect(await ask(60, { signal: AbortSignal.abort(reason) })).toBe(reason);
    expect(inner.calls).toEqual([]);
  });

  it('leaves no listener and no timer behind, nor does who has an answer', async () => {
    const { clock, inner, ask } = setup();
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, 'addEventListener');
    const sleep = vi.spyOn(clock, 'sleep');
    const outcomes = [ask(60, { signal }), ask(30, { signal })];
    inner.calls[0]?.answer();
    await Promise.all(outcomes);
    expect(added.mock.calls.map(([, , how]) => how)).toMatchObject([
      { signal: { aborted: true } },
      { signal: { aborted: true } },
    ]);
    expect(sleep.mock.calls.map(([, until]) => until?.aborted)).toEqual([true]);
  });
});

describe('who has less time than the question', () => {
  it('leaves when it is over, and the others go on', async () => {
    const { clock, inner, ask } = setup();
    const patient = ask();
    const hasty = ask(0.5);
    clock.advance(500);
    expect(await hasty).toMatchObject({ code: 'provider-timeout', status: 504, asked: false, retryable: true });
    inner.calls[0]?.answer();
    expect(await patient).toBe('draft 0');
  });
});

describe('who has more time than the question', () => {
  it('asks again when that one’s time is over, once for all such, as long as any of them has', async () => {
    const { clock, inner, ask } = setup();
    const hasty = ask(30);
    const others = [ask(60), ask(90), ask(70)];
    clock.advance(30_000);
    const error = failure();
    inner.calls[0]?.fail(error);
    expect(await hasty).toBe(error);
    const again = await inner.call(1);
    expect(again.call.deadline).toBe(clock.steady() + 60_000);
    again.answer();
    expect(await Promise.all(others)).toEqual(['draft 1', 'draft 1', 'draft 1']);
    expect(inner.calls).toHaveLength(2);
  });

  it('asks again after a timeout that came earlier, too', async () => {
    const { clock, inner, ask } = setup();
    const hasty = ask(30);
    const patient = ask(60);
    clock.advance(20_000);
    inner.calls[0]?.fail(failure('provider-timeout'));
    expect(await hasty).toMatchObject({ code: 'provider-timeout' });
    (await inner.call(1)).answer();
    expect(await patient).toBe('draft 1');
  });

  it('leaves at its own time when it asked on behalf of one with more', async () => {
    const { clock, inner, ask } = setup();
    const outcomes = [ask(30), ask(40), ask(90)];
    clock.advance(30_000);
    inner.calls[0]?.fail(failure('provider-timeout'));
    const again = await inner.call(1);
    clock.advance(10_000);
    expect(await outcomes[1]).toMatchObject({ code: 'provider-timeout', asked: false });
    again.answer();
    expect(await outcomes[2]).toBe('draft 1');
  });

  it('does not ask again for a few seconds more', async () => {
    const { clock, inner, ask } = setup();
    const outcomes = [30, 31, 34.9].map((seconds) => ask(seconds));
    clock.advance(30_000);
    const error = failure('provider-timeout');
    inner.calls[0]?.fail(error);
    expect(await Promise.all(outcomes)).toEqual([error, error, error]);
    expect(inner.calls).toHaveLength(1);
  });

  it('does not ask again when it was not the time that was lacking', async () => {
    const { inner, ask } = setup();
    const outcomes = [ask(30), ask(90)];
    const error = failure();
    inner.calls[0]?.fail(error);
    expect(await Promise.all(outcomes)).toEqual([error, error]);
    expect(inner.calls).toHaveLength(1);
  });
});
