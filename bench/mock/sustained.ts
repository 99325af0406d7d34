import { median } from '../median.ts';
import { count, table } from '../table.ts';
import { aimock, literalSeeded, nodeHttp } from './contestants.ts';
import type { Findings } from './findings.ts';
import { inRounds } from './rounds.ts';
import { megabytes } from './series.ts';

const LATENCY_MS = 200;
const CONNECTIONS = [128, 1024] as const;
const GOAL = { connections: 1024, requestsAMinute: 285_000 };

/** How many requests a minute go through when every answer takes its time, beside as many as there could be. */
export async function sustained(quick: boolean): Promise<Findings> {
  const [warmUpSeconds, seconds] = quick ? [2, 5] : [3, 60];
  const rows: string[][] = [];
  const goals: Findings['goals'][number][] = [];
  for (const connections of CONNECTIONS) {
    const ideal = (connections / LATENCY_MS) * 1000 * 60;
    const shooting = { connections, latencyMs: LATENCY_MS, warmUpSeconds, seconds };
    for (const one of await inRounds(
      connections === 128 ? [nodeHttp, literalSeeded] : [nodeHttp, aimock, literalSeeded],
      1,
      shooting,
    )) {
      const aMinute = median(one.rates) * 60;
      rows.push([
        ...[one.of.name, count(connections), count(aMinute), `${((aMinute / ideal) * 100).toFixed(1)} %`],
        ...[count(one.errors), megabytes(one.peakMegabytes)],
      ]);
      if (one.of !== literalSeeded || connections !== GOAL.connections) continue;
      goals.push({
        goal: `${one.of.name}: ${count(GOAL.requestsAMinute)} requests a minute at ${LATENCY_MS} ms with ${count(connections)} connections, no error`,
        measured: `${count(aMinute)}, ${count(one.errors)} errors`,
        met: aMinute >= GOAL.requestsAMinute && one.errors === 0,
      });
    }
  }
  const head = ['', 'connections', 'requests a minute', 'of the ideal rate', 'errors', 'peak memory'];
  return {
    text: `### Sustained

Every answer takes ${LATENCY_MS} ms, once for ${seconds} s after ${warmUpSeconds} s of warming up. The ideal rate is that of connections that never wait
for anything else.

${table(head, rows)}
`,
    goals,
  };
}
