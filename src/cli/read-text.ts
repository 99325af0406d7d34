import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileError } from '../input/article-file.ts';
import { decodeUtf8 } from '../input/read-bytes.ts';
import { untilAborted } from '../input/until-aborted.ts';
import type { CliContext } from './cli-command.ts';

/** Reads whole files, or stdin for `-`, as text in UTF-8. */
export function readTextWith({ io }: CliContext): (file: string) => Promise<string> {
  return async (file) => {
    if (file !== '-') return decodeUtf8(await readFile(resolve(io.cwd, file)).catch(refuse));
    const chunks: Uint8Array[] = [];
    for await (const chunk of untilAborted(io.stdin, io.interrupts.stop)) chunks.push(chunk);
    return decodeUtf8(Buffer.concat(chunks));
  };
}

function refuse(error: unknown): never {
  throw fileError(error);
}
