import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { AppError } from './errors.ts';
import type { BudgetError } from './ledger/budget-error.ts';
import type { Ledger } from './ledger/ledger.ts';
import { loadPrompt, type Prompt } from './prompt/load-prompt.ts';
import { createBreakerProvider } from './provider/breaker-provider.ts';
import { createContextProvider } from './provider/context-provider.ts';
import { createUsageEstimator } from './provider/estimate-usage.ts';
import { createExtractiveProvider } from './provider/extractive-provider.ts';
import { createFailoverProvider } from './provider/failover-provider.ts';
import type { BreakerReading, GuardedProvider } from './provider/guard-readings.ts';
import { createLedgerProvider } from './provider/ledger-provider.ts';
import { createLimiterProvider } from './provider/limiter-provider.ts';
import { createLongArticleProvider } from './provider/long-article-provider.ts';
import { createMeteredProvider } from './provider/metered-provider.ts';
import { createOpenAiProvider, warmOpenAiProvider } from './provider/openai-provider.ts';
import { createPacerProvider } from './provider/pacer-provider.ts';
import { loadPrices } from './provider/prices.ts';
import type { DraftResult, Provider } from './provider/provider.ts';
import { requirePrices } from './provider/require-prices.ts';
import { createRetryProvider } from './provider/retry-provider.ts';
import { createSingleFlightProvider } from './provider/single-flight-provider.ts';
import { createUndiciFetch } from './provider/undici-fetch.ts';
import type { OpenAiServer, ProviderConfig } from './provider-config.ts';
import { createRecordFetch } from './recording/record-fetch.ts';
import { createReplayFetch } from './recording/replay-fetch.ts';
import { createMockModel } from './scenario/mock-model.ts';
import { loadScenario, plainScenario } from './scenario/scenario.ts';
import { createScenarioFetch } from './scenario/scenario-fetch.ts';
import type { Vocabulary } from './tags/vocabulary.ts';
import type { Logger } from './telemetry/logger.ts';
import type { Metrics } from './telemetry/metrics.ts';
import type { TextWorkers } from './workers/text-workers.ts';

export interface OpenProviders extends AsyncDisposable {
  /** The one to ask: it asks the others where it must. */
  readonly provider: Provider;
  /** Those that can fail, in the order of failover. */
  readonly guarded: readonly GuardedProvider[];
  /** Loads now, in the background, what the first question would have to wait for. */
  warm(): void;
}

export interface OpenProvidersOptions {
  readonly workers: TextWorkers;
  readonly ledger: Ledger<DraftResult>;
  readonly vocabulary: Vocabulary;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Told of what goes wrong beside the work, which goes on. */
  readonly warn: (error: AppError) => void;
  /** Used in place of the network. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Folder of the prompt in place of the built-in one. */
  readonly promptFolder?: string | undefined;
}

/** How much of what may be asked of a provider at once the parts of one long article take up: others want to be served too. */
const SHARE_OF_ONE_ARTICLE = 1 / 4;

/** How much of an article's time one attempt may take, so that a hanging one is not the last. */
const SHARE_OF_ONE_ATTEMPT = 3 / 4;

/** Opens the providers of the configuration, each behind what guards it. See ARCHITECTURE.md for the order. */
export async function openProviders(config: Config, options: OpenProvidersOptions): Promise<OpenProviders> {
  const { workers, ledger, vocabulary, clock, random, log, metrics } = options;
  await using opened = new AsyncDisposableStack();
  const guarded: GuardedProvider[] = [];
  const prices = loadPrices(config.pricesFile);
  const { pace, dailyMaxCostUsd } = config;
  if (dailyMaxCostUsd !== undefined) requirePrices(config.providers, prices, 'UPSHOT_MAX_COST_USD');

  function open(given: ProviderConfig): Provider {
    if (given.kind === 'extractive') return createExtractiveProvider({ workers, vocabulary });
    const prompt = loadPrompt(options.promptFolder);
    const adapter = createOpenAiProvider({
      ...{ name: given.name, ...(given.kind === 'mock' ? mockServer() : openAiServer(given.server)) },
      ...{ prices, prompt, vocabulary, clock },
      timeoutMs: Math.ceil(config.timeoutMs * SHARE_OF_ONE_ATTEMPT),
      headers: config.scenarioKey === undefined ? {} : { 'x-upshot-scenario': config.scenarioKey },
    });
    const contextTokens = (given.kind === 'openai' ? given.server.contextTokens : undefined) ?? config.contextTokens;
    return createContextProvider(guard(adapter, prompt), { workers, prompt, vocabulary, contextTokens });
  }

  function guard(adapter: Provider, prompt: Prompt): Provider {
    const { name, model } = adapter;
    const metered = createMeteredProvider(adapter, { observe: metrics.attempt });
    const estimator = createUsageEstimator({ model, prompt, vocabulary, prices });
    const onRefusal = ({ over }: BudgetError) => metrics.refusal(over.budget);
    const booked = createLedgerProvider(metered, { ledger, clock, vocabulary, estimator, dailyMaxCostUsd, onRefusal });
    const isPaced = pace.rpm !== undefined || pace.tpm !== undefined;
    const paced = isPaced ? createPacerProvider(booked, { clock, estimator, ...pace }) : booked;
    const limited = createLimiterProvider(paced, { clock, maxConcurrency: config.maxConcurrency });
    const onChange = (reading: BreakerReading) => logBreaker(log, name, reading);
    const broken = createBreakerProvider(limited, { clock, ...config.breaker, onChange });
    const guards = { name, model, breaker: broken.breaker, limiter: limited.limiter, heldMs: limited.heldMs };
    guarded.push(guards);
    metrics.watch(guards);
    return createRetryProvider(broken, { clock, random });
  }

  let network: typeof globalThis.fetch | undefined;
  function openAiServer({ apiKey, baseUrl, model }: OpenAiServer) {
    network ??= recorded(() => options.fetch ?? opened.use(createUndiciFetch()).fetch);
    return { apiKey, baseUrl, model, fetch: network };
  }

  function mockServer() {
    const fetch = recorded(() => {
      const scenario = config.scenarioFile === undefined ? plainScenario : loadScenario(config.scenarioFile);
      return createScenarioFetch(createMockModel(scenario, { clock }), { clock });
    });
    return { model: 'mock', baseUrl: 'http://mock.invalid/v1', fetch };
  }

  /** What keeps recordings of the wire, or answers from them in its place. */
  function recorded(openWire: () => typeof globalThis.fetch): typeof globalThis.fetch {
    const { recordFolder, replayFolder } = config;
    const promptHash = loadPrompt(options.promptFolder).ref.hash;
    const secrets = config.providers.flatMap((one) => (one.kind === 'openai' ? (one.server.apiKey ?? []) : []));
    if (replayFolder !== undefined) return createReplayFetch({ folder: replayFolder, promptHash, secrets });
    const wire = openWire();
    if (recordFolder === undefined) return wire;
    return createRecordFetch(wire, { folder: recordFolder, promptHash, secrets, warn: options.warn });
  }

  function warm(): void {
    if (config.providers.some(({ kind }) => kind !== 'extractive')) warmOpenAiProvider();
  }

  const [first, ...others] = config.providers;
  const all = [open(first), ...others.map(open)] as const;
  const whole = all.length === 1 ? all[0] : createFailoverProvider(all, { clock });
  const concurrency = Math.max(1, Math.floor(config.maxConcurrency * SHARE_OF_ONE_ARTICLE));
  const anyLength = createLongArticleProvider(whole, { workers, discard: ledger.discard, concurrency });
  const provider = createSingleFlightProvider(anyLength, { clock, vocabulary });
  const closing = opened.move();
  return { provider, guarded, warm, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}

function logBreaker(log: Logger, provider: string, { state, calls, failures, retryAt }: BreakerReading): void {
  const breaker = state;
  if (state === 'open') log.warn({ provider, breaker, calls, failures, retryAt }, 'the provider fails too often');
  else
    log.info({ provider, breaker }, state === 'closed' ? 'the provider answers again' : 'the provider is tried again');
}
