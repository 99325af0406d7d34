import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { WireAnswer } from '../scenario/wire.ts';

export interface MockMetrics {
  /** A request has been answered by the scenario; its answer is on the way. */
  began(given: WireAnswer): void;
  /** How much later than configured the first byte left. */
  firstByte(lateMs: number): void;
  /** Nothing more will be sent; `hungUp` when the client left before the end. */
  ended(hungUp: boolean): void;
  readonly contentType: string;
  render(): Promise<string>;
}

const LATENCY_SECONDS = [0, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120];
const LATE_SECONDS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1];

/** What the server counts from its start on, whatever is reset. Cheap enough to be counted call by call. */
export function createMockMetrics(): MockMetrics {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Counter({
    name: 'upshot_mock_requests_total',
    help: 'Requests to the model, by status and by what decided the answer.',
    labelNames: ['status', 'decided_by'],
    registers,
  });
  const tokens = new Counter({
    name: 'upshot_mock_tokens_total',
    help: 'Tokens of the answers that a model would have worked for.',
    labelNames: ['direction'],
    registers,
  });
  const inFlight = new Gauge({
    name: 'upshot_mock_requests_in_flight',
    help: 'Requests whose answer is on the way, mostly waiting for its latency.',
    registers,
  });
  const hangUps = new Counter({
    name: 'upshot_mock_hang_ups_total',
    help: 'Clients that left before their answer was complete.',
    registers,
  });
  const latency = new Histogram({
    name: 'upshot_mock_configured_latency_seconds',
    help: 'Time to the first byte as the scenario has it.',
    buckets: LATENCY_SECONDS,
    registers,
  });
  const late = new Histogram({
    name: 'upshot_mock_late_seconds',
    help: 'How much later than the scenario has it the first byte left: what this server adds to the figures of a load test.',
    buckets: LATE_SECONDS,
    registers,
  });
  return {
    began({ status, decidedBy, latencyMs, usage }) {
      requests.inc({ status, decided_by: decidedBy });
      latency.observe(latencyMs / 1000);
      inFlight.inc();
      if (usage === null) return;
      tokens.inc({ direction: 'input' }, usage.inputTokens);
      tokens.inc({ direction: 'output' }, usage.outputTokens);
    },
    firstByte: (lateMs) => late.observe(lateMs / 1000),
    ended(hungUp) {
      inFlight.dec();
      if (hungUp) hangUps.inc();
    },
    contentType: registry.contentType,
    render: () => registry.metrics(),
  };
}
