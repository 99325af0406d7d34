import { closeSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AppError } from '../errors.ts';
import type { CliIo, ExitCode } from './cli-io.ts';
import { checkReport, openReportFile } from './report-file.ts';
import { figure } from './work-figures.ts';

/** What became of one post of a digest, or of the record at a place. */
export type ImportResult =
  | { readonly place?: string; readonly id: string; readonly outcome: 'created' | 'replaced' | 'tagged' | 'unchanged' }
  | { readonly place: string; readonly outcome: 'failed'; readonly error: AppError };

export interface ImportReport extends Disposable {
  /** Counts it, and tells of it where it is asked for: failures always. */
  add(result: ImportResult): void;
  /** Sums up on stderr; gives how the command ends. */
  close(interrupted: boolean): ExitCode;
}

/** @throws {AppError} 400 `unwritable-report`. */
export function openImportReport(
  { report, json }: { readonly report?: string; readonly json?: true },
  { cwd, stdout, stderr }: Pick<CliIo, 'cwd' | 'stdout' | 'stderr'>,
): ImportReport {
  if (report !== undefined) checkReport(report, cwd);
  const handle = report === undefined ? undefined : openReportFile(resolve(cwd, report), report);
  const counts = { created: 0, replaced: 0, tagged: 0, unchanged: 0, failed: 0 };
  return {
    add(result) {
      counts[result.outcome] += 1;
      if (result.outcome !== 'failed') {
        if (json) stdout.write(`${JSON.stringify(result)}\n`);
        return;
      }
      const { code, message, hint } = result.error;
      const line = `${JSON.stringify({ place: result.place, outcome: 'failed', error: { code, message, hint } })}\n`;
      if (handle !== undefined) writeSync(handle, line);
      if (handle === undefined || json) stdout.write(line);
    },
    close(interrupted) {
      const { created, failed, ...others } = counts;
      const rest = [
        ...(others.replaced > 0 ? [`${figure(others.replaced)} replaced`] : []),
        ...(others.tagged > 0 ? [`${figure(others.tagged)} with a new tag`] : []),
        ...(others.unchanged > 0 ? [`${figure(others.unchanged)} there already`] : []),
        ...(failed > 0 ? [`${figure(failed)} failed`] : []),
      ];
      const where = report === undefined ? 'above' : `in ${report}`;
      stderr.write(
        [
          `${interrupted ? 'Interrupted' : 'Imported'}: ${[`${figure(created)} new`, ...rest].join(', ')}.`,
          ...(failed > 0 ? [`The failures are listed ${where}.`] : []),
          ...(interrupted ? ['The same command goes on from here.'] : []),
          '',
        ].join('\n'),
      );
      if (interrupted) return 130;
      if (failed === 0) return 0;
      return created + others.replaced + others.tagged + others.unchanged > 0 ? 3 : 1;
    },
    [Symbol.dispose]() {
      if (handle !== undefined) closeSync(handle);
    },
  };
}
