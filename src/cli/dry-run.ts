import type { CliContext } from './cli-command.ts';
import type { ExitCode } from './cli-io.ts';
import type { Work } from './work.ts';

export async function dryRun(_work: Work, _context: CliContext): Promise<ExitCode> {
  throw new Error('not yet');
}
