import { systemClock } from '../../src/clock.ts';
import { startMockServer } from '../../src/mock-llm/mock-server.ts';
import { createMockModel } from '../../src/scenario/mock-model.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

export interface ScenarioServer extends AsyncDisposable {
  /** To be used as a base URL: `http://127.0.0.1:<port>/v1`. */
  readonly url: string;
  /** Requests that came in, answered or not. */
  calls(): number;
  /** Requests whose client left before they were answered. */
  hangUps(): number;
  /** Resolves when that many requests have come in. */
  called(times: number): Promise<void>;
  /** Resolves when that many clients have left before their answer. */
  hungUp(times: number): Promise<void>;
}

/** The scenario over real HTTP on a free port of the loopback, for what must cross a socket or a process. */
export async function openScenarioServer(scenario: Scenario): Promise<ScenarioServer> {
  const model = createMockModel(scenario, { clock: systemClock });
  const calls = createCounter();
  const hangUps = createCounter();
  const server = await startMockServer({
    model: {
      ...model,
      answer(request) {
        calls.add();
        return model.answer(request);
      },
    },
    onHangUp: hangUps.add,
  });
  return {
    url: `${server.url}/v1`,
    calls: calls.count,
    hangUps: hangUps.count,
    called: calls.reached,
    hungUp: hangUps.reached,
    [Symbol.asyncDispose]: server.close,
  };
}

function createCounter() {
  let count = 0;
  const waiting = new Set<{ times: number; resolve: () => void }>();
  return {
    count: () => count,
    add() {
      count += 1;
      for (const { times, resolve } of waiting) if (count >= times) resolve();
    },
    reached: (times: number) =>
      new Promise<void>((resolve) => {
        if (count >= times) resolve();
        else waiting.add({ times, resolve });
      }),
  };
}
