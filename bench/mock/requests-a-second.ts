import { median } from '../median.ts';
import { count, ms, table } from '../table.ts';
import {
  aimock,
  derivedNew,
  derivedSame,
  express,
  fastify,
  literalAtOnce,
  literalSeeded,
  mockLlm,
  nodeHttp,
} from './contestants.ts';
import type { Findings } from './findings.ts';
import { inRounds, inTurn } from './rounds.ts';
import { medianRatio, megabytes } from './series.ts';

const CONNECTIONS = 64;
const GOAL_RATIO = 1.5;
const GOAL_MEGABYTES = 150;

/** How many requests a second each serves with a core to itself, and how much memory that takes. */
export async function requestsASecond(quick: boolean): Promise<Findings> {
  const mocks = [mockLlm, aimock];
  const ours = [literalAtOnce, literalSeeded, derivedSame, derivedNew];
  const rounds = quick ? 1 : 3;
  const [warmUpSeconds, seconds] = quick ? [1, 2] : [2, 4];
  const shooting = { connections: CONNECTIONS, latencyMs: 0, warmUpSeconds, seconds };
  const measured = await inRounds([nodeHttp, fastify, express, ...mocks, ...ours], rounds, shooting);

  const fasterMock = Array.from({ length: rounds }, (_, round) =>
    Math.max(...measured.filter(({ of }) => mocks.includes(of)).map(({ rates }) => rates[round] ?? 0)),
  );
  const rows = measured.map((one) => [
    ...[one.of.name, count(median(one.rates)), `${count(Math.min(...one.rates))}–${count(Math.max(...one.rates))}`],
    medianRatio(one.rates, fasterMock).toFixed(2),
    ...[ms(one.median(({ p50 }) => p50)), ms(one.median(({ p99 }) => p99))],
    ...[megabytes(one.peakMegabytes), count(one.median(({ answerBytes }) => answerBytes)), count(one.errors)],
    `${count(one.median(({ clientBusy }) => clientBusy) * 100)} %`,
  ]);
  const head = [
    ...['', 'requests a second', 'least–most', 'to the faster mock', 'p50', 'p99', 'peak memory', 'bytes of an answer'],
    ...['errors', 'client busy'],
  ];
  return {
    text: `### Requests a second

${CONNECTIONS} connections; ${inTurn(rounds, seconds, warmUpSeconds)} Peak memory is the most that was resident
in any round. "Client busy" is the share of its core that the client used: near 100 % it would have measured itself.

${table(head, rows)}
`,
    goals: measured
      .filter(({ of }) => ours.includes(of) && of !== literalAtOnce)
      .map(({ of, rates, peakMegabytes, errors }) => {
        const ratio = medianRatio(rates, fasterMock);
        return {
          goal: `${of.name}: ${GOAL_RATIO} times the rate of the faster mock or more, under ${GOAL_MEGABYTES} MB`,
          measured: `${ratio.toFixed(2)} times, ${megabytes(peakMegabytes)}`,
          met: ratio >= GOAL_RATIO && peakMegabytes < GOAL_MEGABYTES && errors === 0,
        };
      }),
  };
}
