import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** One try at a provider, as far as it is measured. */
export interface MeasuredAttempt {
  readonly provider: string;
  readonly model: string;
  readonly outcome: string;
  readonly durationMs: number;
}

export interface MeasuredUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number | null;
}

/** What stands between Upshot and one provider, as far as it is measured. */
export interface MeasuredGuards {
  readonly name: string;
  breaker(): { readonly state: 'closed' | 'open' | 'half-open' };
  limiter(): { readonly limit: number; readonly inFlight: number; readonly waiting: number };
}

/** How much work waits, as far as it is measured. */
export interface MeasuredQueue {
  readonly jobs: Readonly<Record<string, number>>;
  /** ISO 8601. */
  readonly oldestWaiting: string | null;
}

export interface Metrics {
  /** Counts a try, and what it took where that is known. */
  attempt(attempt: MeasuredAttempt, usage?: MeasuredUsage): void;
  /** Counts one thing that was wrong with a draft. */
  issue(provider: string, code: string): void;
  request(method: string, route: string, status: number, durationMs: number): void;
  /** Reads the guards whenever the metrics are asked for. */
  watch(guards: MeasuredGuards): void;
  /** Reads the queue whenever the metrics are asked for. */
  watchQueue(read: () => Promise<MeasuredQueue>): void;
  /** Counts a call that a budget kept from being made. */
  refusal(budget: string): void;
  /** Reads what today's calls cost so far, in US dollars, whenever the metrics are asked for. */
  watchSpending(read: () => Promise<number>): void;
  readonly contentType: string;
  /** All of them in the text format of Prometheus. */
  render(): Promise<string>;
}

const STATES = ['closed', 'open', 'half-open'] as const;
const PROVIDER_SECONDS = [0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 120];
const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

/** The metrics of one composed Upshot; several in one process keep apart. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const watched: MeasuredGuards[] = [];
  const attempts = new Counter({
    name: 'upshot_provider_attempts_total',
    help: 'Tries at a provider, by what came of them: answered, or the code of the error.',
    labelNames: ['provider', 'model', 'outcome'],
    registers,
  });
  const attemptSeconds = new Histogram({
    name: 'upshot_provider_attempt_duration_seconds',
    help: 'How long tries at a provider took.',
    labelNames: ['provider'],
    buckets: PROVIDER_SECONDS,
    registers,
  });
  const tokens = new Counter({
    name: 'upshot_provider_tokens_total',
    help: 'Tokens that providers counted.',
    labelNames: ['provider', 'model', 'direction'],
    registers,
  });
  const cost = new Counter({
    name: 'upshot_provider_cost_usd_total',
    help: 'What calls cost in US dollars, as far as prices are known.',
    labelNames: ['provider', 'model'],
    registers,
  });
  const issues = new Counter({
    name: 'upshot_draft_issues_total',
    help: 'What was wrong with drafts, by code: schema, or what the article does not back.',
    labelNames: ['provider', 'code'],
    registers,
  });
  const refusals = new Counter({
    name: 'upshot_budget_refusals_total',
    help: 'Calls that were not made, since they could have gone past a budget.',
    labelNames: ['budget'],
    registers,
  });
  const requests = new Counter({
    name: 'upshot_http_requests_total',
    help: 'Requests answered, by route.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const requestSeconds = new Histogram({
    name: 'upshot_http_request_duration_seconds',
    help: 'How long requests took to answer.',
    labelNames: ['method', 'route'],
    buckets: REQUEST_SECONDS,
    registers,
  });

  /** A gauge of every watched provider, read when it is asked for. */
  const gauge = (name: string, help: string, read: (guards: MeasuredGuards) => number) =>
    new Gauge({
      ...{ name, help, labelNames: ['provider'], registers },
      collect() {
        for (const guards of watched) this.set({ provider: guards.name }, read(guards));
      },
    });
  gauge('upshot_provider_concurrency_limit', 'Calls a provider is sent at once at most.', (of) => of.limiter().limit);
  gauge('upshot_provider_calls_in_flight', 'Calls under way to a provider.', (of) => of.limiter().inFlight);
  gauge('upshot_provider_calls_waiting', 'Calls that wait for their turn.', (of) => of.limiter().waiting);
  new Gauge({
    name: 'upshot_breaker_state',
    help: 'Circuit breaker of a provider: 1 for the state it is in, 0 for the others.',
    labelNames: ['provider', 'state'],
    registers,
    collect() {
      for (const { name, breaker } of watched) {
        const { state: current } = breaker();
        for (const state of STATES) this.set({ provider: name, state }, state === current ? 1 : 0);
      }
    },
  });

  return {
    attempt({ provider, model, outcome, durationMs }, usage) {
      attempts.inc({ provider, model, outcome });
      attemptSeconds.observe({ provider }, durationMs / 1000);
      if (usage === undefined) return;
      tokens.inc({ provider, model, direction: 'input' }, usage.inputTokens);
      tokens.inc({ provider, model, direction: 'output' }, usage.outputTokens);
      if (usage.costUsd !== null) cost.inc({ provider, model }, usage.costUsd);
    },
    issue: (provider, code) => issues.inc({ provider, code }),
    request(method, route, status, durationMs) {
      requests.inc({ method, route, status });
      requestSeconds.observe({ method, route }, durationMs / 1000);
    },
    watch: (guards) => watched.push(guards),
    watchQueue: (read) => measureQueue(read, registers),
    refusal: (budget) => refusals.inc({ budget }),
    watchSpending: (read) => measureSpending(read, registers),
    contentType: registry.contentType,
    render: () => registry.metrics(),
  };
}

function measureSpending(read: () => Promise<number>, registers: Registry[]): void {
  new Gauge({
    name: 'upshot_spent_today_usd',
    help: 'What the calls of the day (UTC) cost so far in US dollars, those of other processes on the database too.',
    registers,
    async collect() {
      const usd = await read().catch(() => undefined);
      if (usd !== undefined) this.set(usd);
    },
  });
}

function measureQueue(read: () => Promise<MeasuredQueue>, registers: Registry[]): void {
  // A queue that cannot be read must not take the other figures with it.
  const depth = () => read().catch(() => undefined);
  new Gauge({
    name: 'upshot_queue_jobs',
    help: 'Queued articles by state.',
    labelNames: ['state'],
    registers,
    async collect() {
      for (const [state, count] of Object.entries((await depth())?.jobs ?? {})) this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'upshot_queue_oldest_waiting_timestamp_seconds',
    help: 'When the oldest queued article that still waits was put on the queue, Unix time; 0 when none waits.',
    registers,
    async collect() {
      const oldest = (await depth())?.oldestWaiting;
      this.set(typeof oldest === 'string' ? Date.parse(oldest) / 1000 : 0);
    },
  });
}
