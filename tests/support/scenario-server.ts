import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../src/clock.ts';
import { createMockModel } from '../../src/scenario/mock-model.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { bodyOf } from '../../src/scenario/wire.ts';

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

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    calls.add();
    const gone = new AbortController();
    response.on('close', () => {
      if (response.writableFinished) return;
      gone.abort();
      hangUps.add();
    });
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const wire = { method: request.method ?? 'GET', path: request.url ?? '/', headers, body };
    const given = model.answer(wire);
    if (given.latencyMs > 0) await delay(given.latencyMs, undefined, { signal: gone.signal });
    response.writeHead(given.status, given.headers).end(bodyOf(given));
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    calls: calls.count,
    hangUps: hangUps.count,
    called: calls.reached,
    hungUp: hangUps.reached,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
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
