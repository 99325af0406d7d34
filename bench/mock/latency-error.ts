import { count, ms, table } from '../table.ts';
import { aimock, literalSeeded, nodeHttp } from './contestants.ts';
import type { Findings } from './findings.ts';
import { inRounds, inTurn } from './rounds.ts';
import { medianRatio, type Series } from './series.ts';

const LATENCY_MS = 200;
const CONNECTIONS = [64, 1024] as const;
const GOAL_RATIO = 1.2;

/** How much later than asked for an answer is there, by the client's clock. */
export async function latencyError(quick: boolean): Promise<Findings> {
  const rounds = quick ? 1 : 3;
  const [warmUpSeconds, seconds] = quick ? [2, 3] : [3, 4];
  const rows: string[][] = [];
  const goals: Findings['goals'][number][] = [];
  for (const connections of CONNECTIONS) {
    const shooting = { connections, latencyMs: LATENCY_MS, warmUpSeconds, seconds };
    const measured = await inRounds([nodeHttp, aimock, literalSeeded], rounds, shooting);
    const errors = (one: Series | undefined) => one?.by(({ p99 }) => p99 - LATENCY_MS) ?? [];
    const bare = errors(measured.find(({ of }) => of === nodeHttp));
    for (const one of measured) {
      const ratio = medianRatio(errors(one), bare);
      const p99 = ms(one.median((shot) => shot.p99 - LATENCY_MS));
      rows.push([
        ...[one.of.name, count(connections), ms(one.median(({ p50 }) => p50 - LATENCY_MS)), p99],
        ...[`${ms(Math.min(...errors(one)))}–${ms(Math.max(...errors(one)))}`, ratio.toFixed(2), String(one.errors)],
      ]);
      if (one.of !== literalSeeded) continue;
      goals.push({
        goal: `${one.of.name}: p99 of the latency error within ${GOAL_RATIO} times the bare server's at ${count(connections)} connections`,
        measured: `${ratio.toFixed(2)} times (${p99})`,
        met: ratio <= GOAL_RATIO && one.errors === 0,
      });
    }
  }
  const head = ['', 'connections', 'p50', 'p99', 'least–most p99', 'p99 to node:http', 'errors'];
  return {
    text: `### Latency error

Observed minus configured, where ${LATENCY_MS} ms are configured: one \`setTimeout\` in node:http, \`--chaos-latency\` of aimock,
\`uniform: [${LATENCY_MS}, ${LATENCY_MS}]\` of Upshot, which is drawn from seed and content like any other; ${inTurn(rounds, seconds, warmUpSeconds)}

${table(head, rows)}
`,
    goals,
  };
}
