import type { Catalogue } from './catalogue/catalogue.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Config } from './config.ts';
import type { Ledger } from './ledger/ledger.ts';
import { openSqliteStore } from './open-sqlite-store.ts';
import { loadPrompt } from './prompt/load-prompt.ts';
import { createExtractiveProvider } from './provider/extractive-provider.ts';
import { createLedgerProvider } from './provider/ledger-provider.ts';
import { createOpenAiProvider } from './provider/openai-provider.ts';
import { loadPrices } from './provider/prices.ts';
import type { Provider } from './provider/provider.ts';
import { createRetryProvider } from './provider/retry-provider.ts';
import { createUndiciFetch } from './provider/undici-fetch.ts';
import { type NewId, randomFraction, randomId } from './random-id.ts';
import { createMockModel } from './scenario/mock-model.ts';
import { loadScenario, plainScenario } from './scenario/scenario.ts';
import { createScenarioFetch } from './scenario/scenario-fetch.ts';
import { createSummariser, type Summariser } from './summarise.ts';
import { loadVocabulary, type Vocabulary } from './tags/vocabulary.ts';
import type { Logger } from './telemetry/logger.ts';
import { createTextWorkerPool } from './workers/text-worker-pool.ts';

/** Everything a way in (HTTP, command line) needs, put together. Disposing of it leaves nothing running or open. */
export interface Upshot extends AsyncDisposable {
  readonly summariser: Summariser;
  readonly catalogue: Catalogue;
  readonly ledger: Ledger;
  readonly vocabulary: Vocabulary;
  readonly provider: Provider;
  readonly clock: Clock;
  readonly log: Logger;
  /** Starts now, in the background, what the first article would have to wait for. */
  warm(): void;
}

export interface ComposeOptions {
  readonly log: Logger;
  readonly clock?: Clock;
  readonly newId?: NewId;
  /** Uniform in [0, 1): the jitter of retries. */
  readonly random?: () => number;
  /** Used in place of the configured provider, as it is. */
  readonly provider?: Provider;
}

/**
 * The only place that picks adapters.
 *
 * @throws {AppError} naming the file when the database, the vocabulary, the prices or the scenario cannot be used.
 */
export async function compose(config: Config, options: ComposeOptions): Promise<Upshot> {
  const { log, clock = systemClock, newId = randomId, random = randomFraction } = options;
  await using opened = new AsyncDisposableStack();
  const vocabulary = loadVocabulary(config.vocabularyFile);
  const store = opened.use(await openSqliteStore({ file: config.databaseFile, clock, instance: newId() }));
  const workers = opened.use(createTextWorkerPool());
  const provider = options.provider ?? pickProvider();
  const summariser = createSummariser({
    ...{ workers, provider, vocabulary, clock, newId },
    ...{ catalogue: store.catalogue, ledger: store.ledger },
    ...{ maxRepairs: config.maxRepairs, timeoutMs: config.timeoutMs },
  });

  function pickProvider(): Provider {
    if (config.provider === 'extractive') return createExtractiveProvider({ workers, vocabulary });
    const adapter = createOpenAiProvider({
      ...(config.provider === 'mock' ? mockWire() : openAiWire()),
      ...{ prices: loadPrices(config.pricesFile), prompt: loadPrompt(), vocabulary, clock },
    });
    const booked = createLedgerProvider(adapter, { ledger: store.ledger, clock, vocabulary });
    return createRetryProvider(booked, { clock, random });
  }

  function openAiWire() {
    const { fetch } = opened.use(createUndiciFetch());
    return { name: 'openai', ...config.openai, fetch };
  }

  function mockWire() {
    const scenario = config.scenarioFile === undefined ? plainScenario : loadScenario(config.scenarioFile);
    const fetch = createScenarioFetch(createMockModel(scenario, { clock }), { clock });
    return { name: 'mock', model: 'mock', baseUrl: 'http://mock.invalid/v1', fetch };
  }

  const closing = opened.move();
  return {
    ...{ summariser, catalogue: store.catalogue, ledger: store.ledger, vocabulary, provider, clock, log },
    warm: workers.warm,
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}
