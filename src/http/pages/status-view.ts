import { type Account, dayAccount, runAccount, utcDay } from '../../ledger/account.ts';
import type { GuardedProvider } from '../../provider/guard-readings.ts';
import type { Job } from '../../queue/queue.ts';
import type { Run } from '../../runs/runs.ts';
import type { AppDeps } from '../app-deps.ts';

export type StatusDeps = Pick<
  AppDeps,
  'catalogue' | 'ledger' | 'runs' | 'queue' | 'feedStates' | 'guarded' | 'provider' | 'clock' | 'settings' | 'version'
>;

const RUNS = 10;
const DEAD_LETTERS = 20;
const FEEDS = 50;

/** What the template `status` is given. */
export interface StatusView {
  readonly version: string;
  readonly published: number;
  readonly waiting: number;
  readonly spending: readonly SpendingView[];
  readonly budget: string | null;
  readonly writer: string;
  readonly providers: readonly ProviderView[];
  readonly queue: {
    readonly waiting: number;
    readonly working: number;
    readonly failed: number;
    readonly oldest: Moment | null;
  };
  readonly deadLetters: readonly DeadLetter[];
  readonly runs: readonly RunView[];
  readonly failures: readonly { readonly code: string; readonly count: number; readonly example: string }[];
  readonly feeds: readonly FeedView[];
  readonly moreFeeds: number;
}

interface Moment {
  readonly iso: string;
  readonly text: string;
}
interface SpendingView {
  readonly name: string;
  readonly calls: number;
  readonly inputTokens: string;
  readonly outputTokens: string;
  readonly cost: string;
  readonly uncertain: number;
  /** What of the cost is theirs, at most. */
  readonly uncertainCost: string;
}
interface ProviderView {
  readonly name: string;
  readonly model: string;
  readonly state: 'closed' | 'open' | 'half-open';
  readonly says: string;
  readonly limit: string;
}
interface DeadLetter {
  readonly id: string;
  readonly at: Moment;
  readonly attempts: number;
  readonly code: string;
  readonly message: string;
}
interface RunView {
  readonly id: string;
  readonly command: string;
  readonly state: string;
  readonly at: Moment;
  readonly counts: string;
  readonly failed: number;
  readonly cost: string;
  readonly reason: string | null;
}
interface FeedView {
  readonly name: string;
  readonly url: string;
  readonly read: Moment | null;
  readonly next: Moment | null;
  readonly problem: string | null;
}

const number = new Intl.NumberFormat('en-GB');
const dateFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });

/** How everything stands: bounded reads, and no provider is asked. */
export async function readStatus(deps: StatusDeps): Promise<StatusView> {
  const { catalogue, ledger, queue, clock, settings, provider } = deps;
  const now = clock.now();
  const count = async (status: 'published' | 'needs-review') =>
    (await catalogue.list({ status, sort: 'newest', page: 1, perPage: 1 })).total;
  const depth = await queue.depth();
  const dead = await queue.list({ state: 'failed', page: 1, perPage: DEAD_LETTERS });
  const runs = await deps.runs.list(RUNS);
  const feeds = await deps.feedStates.all();
  return {
    version: deps.version,
    ...{ published: await count('published'), waiting: await count('needs-review') },
    spending: [
      spendingOf('Today', await ledger.account(dayAccount(now))),
      spendingOf('This month', await ledger.spent(`${utcDay(now).slice(0, 7)}-01`)),
    ],
    budget: settings.dailyMaxCostUsd === undefined ? null : money(settings.dailyMaxCostUsd),
    writer:
      provider.name === 'extractive' ? 'extraction, without a model' : `${provider.model}, by way of ${provider.name}`,
    providers: deps.guarded.map((guarded) => providerOf(guarded)),
    queue: {
      ...{ waiting: depth.jobs.waiting, working: depth.jobs.working, failed: depth.jobs.failed },
      oldest: depth.oldestWaiting === null ? null : momentOf(Date.parse(depth.oldestWaiting)),
    },
    deadLetters: dead.items.map(deadLetterOf),
    runs: await Promise.all(runs.map((run) => runOf(run, deps))),
    failures: await failuresOf(runs, dead.items, deps),
    feeds: feeds.slice(0, FEEDS).map(({ url, title, readAt, notBefore, problem, gone }) => ({
      ...{ url, name: title ?? url, problem: gone ? 'It is there no more.' : problem },
      read: readAt === null ? null : momentOf(readAt),
      next: gone || notBefore <= now ? null : momentOf(notBefore),
    })),
    moreFeeds: Math.max(0, feeds.length - FEEDS),
  };
}

function spendingOf(name: string, account: Account): SpendingView {
  const { calls, inputTokens, outputTokens, costUsd, uncertain, uncertainUsd } = account;
  const tokens = { inputTokens: number.format(inputTokens), outputTokens: number.format(outputTokens) };
  return {
    name,
    calls,
    ...tokens,
    cost: calls === 0 ? money(0) : money(costUsd),
    uncertain,
    uncertainCost: money(uncertainUsd),
  };
}

function money(usd: number | null): string {
  if (usd === null) return 'unknown';
  return `US$ ${usd.toFixed(usd > 0 && usd < 1 ? 4 : 2)}`;
}

function providerOf({ name, model, breaker, limiter }: GuardedProvider): ProviderView {
  const { state, retryAt, calls, failures } = breaker();
  const { limit, inFlight, waiting } = limiter();
  const says = {
    closed: failures === 0 ? 'Answers' : `Answers; ${failures} of the last ${calls} calls failed`,
    open: `Left alone: ${failures} of the last ${calls} calls failed${retryAt === null ? '' : `; tried again at ${momentOf(retryAt).text}`}`,
    'half-open': 'Being tried again',
  };
  return {
    ...{ name, model, state, says: says[state] },
    limit: `${number.format(inFlight)} of at most ${number.format(Math.floor(limit))} calls at once${waiting > 0 ? `, ${number.format(waiting)} wait` : ''}`,
  };
}

function deadLetterOf({ id, updatedAt, attempts, problem }: Job): DeadLetter {
  const { code, message } = problem ?? { code: 'unknown', message: 'Nobody knows why' };
  return { id, at: momentOf(Date.parse(updatedAt)), attempts, code, message };
}

async function runOf({ id, command, state, startedAt, counts, reason }: Run, { ledger }: StatusDeps): Promise<RunView> {
  const { costUsd, calls } = await ledger.account(runAccount(id));
  const told = (['created', 'revised', 'unchanged', 'skipped'] as const).filter((name) => counts[name] > 0);
  return {
    ...{ id, command, state, at: momentOf(Date.parse(startedAt)), failed: counts.failed },
    counts: told.map((name) => `${number.format(counts[name])} ${name}`).join(', ') || 'nothing',
    cost:
      calls === 0
        ? 'No calls'
        : `${costUsd === null ? 'Cost unknown' : money(costUsd)}, ${number.format(calls)} ${calls === 1 ? 'call' : 'calls'}`,
    reason: reason?.message ?? null,
  };
}

/** Of the dead letters and the last runs, as far as their first failures tell. */
async function failuresOf(
  runs: readonly Run[],
  dead: readonly Job[],
  deps: StatusDeps,
): Promise<StatusView['failures']> {
  const failed = await Promise.all(
    runs.filter(({ counts }) => counts.failed > 0).map((run) => deps.runs.failures(run)),
  );
  const problems = [...failed.flat().map(({ error }) => error), ...dead.map(({ problem }) => problem)];
  const byCode = new Map<string, { code: string; count: number; example: string }>();
  for (const problem of problems) {
    if (!problem) continue;
    const known = byCode.get(problem.code) ?? { code: problem.code, count: 0, example: problem.message };
    byCode.set(problem.code, { ...known, count: known.count + 1 });
  }
  return [...byCode.values()].sort((a, b) => b.count - a.count);
}

function momentOf(time: number): Moment {
  return { iso: new Date(time).toISOString(), text: `${dateFormat.format(time)} UTC` };
}
