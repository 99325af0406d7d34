import type { Clock } from '../clock.ts';
import { answer, scenarioState } from './answer.ts';
import type { Scenario } from './scenario.ts';

export interface ScenarioFetchOptions {
  readonly clock: Clock;
  /** Sent as the `x-upshot-scenario` header with every request that has none of its own. */
  readonly key?: string;
}

/** A `fetch` that never touches the network: every request is answered by the scenario, after its latency. */
export function createScenarioFetch(scenario: Scenario, { clock, key }: ScenarioFetchOptions): typeof globalThis.fetch {
  const state = scenarioState(scenario);
  return async (input, init = {}) => {
    init.signal?.throwIfAborted();
    if (input instanceof Request || (init.body != null && typeof init.body !== 'string')) {
      throw new TypeError('scenario-fetch takes an address and a text body only');
    }
    const headers = Object.fromEntries(new Headers(init.headers));
    const { status, latencyMs, ...answered } = answer(
      {
        method: init.method ?? 'GET',
        path: new URL(input).pathname,
        headers: key === undefined ? headers : { 'x-upshot-scenario': key, ...headers },
        body: init.body ?? '',
      },
      state,
      clock.now(),
    );
    if (latencyMs > 0) await clock.sleep(latencyMs, init.signal ?? undefined);
    return new Response([204, 205, 304].includes(status) ? null : answered.body, { status, headers: answered.headers });
  };
}
