import { resolve } from 'node:path';
import { AppError } from '../errors.ts';
import { fileError } from '../input/article-file.ts';
import { openFile } from '../input/open-file.ts';
import { peek } from '../input/peek.ts';
import { type Bytes, decodeUtf8 } from '../input/read-bytes.ts';
import { untilAborted } from '../input/until-aborted.ts';
import { aboutFile } from './about-file.ts';
import type { CliIo } from './cli-io.ts';

/** What is to be imported: a digest, which is held whole, or records, which are read as they come. */
export type ImportInput =
  | { readonly name: string; readonly digest: string }
  | { readonly name: string; readonly records: Bytes };

/** Of a digest, in bytes; some 40,000 posts. */
const LARGEST_DIGEST = 64 * 1024 * 1024;

/**
 * Opens a file, or stdin for `-`. What begins with `{` is records, all else a digest.
 *
 * @throws {AppError} that begins with the name of the file.
 */
export async function openInput(file: string, { cwd, stdin, interrupts }: Pick<CliIo, 'cwd' | 'stdin' | 'interrupts'>) {
  const name = file === '-' ? 'stdin' : file;
  const source: Bytes = file === '-' ? stdin : readable(resolve(cwd, file));
  return aboutFile(file, async (): Promise<ImportInput> => {
    const { first, all } = await peek(untilAborted(source, interrupts.stop));
    if (first === '{') return { name, records: all };
    return { name, digest: decodeUtf8(await collect(all)) };
  });
}

async function* readable(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* openFile(path);
  } catch (error) {
    throw fileError(error);
  }
}

async function collect(stream: Bytes): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.byteLength;
    if (size > LARGEST_DIGEST) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(): AppError {
  return new AppError('The digest is larger than 64 MB', {
    code: 'digest-too-large',
    status: 413,
    hint: 'Import it in parts of some pages each, or whole catalogues as jsonl.',
  });
}
