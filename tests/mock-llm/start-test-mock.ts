import { type MockServerOptions, type RunningMockServer, startMockServer } from '../../src/mock-llm/mock-server.ts';
import { createMockModel } from '../../src/scenario/mock-model.ts';
import { plainScenario, type Scenario } from '../../src/scenario/scenario.ts';
import type { WireAnswer, WireRequest } from '../../src/scenario/wire.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createFakeTimer } from './fake-timer.ts';

export interface TestMockOptions extends Partial<Omit<MockServerOptions, 'timer'>> {
  readonly scenario?: Scenario;
  /** Answers in place of the scenario. */
  readonly answer?: (request: WireRequest) => WireAnswer;
}

/** A mock server on a free port, under a timer that stands still. */
export async function startTestMock({ scenario = plainScenario, answer, ...rest }: TestMockOptions = {}) {
  const timer = createFakeTimer();
  const played = createMockModel(scenario, { clock: createFakeClock() });
  const model = answer === undefined ? played : { ...played, answer };
  const defects: unknown[] = [];
  const server: RunningMockServer = await startMockServer({
    ...{ model, timer, onDefect: (error) => defects.push(error) },
    ...rest,
  });
  const ask = (path = '/v1/chat/completions', init: RequestInit = {}) =>
    fetch(`${server.url}${path}`, { method: 'POST', ...init });
  return { ...server, server, model, timer, defects, ask };
}

/** A whole JSON answer, at once; tests change one thing in it. */
export function wireAnswer(change: Partial<WireAnswer> = {}): WireAnswer {
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    latencyMs: 0,
    frames: [{ text: '{"answer":"ü"}', afterMs: 0 }],
    ending: 'whole',
    decidedBy: 'no-rule',
    rule: null,
    usage: null,
    ...change,
  };
}
