import { InvalidArgumentError, Option } from 'commander';
import { type Account, type CostGrouping, type CostRow, costGroupings, utcDay } from '../ledger/account.ts';
import { dollars } from '../ledger/budget-error.ts';
import type { CliCommand } from './cli-command.ts';
import { formatTable } from './format-table.ts';
import { oneLine } from './one-line.ts';
import { openUpshot } from './open-upshot.ts';
import { terminalOf } from './terminal.ts';
import { saidOfUncertain } from './work-figures.ts';
import { wrapText } from './wrap-text.ts';

interface CostsOptions {
  readonly by?: CostGrouping;
  readonly since?: string;
  readonly json?: true;
}

export const costsCommand: CliCommand = {
  define(command) {
    command
      .addOption(new Option('--by <what>', 'sum by what').choices(costGroupings))
      .option('--since <day>', 'only calls from that day on, such as 2025-08-07', day)
      .option('--json', 'print one line of JSON; with --by one for each')
      .addHelpText(
        'after',
        `
Days are those of UTC. A settled call was answered.
An uncertain one had no answer, as the connection broke, the time was over or
Upshot was killed, and may have been charged. Only the bill of your vendor
tells, so it stays in the tokens, the cost and the budgets at the most that it
can have been: with the longest answer that is allowed. Where that uses up a
budget, raise it.
A call that failed counts with what its vendor charged for it, mostly nothing.`,
      );
  },

  async run(_args, options: CostsOptions, context) {
    const { by, since, json } = options;
    const { io } = context;
    await using opened = await openUpshot(context);
    const { ledger, clock } = opened.upshot;
    if (json) {
      const lines = by
        ? (await ledger.costs(by, since)).map(({ key, unpriced, ...row }) => ({ [by]: key, ...figures(row), unpriced }))
        : [figures(await ledger.spent(since))];
      io.stdout.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
      return 0;
    }
    const rows: readonly (readonly [string, Account])[] = by
      ? (await ledger.costs(by, since)).map((row) => [nameOf(row, by), row] as const)
      : since
        ? [[`since ${since}`, await ledger.spent(since)]]
        : await usualRows(utcDay(clock.now()), (from) => ledger.spent(from));
    const total = await ledger.spent(since);
    const terminal = terminalOf(io.stdout, io.env);
    io.stdout.write(
      `${formatTable([by ?? '', ...COLUMNS], rows.map(cells), terminal)}${footnotes(total, options, terminal.width)}`,
    );
    return 0;
  },
};

async function usualRows(today: string, spent: (since?: string) => Promise<Account>) {
  const month = `${today.slice(0, 7)}-01`;
  return [
    ['today', await spent(today)],
    ['this month', await spent(month)],
    ['all', await spent()],
  ] as const;
}

function figures(account: Omit<Account, 'unpriced'>) {
  const { calls, settled, uncertain, inputTokens, outputTokens, costUsd, uncertainUsd } = account;
  return { calls, settled, uncertain, inputTokens, outputTokens, costUsd, uncertainUsd };
}

function nameOf({ key }: CostRow, by: CostGrouping): string {
  if (key !== null) return oneLine(key);
  return by === 'run' ? 'no run' : 'no entry';
}

const COLUMNS = ['calls', 'settled', 'uncertain', 'tokens in', 'out', 'cost', 'of it uncertain'];

function cells([name, account]: readonly [string, Account]): string[] {
  const { calls, settled, uncertain, inputTokens, outputTokens } = account;
  const counts = [calls, settled, uncertain, inputTokens, outputTokens].map((count) => count.toLocaleString('en'));
  return [name, ...counts, cost(account), uncertain === 0 ? '' : costOfUncertain(account)];
}

function costOfUncertain({ uncertainUsd, unpriced }: Account): string {
  return uncertainUsd === 0 && unpriced > 0 ? 'no price' : `up to ${dollars(uncertainUsd)}`;
}

function cost({ costUsd, unpriced }: Account): string {
  if (costUsd === null) return unpriced > 0 ? 'no price' : dollars(0);
  return `${dollars(costUsd)}${unpriced > 0 ? ' *' : ''}`;
}

function footnotes(account: Account, { by, since }: CostsOptions, width: number): string {
  const { calls, uncertain, unpriced, open } = account;
  const many = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'call' : 'calls'}`;
  const notes = [
    ...(calls === 0 ? [`Nothing was asked of a model ${since === undefined ? 'yet' : 'since then'}.`] : []),
    ...(by === 'tag' && calls > 0
      ? ['An entry with two tags counts in both. What led to no entry that is there now is under "no entry".']
      : []),
    ...(uncertain > 0 ? [saidOfUncertain(account)] : []),
    ...(unpriced > 0
      ? [`The cost is without ${many(unpriced)} of models that no price is known of: see UPSHOT_PRICES.`]
      : []),
    ...(open.calls > 0
      ? [`${many(open.calls)} under way, which ${dollars(open.costUsd)} more are set aside for.`]
      : []),
  ];
  return notes.map((note) => `${wrapText(note, width)}\n`).join('');
}

function day(text: string): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at) || utcDay(at) !== text) throw new InvalidArgumentError('It must be a day, such as 2025-08-07.');
  return text;
}
