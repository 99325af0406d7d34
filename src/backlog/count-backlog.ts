import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { looksLikeAddress } from './addresses.ts';
import { findFiles, isJsonLines, isUrlList } from './find-files.ts';
import { isStdin, placeOf } from './read-backlog.ts';

/** Lists past this size, in bytes, are not read through to count them: that would take from the work. */
const MOST_BYTES = 1024 * 1024 * 1024;
/** Names come many at once, and the work beside has its turn in between. */
const FILES_A_TURN = 1000;
const LF = 10;

/**
 * About how many articles there are. Null: nobody knows before they are read (stdin, a pipe, a file without an extension), or
 * counting would take long.
 */
export async function countBacklog(
  inputs: readonly string[],
  { cwd, signal }: { readonly cwd: string; readonly signal: AbortSignal },
): Promise<number | null> {
  let count = 0;
  for (const input of inputs) {
    if (isStdin(input)) return null;
    if (looksLikeAddress(input)) {
      count += 1;
      continue;
    }
    const path = placeOf(input, cwd);
    for await (const file of input.startsWith('urls:') ? [path] : findFiles(path, cwd)) {
      if (signal.aborted) return null;
      if (isJsonLines(file) || isUrlList(file) || input.startsWith('urls:')) {
        const found = await stat(resolve(cwd, file));
        if (!found.isFile() || found.size > MOST_BYTES) return null;
        count += await countLines(resolve(cwd, file), signal);
      } else if (extname(file) === '') return null;
      else if (++count % FILES_A_TURN === 0) await nextTurn();
    }
  }
  return count;
}

/** Lines with more on them than their end. */
async function countLines(path: string, signal: AbortSignal): Promise<number> {
  let count = 0;
  let length = 0;
  for await (const chunk of createReadStream(path, { signal, highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, start)) {
      if (length + end - start > 1) count += 1;
      length = 0;
      start = end + 1;
    }
    length += chunk.byteLength - start;
  }
  return length > 0 ? count + 1 : count;
}
