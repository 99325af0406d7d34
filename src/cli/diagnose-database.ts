import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from '../config.ts';
import { AppError } from '../errors.ts';
import { dayAccount } from '../ledger/account.ts';
import type { CliContext } from './cli-command.ts';
import { displayPath } from './display-path.ts';
import { openUpshot } from './open-upshot.ts';

export interface DiagnosedDatabase {
  readonly file: string;
  readonly exists: boolean;
  readonly published: number;
  readonly needsReview: number;
}

/** What a database holds, and what calls cost since midnight UTC, in US dollars. */
interface Kept {
  readonly database: DiagnosedDatabase;
  readonly costUsd: number;
}

/**
 * Opens a database that is there; of one that is not, only asks whether it could be made.
 *
 * @throws {AppError} where it cannot be opened, read or written.
 */
export async function diagnoseDatabase(config: Config, context: CliContext): Promise<Kept> {
  const file = displayPath(config.databaseFile, context.io.cwd);
  if (!existsSync(config.databaseFile)) {
    let folder = dirname(config.databaseFile);
    while (!existsSync(folder)) folder = dirname(folder);
    requireWritable(folder);
    return { database: { file, exists: false, published: 0, needsReview: 0 }, costUsd: 0 };
  }
  await using opened = await openUpshot(context);
  const { catalogue, ledger, clock } = opened.upshot;
  await catalogue.check();
  const count = async (status: 'published' | 'needs-review') =>
    (await catalogue.list({ status, sort: 'newest', page: 1, perPage: 1 })).total;
  const { costUsd } = await ledger.account(dayAccount(clock.now()));
  const database = {
    file,
    exists: true,
    published: await count('published'),
    needsReview: await count('needs-review'),
  };
  return { database, costUsd: costUsd ?? 0 };
}

function requireWritable(folder: string): void {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new AppError(`The database cannot be made: ${folder} is no folder that may be written`, {
      code: 'unwritable-folder',
      status: 500,
      hint: 'Change its permissions, or set UPSHOT_DATA_DIR to another folder.',
      cause,
    });
  }
}
