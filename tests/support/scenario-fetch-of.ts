import type { Clock } from '../../src/clock.ts';
import { createMockModel } from '../../src/scenario/mock-model.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { createScenarioFetch } from '../../src/scenario/scenario-fetch.ts';

/** The `fetch` of a scenario that begins now. */
export function scenarioFetchOf(scenario: Scenario, options: { clock: Clock; key?: string }): typeof globalThis.fetch {
  return createScenarioFetch(createMockModel(scenario, options), options);
}
