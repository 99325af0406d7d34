import { isAbsolute } from 'node:path';
import type { CliContext } from './cli-command.ts';
import { displayPath } from './display-path.ts';
import { saidOfNoModel } from './model-advice.ts';
import type { OpenRun } from './open-run.ts';
import { OFFLINE } from './run-memory.ts';

/** What is said before a run begins, or goes on: what of its inputs and the setup may not be what was meant. */
export function beforehand(opened: OpenRun, io: CliContext['io']): string {
  return readsOthers(opened, io.cwd) + ofSetup(opened, io);
}

/** A run that is gone on with by its id reads what is given with it, which may not have been meant. */
function readsOthers({ run, readBefore }: OpenRun, cwd: string): string {
  if (readBefore === null || readBefore.join('\n') === run.inputs.join('\n')) return '';
  const told = (inputs: readonly string[]) =>
    inputs.map((input) => (isAbsolute(input) ? displayPath(input, cwd) : input)).join(' ');
  return `Run ${run.id} read ${told(readBefore)} so far; from now on it reads ${told(run.inputs)} instead.\n`;
}

function ofSetup({ config, upshot, options, concurrency }: OpenRun, io: CliContext['io']): string {
  if (upshot.provider.name === OFFLINE) return options.provider === undefined ? saidOfNoModel(config, io) : '';
  const { maxConcurrency } = config;
  if (concurrency < (options.concurrency ?? 0)) {
    const most = concurrency === 1 ? '1 article is' : `${concurrency} articles are`;
    return `No more than ${most} in work at once: at the pace that is allowed more would wait in vain.\n`;
  }
  if (concurrency <= maxConcurrency) return '';
  return `No more than ${maxConcurrency} calls are made at once, whatever --concurrency says: see UPSHOT_MAX_CONCURRENCY.\n`;
}
