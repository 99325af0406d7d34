import { open, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError, cancelledError } from '../errors.ts';
import type { CliIo } from './cli-io.ts';

/** How much is gathered before it is written, in characters. */
const CHUNK = 64 * 1024;

/**
 * Writes a result in pieces: to stdout, or to a file that appears whole, in place of what was there, or not at all.
 *
 * @throws {AppError} 400 `unwritable-file`, or `cancelled` when it was interrupted.
 */
export async function writeResult(
  { cwd, stdout, interrupts }: Pick<CliIo, 'cwd' | 'stdout' | 'interrupts'>,
  pieces: AsyncIterable<string>,
  out: string | undefined,
): Promise<void> {
  const parts = untilStopped(inChunks(pieces), interrupts.stop);
  if (out === undefined || out === '-') {
    for await (const part of parts) stdout.write(part);
    return;
  }
  const path = resolve(cwd, out);
  const partial = `${path}.part`;
  try {
    {
      await using file = await open(partial, 'w');
      for await (const part of parts) await file.write(part);
      await file.sync();
    }
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => {});
    throw isSystemError(error) ? unwritable(out, error) : error;
  }
}

async function* inChunks(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for await (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

async function* untilStopped(parts: AsyncIterable<string>, stop: AbortSignal): AsyncGenerator<string> {
  for await (const part of parts) {
    if (stop.aborted) throw cancelledError();
    yield part;
  }
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

function unwritable(file: string, cause: unknown): AppError {
  const full = cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC';
  return new AppError(`${file} cannot be written${full ? ': the disk is full' : ''}`, {
    code: 'unwritable-file',
    status: 400,
    hint: full
      ? 'Free some space, or name a file on another disk.'
      : 'Name a file in a folder that exists and may be written.',
    cause,
  });
}
