import { fileURLToPath } from 'node:url';
import 'openai'; // the adapter loads it at its first call, which a virtual clock takes for a quiet time
import type { Entry } from '../../src/catalogue/entry.ts';
import { compose, type Upshot } from '../../src/compose.ts';
import { loadConfig } from '../../src/config.ts';
import { asAppError } from '../../src/errors.ts';
import { createMockModel, type MockModel } from '../../src/scenario/mock-model.ts';
import { loadScenario, type Scenario } from '../../src/scenario/scenario.ts';
import { createScenarioFetch } from '../../src/scenario/scenario-fetch.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { prose } from '../article/sample-prose.ts';
import { inProcessWorkers } from '../support/in-process-workers.ts';
import { noDisk } from '../support/no-disk.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { createVirtualClock, type VirtualClock } from '../support/virtual-clock.ts';

/** What became of one article that a patient client posted, again and again where it was told to come back. */
export interface Posted {
  readonly number: number;
  /** Both in seconds since the drill began. */
  readonly at: number;
  readonly answeredAt: number;
  /** Codes of the errors on the way. */
  readonly refusals: readonly string[];
  readonly entry: Entry | null;
}

export interface Drill extends AsyncDisposable {
  readonly upshot: Upshot;
  readonly clock: VirtualClock;
  /** The model behind each provider, by its name. */
  readonly models: Readonly<Record<string, MockModel>>;
  /** Every change of a breaker: `12.5 s: openai@primary open`. */
  readonly breakers: readonly string[];
  /** Posts an article that no other number has; comes back after `Retry-After` as often as it must, if it is patient. */
  post(number: number, options?: PostOptions): Promise<Posted>;
  /** Posts one article after the other at an even pace, and waits for all of them. */
  traffic(count: number, everyMs: number, options?: PostOptions): Promise<Posted[]>;
}

export interface PostOptions {
  /** Default: an article of the usual kind. */
  readonly text?: (number: number) => string;
  /** How often a client comes back. Default 100. */
  readonly returns?: number;
}

/** What an article says about its claims is of no concern here, and would take most of the time. */
const workers: typeof inProcessWorkers = {
  ...inProcessWorkers,
  judge: (question) => inProcessWorkers.judge({ ...question, claims: null }),
};

export const articleText = (number: number) => `# Incident ${number}\n\nIt was incident ${number}.\n\n${prose}`;

/** A scenario of samples/scenarios/drills. */
export const drillScenario = (name: string): Scenario =>
  loadScenario(fileURLToPath(new URL(`../../samples/scenarios/drills/${name}.yaml`, import.meta.url)));

export const entriesOf = (posted: readonly Posted[]) => posted.flatMap(({ entry }) => (entry ? [entry] : []));

/**
 * The whole product on a clock of its own: a real database file, the real adapter, and scenarios in place of the network.
 *
 * @param scenarios by provider, in the order of failover; `extractive` needs none.
 */
export async function openDrill(
  scenarios: Readonly<Record<string, Scenario | null>>,
  variables: Readonly<Record<string, string>> = {},
): Promise<Drill> {
  await using opened = new AsyncDisposableStack();
  const folder = opened.use(tempFolder());
  const clock = createVirtualClock();
  const models: Record<string, MockModel> = {};
  const wires = new Map<string, typeof globalThis.fetch>();
  const servers: Record<string, string> = {};
  for (const [name, scenario] of Object.entries(scenarios)) {
    if (scenario === null) continue;
    const model = createMockModel(scenario, { clock });
    const host = `${name.replace('@', '-')}.invalid`;
    models[name] = model;
    wires.set(host, createScenarioFetch(model, { clock }));
    const own = name.split('@')[1];
    servers[own ? `UPSHOT_OPENAI_${own.toUpperCase()}_BASE_URL` : 'OPENAI_BASE_URL'] = `http://${host}/v1`;
  }
  const breakers: string[] = [];
  const log = createLogger('info', {
    write: (line) => {
      const { provider, breaker } = JSON.parse(line);
      if (breaker) breakers.push(`${clock.elapsed() / 1000} s: ${provider} ${breaker}`);
    },
  });
  const config = loadConfig(
    { UPSHOT_PROVIDER: Object.keys(scenarios).join(','), ...servers, ...variables },
    folder.path,
  );
  let ids = 0;
  const upshot = opened.use(
    await compose(config, {
      ...{ clock, log, random: () => 0.5, newId: () => `id-${++ids}`, workers, flush: noDisk },
      fetch: (input, init) => {
        const wire = wires.get(new URL(String(input)).host);
        return wire ? wire(input, init) : Promise.reject(new TypeError(`nobody is at ${input}`));
      },
    }),
  );

  const seconds = () => clock.elapsed() / 1000;
  const { signal } = new AbortController();

  async function post(number: number, { text = articleText, returns = 100 }: PostOptions = {}): Promise<Posted> {
    const at = seconds();
    const refusals: string[] = [];
    const posted = (entry: Entry | null): Posted => ({ number, at, answeredAt: seconds(), refusals, entry });
    for (;;) {
      try {
        const { entry } = await upshot.summariser.summarise({ text: text(number), format: 'markdown' }, signal);
        return posted(entry);
      } catch (error) {
        const { code, retryable, retryAfterMs = 5000, status } = asAppError(error);
        if (status === 500) throw error;
        refusals.push(code);
        if (!retryable || refusals.length > returns) return posted(null);
        await clock.sleep(retryAfterMs);
      }
    }
  }

  const closing = opened.move();
  return {
    ...{ upshot, clock, models, breakers, post },
    async traffic(count, everyMs, options) {
      const posts: Promise<Posted>[] = [];
      for (let number = 1; number <= count; number += 1) {
        posts.push(post(number, options));
        await clock.sleep(everyMs);
      }
      return Promise.all(posts);
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}
