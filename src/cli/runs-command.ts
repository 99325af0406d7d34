import { type Account, runAccount } from '../ledger/account.ts';
import { LIMIT_REACHED, type Run } from '../runs/runs.ts';
import type { CliCommand } from './cli-command.ts';
import { minute } from './minute.ts';
import { oneLine } from './one-line.ts';
import { openUpshot } from './open-upshot.ts';
import { type Terminal, terminalOf } from './terminal.ts';
import { figure, spentFigures } from './work-figures.ts';
import { wrapText } from './wrap-text.ts';
import { wholeNumber } from './wrong-usage.ts';

interface RunsOptions {
  readonly last: number;
  readonly json?: true;
}

export const runsCommand: CliCommand = {
  define(command) {
    command
      .option('--last <number>', 'how many', wholeNumber(1, 1000), 10)
      .option('--json', 'print one line of JSON for each run')
      .addHelpText('after', '\nExample:\n  upshot runs --last 3');
  },

  async run(_, options: RunsOptions, context) {
    const { io } = context;
    await using opened = await openUpshot(context);
    const { runs, ledger } = opened.upshot;
    const found = await runs.list(options.last);
    const terminal = terminalOf(io.stdout, io.env);
    for (const run of found) {
      const account = await ledger.account(runAccount(run.id));
      const command = goOn(run, run.counts.failed > 0 && (await runs.failures(run)).length > 0);
      const told = { run, account, command };
      io.stdout.write(options.json ? `${JSON.stringify(jsonOf(told))}\n` : `${textOf(told, terminal)}\n\n`);
    }
    if (found.length === 0) io.stderr.write('No runs yet: upshot backlog begins one.\n');
    return 0;
  },
};

interface Told {
  readonly run: Run;
  readonly account: Account;
  /** What goes on with it; null: there is nothing to go on with. */
  readonly command: string | null;
}

function jsonOf({ run, account, command }: Told): object {
  const { calls, settled, uncertain, inputTokens, outputTokens, costUsd, uncertainUsd, unpriced } = account;
  const spent = { calls, settled, uncertain, inputTokens, outputTokens, costUsd, uncertainUsd, unpriced };
  return { ...run, spent, goOn: command };
}

function textOf({ run, account, command }: Told, { style, width }: Terminal): string {
  const { id, state, counts, reason, startedAt } = run;
  const { created, revised, unchanged, failed, waiting, skipped } = counts;
  const figures = [
    `${figure(created)} new`,
    ...(revised > 0 ? [`${figure(revised)} revised`] : []),
    ...(unchanged > 0 ? [`${figure(unchanged)} there already`] : []),
    ...(skipped > 0 ? [`${figure(skipped)} skipped`] : []),
    `${figure(failed)} failed`,
    ...(waiting > 0 ? [`${figure(waiting)} to review`] : []),
    ...spentFigures(account),
  ].join(', ');
  return [
    `${style('bold', id)}  ${minute(startedAt)}  ${state}`,
    ...[oneLine(run.command), figures].map((line) => wrapText(line, width, '  ', '    ')),
    ...(reason ? [wrapText(`${oneLine(reason.message)}.`, width, '  ', '    ')] : []),
    ...(command === null ? [] : [style('dim', wrapText(`Go on: ${command}`, width, '  ', '    '))]),
  ].join('\n');
}

/**
 * The command that goes on with a run; null: somebody does, or there is nothing left.
 *
 * @param listsFailures whether what failed in it was not taken up by a later run.
 */
function goOn({ id, name, state, reason }: Run, listsFailures: boolean): string | null {
  if (state === 'running') return null;
  if (state !== 'finished' && reason?.code !== LIMIT_REACHED) return `upshot ${name} --run ${id}`;
  return listsFailures ? `upshot ${name} --run ${id} --retry-failed` : null;
}
