import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { median } from '../median.ts';
import { count, table } from '../table.ts';
import { type MockModel, startMockModel } from './mock-model.ts';
import { type Timed, timedProcess } from './timed-process.ts';
import { writeBacklog } from './write-backlog.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const plainLoop = fileURLToPath(new URL('plain-loop.ts', import.meta.url));

/** Calls in flight. */
const AT_ONCE = 64;
/** Articles in work: while some are asked about, others are read, checked and stored. */
const IN_WORK = 2 * AT_ONCE;
const LATENCY_MS = 200;
/** Items a second of 64 connections that each wait for 200 ms and for nothing else. */
const IDEAL = (AT_ONCE * 1000) / LATENCY_MS;

/**
 * `upshot backlog` side by side with a loop over the SDK, as Markdown. `long` adds 100,000 articles, which takes some four
 * minutes more; without it a whole run takes about five.
 */
export async function backlogReport(quick: boolean, long = false): Promise<string> {
  const [few, many, rounds] = quick ? [500, 2000, 1] : [5000, 20_000, long ? 1 : 2];
  const sizes = [100, few, many, ...(long ? [100_000] : [])];
  const folder = mkdtempSync(join(tmpdir(), 'upshot-bench-'));
  const tidy = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', tidy);
  const file = (items: number) => join(folder, `${items}.jsonl`);
  for (const items of sizes) await writeBacklog(file(items), items);

  const taken: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await using fast = await startMockModel(folder, 0);
    const place = (name: string | number) => join(folder, `${name}-${round}`);
    const plain = await runPlain(file(many), place('plain.db'), fast);
    const upshot = new Map<number, Timed>();
    for (const items of sizes) {
      const before = await fast.calls();
      upshot.set(items, await runUpshot(file(items), place(items), fast));
      const calls = (await fast.calls()) - before;
      if (calls !== items) throw new Error(`${calls} calls for ${items} articles`);
    }
    const before = await fast.calls();
    const resumed = await runUpshot(file(many), place(many), fast);
    if ((await fast.calls()) !== before) throw new Error('what was done was asked for again');
    taken.push({ plain, upshot, resumed });
  }
  await using slow = await startMockModel(folder, LATENCY_MS);
  const plainWaiting = await runPlain(file(many), join(folder, 'slow.db'), slow);
  const waiting = await runUpshot(file(many), join(folder, 'slow'), slow);
  const underWay = callsASecond(join(folder, 'slow', 'upshot.db'));
  process.off('exit', tidy);
  tidy();

  const of = (figure: (round: Round) => number) => median(taken.map(figure));
  const seconds = (timed: (round: Round) => Timed) => of((round) => timed(round).seconds);
  const memory = (timed: (round: Round) => Timed) => of((round) => timed(round).peakMegabytes ?? Number.NaN);
  const row = (name: string, items: number, timed: (round: Round) => Timed) => [
    ...[name, count(items / seconds(timed)), seconds(timed).toFixed(1), `${memory(timed).toFixed(0)} MB`],
  ];
  const withItems = (items: number) => (round: Round) => {
    const timed = round.upshot.get(items);
    if (timed === undefined) throw new Error(`no run with ${items} articles`);
    return timed;
  };
  const toPeakOf100 = (items: number) => (memory(withItems(items)) / memory(withItems(100))).toFixed(2);
  const resumed = (round: Round) => round.resumed;
  const rates = table(
    [
      `articles of 300 words, model without latency, ${AT_ONCE} calls at once`,
      'items a second',
      'seconds',
      'peak memory',
    ],
    [
      row(`${count(many)}: p-limit and the OpenAI SDK, a row each`, many, (round) => round.plain),
      ...sizes.map((items) => row(`${count(items)}: **upshot backlog**`, items, withItems(items))),
      [
        `${count(many)}: **upshot backlog**, the same again`,
        ...['', seconds(resumed).toFixed(2), `${memory(resumed).toFixed(0)} MB`],
      ],
    ],
  );
  return `Each a process of its own, from its start to its end, beside \`upshot mock-llm\` on the same machine; medians of ${rounds}
${rounds === 1 ? 'round' : 'rounds'}. The answer is a literal one that every article backs. The loop parses each line, asks, checks the answer with
Zod and inserts a row; it has no retries beyond the SDK's, no ledger, no evidence, no search, no way to go on.

${rates}

- Of the loop's rate: ${of((round) => round.plain.seconds / withItems(many)(round).seconds).toFixed(2)}.
- Peak memory to that with 100 articles: ${sizes
    .slice(1)
    .map((items) => `${toPeakOf100(items)} with ${count(items)}`)
    .join(
      ', ',
    )}; with ${count(many)} to that with ${count(few)}: ${(memory(withItems(many)) / memory(withItems(few))).toFixed(2)}.
- With a model that takes ${LATENCY_MS} ms, over ${count(many)} articles, ${IN_WORK} in work and ${AT_ONCE} calls in flight: from the first call to the last
  answer ${underWay.toFixed(0)} a second, ${(underWay / IDEAL).toFixed(2)} of the ideal ${IDEAL}; with the start and the end of the process ${shareOfIdeal(many, waiting)}. The loop over the SDK,
  start and end included: ${shareOfIdeal(many, plainWaiting)}.
`;
}

interface Round {
  readonly plain: Timed;
  /** By the number of articles. */
  readonly upshot: ReadonlyMap<number, Timed>;
  readonly resumed: Timed;
}

function shareOfIdeal(items: number, { seconds }: Timed): string {
  return `${(items / seconds).toFixed(0)} (${(items / seconds / IDEAL).toFixed(2)})`;
}

/** By the ledger: how many calls were made, and how long it took from booking the first to the last answer. */
function callsASecond(database: string): number {
  const db = new DatabaseSync(database, { readOnly: true });
  const sql = `SELECT count(*) AS calls, (max(closed_at) - min(reserved_at)) / 1000.0 AS seconds FROM ledger`;
  const { calls, seconds } = db.prepare(sql).get() as { calls: number; seconds: number };
  db.close();
  return calls / seconds;
}

function runPlain(file: string, database: string, { baseUrl }: MockModel): Promise<Timed> {
  return timedProcess([plainLoop, file, database, baseUrl, String(AT_ONCE)], { cwd: tmpdir(), env: {} });
}

function runUpshot(file: string, data: string, { baseUrl }: MockModel): Promise<Timed> {
  const env = { OPENAI_BASE_URL: baseUrl, UPSHOT_MODEL: 'bench-model', UPSHOT_DATA_DIR: data };
  const limits = { UPSHOT_MAX_CONCURRENCY: String(AT_ONCE) };
  const args = [main, 'backlog', file, '--concurrency', String(IN_WORK)];
  return timedProcess(args, { cwd: tmpdir(), env: { ...env, ...limits } });
}
