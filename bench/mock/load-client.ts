// A process of its own, so that it can have a core of its own: takes a Load as JSON, prints a Shot as JSON.
import { chatRequest } from './chat-request.ts';
import { closedLoop, type Load, type Loaded } from './closed-loop.ts';

/** What came of one load, small enough to hand over. */
export interface Shot extends Omit<Loaded, 'latencies'> {
  /** In milliseconds, NaN (in JSON null) without an answer. */
  readonly p50: number;
  readonly p99: number;
}

const load: Load = JSON.parse(process.argv[2] ?? '');
const { latencies, ...rest } = await closedLoop(load, chatRequest());
const shot: Shot = { ...rest, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
process.stdout.write(JSON.stringify(shot));

/** The nearest rank: the least value that at least this share of the values does not exceed. */
function quantile(rising: Float64Array, share: number): number {
  return rising[Math.max(0, Math.ceil(rising.length * share) - 1)] ?? Number.NaN;
}
