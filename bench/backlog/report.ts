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

const AT_ONCE = 64;
const LATENCY_MS = 200;
/** Items a second of 64 connections that each wait for 200 ms and for nothing else. */
const IDEAL = (AT_ONCE * 1000) / LATENCY_MS;

/** `upshot backlog` side by side with a loop over the SDK, as Markdown. */
export async function backlogReport(quick: boolean): Promise<string> {
  const [few, many, rounds] = quick ? [500, 2000, 1] : [5000, 20_000, 2];
  const folder = mkdtempSync(join(tmpdir(), 'upshot-bench-'));
  const tidy = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', tidy);
  const file = (items: number) => join(folder, `${items}.jsonl`);
  for (const items of [few, many]) await writeBacklog(file(items), items);

  const taken: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const place = (name: string) => join(folder, `${name}-${round}`);
    await using fast = await startMockModel(folder, 0);
    const plain = await runPlain(file(many), place('plain.db'), fast);
    const upshotFew = await runUpshot(file(few), place('few'), fast);
    const before = await fast.calls();
    const upshot = await runUpshot(file(many), place('many'), fast);
    const calls = (await fast.calls()) - before;
    const resumed = await runUpshot(file(many), place('many'), fast);
    if (calls !== many) throw new Error(`${calls} calls for ${many} articles`);
    if ((await fast.calls()) - before !== many) throw new Error('what was done was asked for again');
    await using slower = await startMockModel(folder, LATENCY_MS);
    const plainWaiting = await runPlain(file(many), place('slow.db'), slower);
    const waiting = await runUpshot(file(many), place('slow'), slower, 2 * AT_ONCE);
    const underWay = callsASecond(join(place('slow'), 'upshot.db'));
    taken.push({ plain, upshotFew, upshot, resumed, plainWaiting, waiting, underWay });
  }
  process.off('exit', tidy);
  tidy();

  const of = (figure: (round: Round) => number) => median(taken.map(figure));
  const memory = (name: Process) => of((round) => round[name].peakMegabytes ?? Number.NaN);
  const rate = (items: number, name: Process) => of((round) => items / round[name].seconds);
  const rates = table(
    [
      `${count(many)} articles of 300 words, model without latency, ${AT_ONCE} at once`,
      'items a second',
      'seconds',
      'peak memory',
    ],
    [
      ['p-limit and the OpenAI SDK, a row each', ...figures(many, 'plain')],
      ['**upshot backlog**', ...figures(many, 'upshot')],
      [`**upshot backlog**, ${count(few)} of them`, ...figures(few, 'upshotFew')],
      [
        '**upshot backlog**, the same again',
        '',
        of(({ resumed }) => resumed.seconds).toFixed(2),
        `${memory('resumed').toFixed(0)} MB`,
      ],
    ],
  );
  return `Each a process of its own, from its start to its end, beside \`upshot mock-llm\` on the same machine; medians of ${rounds}
${rounds === 1 ? 'round' : 'rounds'}. The answer is a literal one that every article backs. The loop parses each line, asks, checks the answer with
Zod and inserts a row; it has no retries beyond the SDK's, no ledger, no evidence, no search, no way to go on.

${rates}

- Of the loop's rate: ${of(({ plain, upshot }) => plain.seconds / upshot.seconds).toFixed(2)}.
- Peak memory with ${count(many)} articles to that with ${count(few)}: ${of(({ upshot, upshotFew }) => (upshot.peakMegabytes ?? Number.NaN) / (upshotFew.peakMegabytes ?? Number.NaN)).toFixed(2)}.
- With a model that takes ${LATENCY_MS} ms, over ${count(many)} articles, ${2 * AT_ONCE} in work and ${AT_ONCE} calls in flight: from the first call to the last
  answer ${of(({ underWay }) => underWay).toFixed(0)} a second, ${(of(({ underWay }) => underWay) / IDEAL).toFixed(2)} of the ideal ${IDEAL}; with the start and the end of the process ${rate(many, 'waiting').toFixed(0)} (${(rate(many, 'waiting') / IDEAL).toFixed(2)}). The loop over the SDK,
  start and end included: ${rate(many, 'plainWaiting').toFixed(0)} (${(rate(many, 'plainWaiting') / IDEAL).toFixed(2)}).
`;

  function figures(items: number, name: Process): string[] {
    return [count(rate(items, name)), of((round) => round[name].seconds).toFixed(1), `${memory(name).toFixed(0)} MB`];
  }
}

interface Round {
  readonly plain: Timed;
  readonly upshotFew: Timed;
  readonly upshot: Timed;
  readonly resumed: Timed;
  readonly plainWaiting: Timed;
  readonly waiting: Timed;
  /** Calls a second from the first to the last answer. */
  readonly underWay: number;
}

type Process = Exclude<keyof Round, 'underWay'>;

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

function runUpshot(file: string, data: string, { baseUrl }: MockModel, articles = AT_ONCE): Promise<Timed> {
  const env = { OPENAI_BASE_URL: baseUrl, UPSHOT_MODEL: 'bench-model', UPSHOT_DATA_DIR: data };
  const limits = { UPSHOT_MAX_CONCURRENCY: String(AT_ONCE) };
  const args = [main, 'backlog', file, '--concurrency', String(articles)];
  return timedProcess(args, { cwd: tmpdir(), env: { ...env, ...limits } });
}
