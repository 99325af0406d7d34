import type { Contestant } from './contestants.ts';
import { type Series, series } from './series.ts';
import { type Measured, type Shooting, shoot } from './shoot.ts';

/** Measures all of them in turn in each round, so that when the machine drifts it drifts for all. */
export async function inRounds(
  contestants: readonly Contestant[],
  rounds: number,
  shooting: Shooting,
): Promise<readonly Series[]> {
  const measured = contestants.map((of) => ({ of, shots: [] as Measured[] }));
  for (let round = 1; round <= rounds; round += 1) {
    for (const { of, shots } of measured) {
      const shot = await shoot(of, shooting);
      shots.push(shot);
      const where = `${shooting.connections} connections, ${shooting.latencyMs} ms, round ${round} of ${rounds}`;
      const rate = `${Math.round(shot.answers / shot.seconds)}/s, p99 ${shot.p99.toFixed(1)} ms`;
      process.stderr.write(`${where}: ${of.name.replaceAll('*', '')}: ${rate}, ${shot.errors} errors\n`);
    }
  }
  return measured.map(({ of, shots }) => series(of, shots));
}

/** How it was measured, to follow a semicolon. */
export function inTurn(rounds: number, seconds: number, warmUpSeconds: number): string {
  const each = `${seconds} s after ${warmUpSeconds} s of warming up`;
  return rounds === 1
    ? `one round of ${each}.`
    : `medians of ${rounds} rounds, in each of which all had their turn, for ${each}.`;
}
