import type { WireAnswer } from '../scenario/wire.ts';
import { createBuckets, type Sample, textOfMetric } from './prometheus-text.ts';

export interface MockMetrics {
  /** A request has been answered by the scenario; its answer is on the way. */
  began(given: WireAnswer): void;
  /** How much later than configured the first byte left. */
  firstByte(lateMs: number): void;
  /** Nothing more will be sent; `hungUp` when the client left before the end. */
  ended(hungUp: boolean): void;
  render(): string;
}

const LATENCY_SECONDS = [0, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120];
const LATE_SECONDS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1];

/**
 * What the server counts from its start on, whatever is reset: plain numbers, since the library that the service counts
 * with would cost a mock a fifth of its memory and a tenth of its speed.
 */
export function createMockMetrics(): MockMetrics {
  const requests = new Map<WireAnswer['decidedBy'], Map<number, number>>();
  const tokens = { input: 0, output: 0 };
  const latency = createBuckets(LATENCY_SECONDS);
  const late = createBuckets(LATE_SECONDS);
  let inFlight = 0;
  let hangUps = 0;

  return {
    began({ status, decidedBy, latencyMs, usage }) {
      let byStatus = requests.get(decidedBy);
      if (byStatus === undefined) {
        byStatus = new Map();
        requests.set(decidedBy, byStatus);
      }
      byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
      latency.observe(latencyMs / 1000);
      inFlight += 1;
      if (usage === null) return;
      tokens.input += usage.inputTokens;
      tokens.output += usage.outputTokens;
    },
    firstByte: (lateMs) => late.observe(lateMs / 1000),
    ended(hungUp) {
      inFlight -= 1;
      if (hungUp) hangUps += 1;
    },
    render() {
      const asked = [...requests].flatMap(([decidedBy, byStatus]) =>
        Array.from(byStatus, ([status, value]): Sample => ({ labels: { status, decided_by: decidedBy }, value })),
      );
      const directions = Object.entries(tokens).map(([direction, value]): Sample => ({ labels: { direction }, value }));
      return [
        textOfMetric({
          name: 'upshot_mock_requests_total',
          ...{ type: 'counter', help: 'Requests to the model, by status and by what decided the answer.' },
          samples: asked,
        }),
        textOfMetric({
          name: 'upshot_mock_tokens_total',
          ...{ type: 'counter', help: 'Tokens of the answers that a model would have worked for.' },
          samples: directions,
        }),
        textOfMetric({
          name: 'upshot_mock_requests_in_flight',
          ...{ type: 'gauge', help: 'Requests whose answer is on the way, mostly waiting for its latency.' },
          samples: [{ value: inFlight }],
        }),
        textOfMetric({
          name: 'upshot_mock_hang_ups_total',
          ...{ type: 'counter', help: 'Clients that left before their answer was complete.' },
          samples: [{ value: hangUps }],
        }),
        textOfMetric({
          name: 'upshot_mock_configured_latency_seconds',
          ...{ type: 'histogram', help: 'Time to the first byte as the scenario has it.' },
          samples: latency.samples(),
        }),
        textOfMetric({
          name: 'upshot_mock_late_seconds',
          type: 'histogram',
          help: 'How much later than the scenario has it the first byte left: what this server adds to the figures of a load test.',
          samples: late.samples(),
        }),
      ].join('\n');
    },
  };
}
