import { describe, expect, it } from 'vitest';
import { BudgetError } from '../../src/ledger/budget-error.ts';
import { createPacerProvider, type Pace } from '../../src/provider/pacer-provider.ts';
import type { Call, DraftResult, Provider } from '../../src/provider/provider.ts';
import { ProviderError } from '../../src/provider/provider-error.ts';
import { createScriptedProvider } from '../../src/provider/scripted-provider.ts';
import { draftResult } from '../contract/ledger-contract.ts';
import { providerContract } from '../contract/provider-contract.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { incidentArticle } from '../support/incident-article.ts';
import { createManualProvider } from '../support/manual-provider.ts';
import { patientCall } from '../support/openai-options.ts';
import { validSummary } from '../support/summaries.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';

const TOKENS = { inputTokens: 2000, outputTokens: 1000, costUsd: null };
const estimator = { expected: () => 3000 };
const request = { article: incidentArticle() };

providerContract({
  name: 'pacer',
  open: () =>
    createPacerProvider(createScriptedProvider([validSummary, validSummary]), {
      ...{ clock: createFakeClock(), estimator, tpm: 1_000_000 },
    }),
  openHanging: () => {
    const inner = createManualProvider();
    const provider = createPacerProvider(inner, { clock: createFakeClock(), estimator, rpm: 60 });
    return { provider, asked: inner.call(0).then(() => undefined) };
  },
});

/** A vendor that answers after `latencyMs`, and when each of its calls began, in milliseconds. */
function drill(pace: Pace, { latencyMs = 0, answer = async () => draftResult({ usage: TOKENS }) }: Vendor = {}) {
  const clock = createVirtualClock();
  const sent: number[] = [];
  const inner: Provider = {
    ...{ name: 'openai', model: 'm', prompt: null },
    async draft(_request, call) {
      const n = sent.push(clock.elapsed());
      await clock.sleep(latencyMs, call.signal);
      return answer(n);
    },
  };
  const provider = createPacerProvider(inner, { clock, estimator, ...pace });
  const ask = (call: Partial<Call> = {}) =>
    provider.draft(request, patientCall({ deadline: clock.steady() + 3_600_000, ...call })).catch((error) => error);
  return { clock, sent, ask };
}

interface Vendor {
  readonly latencyMs?: number;
  readonly answer?: (n: number) => Promise<DraftResult>;
}

const times = <T>(count: number, make: () => T) => Array.from({ length: count }, make);

describe('a provider with a pace', () => {
  it('spaces calls evenly, in the order in which they came, and says how long each waited', async () => {
    const { clock, sent, ask } = drill({ rpm: 120 }, { latencyMs: 700 });
    const results = (await clock.run(Promise.all(times(5, ask)))) as DraftResult[];
    expect(sent).toEqual([0, 500, 1000, 1500, 2000]);
    expect(results.map(({ attempts }) => attempts[0]?.waitedMs)).toEqual([0, 500, 1000, 1500, 2000]);
  });

  it('never sends more in any minute, saves up nothing while idle, and loses nothing while there is work', async () => {
    const { clock, sent, ask } = drill({ rpm: 60 });
    await clock.run(Promise.all(times(90, ask)));
    await clock.run(clock.sleep(600_000));
    await clock.run(Promise.all(times(90, ask)));
    expect(sent.slice(0, 90)).toEqual(times(90, () => 0).map((_, n) => n * 1000));
    for (const at of sent) {
      expect(sent.filter((other) => other >= at && other < at + 60_000).length).toBeLessThanOrEqual(60);
    }
  });

  it('spaces tokens by what is expected, and is put right by what the answer took', async () => {
    const dear = drill({ tpm: 60_000 });
    await dear.clock.run(Promise.all(times(3, dear.ask)));
    expect(dear.sent).toEqual([0, 3000, 6000]);

    const cheap = { ...TOKENS, inputTokens: 500, outputTokens: 0 };
    const { clock, sent, ask } = drill({ tpm: 60_000 }, { answer: async () => draftResult({ usage: cheap }) });
    await clock.run(Promise.all(times(4, ask)));
    expect(sent).toEqual([0, 500, 1000, 1500]);
  });

  it.each([
    ['the ledger had the answer', async () => draftResult({ attempts: [] })],
    [
      'a budget was spent',
      async () => {
        throw new BudgetError({ budget: 'run-calls', spent: 1, limit: 1, next: 1 }, 0);
      },
    ],
    [
      'it was not asked',
      async () => {
        throw new ProviderError('no time', { code: 'provider-timeout', provider: 'openai', asked: false });
      },
    ],
  ])('gives the place of a call to the next one when %s', async (_why, answer) => {
    const { clock, sent, ask } = drill({ rpm: 1, tpm: 3000 }, { answer });
    await clock.run(Promise.all(times(3, ask)));
    expect(sent).toEqual([0, 0, 0]);
  });

  it('makes nobody wait until a clock that was set back has caught up', async () => {
    const clock = createFakeClock();
    const provider = createPacerProvider(createScriptedProvider([validSummary, validSummary]), {
      ...{ clock, estimator, rpm: 60 },
    });
    await provider.draft(request, patientCall({ deadline: clock.steady() + 60_000 }));
    clock.setBack(3_600_000);
    const next = provider.draft(request, patientCall({ deadline: clock.steady() + 60_000 }));
    expect(clock.sleeps).toEqual([1000, 60_000]);
    clock.advance(1000);
    expect((await next).attempts).toMatchObject([{ waitedMs: 1000 }]);
  });

  it('counts a call that was turned down', async () => {
    const { clock, sent, ask } = drill(
      { rpm: 60 },
      {
        answer: async () => {
          throw new ProviderError('busy', { code: 'provider-rate-limited', provider: 'openai', retryable: true });
        },
      },
    );
    await clock.run(Promise.all(times(2, ask)));
    expect(sent).toEqual([0, 1000]);
  });

  it('has nobody wait any more once nothing more is to be sent, and lets go on what was sent', async () => {
    const { clock, sent, ask } = drill({ rpm: 60 }, { latencyMs: 5000 });
    const stopped = new AbortController();
    const first = ask({ stop: stopped.signal });
    const second = ask({ stop: stopped.signal });
    stopped.abort(new Error('stopped'));
    const third = ask({ stop: stopped.signal });
    expect(await Promise.all([second, third])).toMatchObject([{ message: 'stopped' }, { message: 'stopped' }]);
    expect(await clock.run(first)).toMatchObject({ provider: 'openai' });
    expect(await clock.run(ask({ stop: stopped.signal }))).toMatchObject({ provider: 'openai' }); // it need not wait
    expect(sent).toEqual([0, 5000]);
  });

  it('lets go of who is cancelled or too late, and moves the others up', async () => {
    const { clock, sent, ask } = drill({ rpm: 60 });
    const gone = new AbortController();
    const first = ask();
    const cancelled = ask({ signal: gone.signal });
    const late = ask({ deadline: clock.steady() + 900 });
    const last = ask();
    gone.abort(new Error('hung up'));
    expect(await clock.run(Promise.all([first, cancelled, late, last]))).toMatchObject([
      { provider: 'openai' },
      { message: 'hung up' },
      { code: 'provider-timeout', asked: false, retryable: true, attempts: [{ waitedMs: 900 }] },
      { provider: 'openai' },
    ]);
    expect(sent).toEqual([0, 1000]);
  });
});
