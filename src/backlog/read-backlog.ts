import { extname, relative, resolve } from 'node:path';
import { AppError } from '../errors.ts';
import { articleOfBytes, fileError, formatOfFile, readArticleBytes } from '../input/article-file.ts';
import { isPipe, openFile } from '../input/open-file.ts';
import { isBlank, type Peeked, peek } from '../input/peek.ts';
import { type Bytes, collectArticle, refusePacked, splitLines } from '../input/read-bytes.ts';
import { untilAborted } from '../input/until-aborted.ts';
import {
  addressItem,
  addressOnLine,
  isAddress,
  isListOfAddresses,
  looksLikeAddress,
  refuseAddress,
} from './addresses.ts';
import { type BacklogItem, keyOfContent, type ReadAddress, unreadableItem } from './backlog-item.ts';
import { findFiles, isJsonLines, isUrlList } from './find-files.ts';
import { lineItem, MAX_LINE_BYTES } from './json-lines.ts';

export interface BacklogSource {
  readonly cwd: string;
  readonly stdin: Bytes;
  /** Once aborted, nothing more is read and the backlog ends. */
  readonly signal: AbortSignal;
  readonly readAddress: ReadAddress;
}

const URLS = 'urls:';

/** A path, pattern or address of the command line as it is kept with a run: whole, so that it is the same from any folder. */
export function resolveInput(path: string, cwd: string): string {
  return path === '-' || looksLikeAddress(path) ? path : resolve(cwd, path);
}

/** The same for a file of addresses, one a line, whatever it is called; `-` is stdin. */
export function resolveUrlList(file: string, cwd: string): string {
  return `${URLS}${resolveInput(file, cwd)}`;
}

/** Whether an input, as these two give it, is stdin. */
export function isStdin(input: string): boolean {
  return input === '-' || input === `${URLS}-`;
}

/** Whether an input can be read only once: stdin, or a pipe with a name. */
export function isReadOnce(input: string): boolean {
  if (isStdin(input)) return true;
  try {
    return isPipe(input.startsWith(URLS) ? input.slice(URLS.length) : input);
  } catch {
    return false; // an address or a pattern, or whoever reads it says what is wrong with it
  }
}

/**
 * The articles of files, folders, patterns, JSON Lines, lists of addresses and stdin, one at a time and in the same order
 * on every run:
 * - a folder gives its .md, .markdown, .html, .htm, .txt, .jsonl and .urls files, sorted, folders within folders included;
 * - .jsonl and .ndjson hold one object a line, as `POST /v1/articles` takes it; blank lines are passed over;
 * - .urls, and text with nothing but addresses in it, hold one address a line;
 * - what has no extension (stdin, a pipe, a file without) is JSON Lines when it begins with `{`, else one article or a list of
 *   addresses.
 *
 * Never throws: what cannot be read is an item with its place (`file`, `file:line`) whose reading fails.
 *
 * @param inputs as resolveInput and resolveUrlList give them.
 */
export async function* readBacklog(inputs: readonly string[], source: BacklogSource): AsyncGenerator<BacklogItem> {
  for (const input of inputs) {
    if (source.signal.aborted) return;
    try {
      yield* readInput(input, source);
    } catch (error) {
      if (source.signal.aborted) return;
      yield unreadableItem(placeOf(input, source.cwd), error instanceof AppError ? error : fileError(error));
    }
  }
}

async function* readInput(input: string, source: BacklogSource): AsyncGenerator<BacklogItem> {
  const { cwd, signal, readAddress } = source;
  const place = placeOf(input, cwd);
  if (isAddress(input)) yield addressItem(input, readAddress);
  else if (looksLikeAddress(input)) refuseAddress(input);
  else if (input === '-') yield* readStdin(untilAborted(source.stdin, signal), source);
  else if (input === `${URLS}-`) yield* readAddresses(untilAborted(source.stdin, signal), place, source);
  else if (input.startsWith(URLS)) yield* readAddresses(bytesOf(place, source), place, source);
  else {
    for await (const file of findFiles(place, cwd)) {
      if (signal.aborted) return;
      yield* readFile(file, source);
    }
  }
}

/** What people call it: as seen from the folder that they are in. */
export function placeOf(input: string, cwd: string): string {
  const path = input.startsWith(URLS) ? input.slice(URLS.length) : input;
  if (path === '-') return 'stdin';
  return looksLikeAddress(path) ? path : relative(cwd, resolve(cwd, path)) || '.';
}

async function* readFile(file: string, source: BacklogSource): AsyncGenerator<BacklogItem> {
  try {
    if (isJsonLines(file)) yield* readJsonLines(bytesOf(file, source), file, source);
    else if (isUrlList(file)) yield* readAddresses(bytesOf(file, source), file, source);
    else if (extname(file) === '') yield* readUnnamed(await peek(bytesOf(file, source)), file, source);
    else yield* readArticle(await readArticleBytes(file, source.cwd, source.signal), file, source);
  } catch (error) {
    if (source.signal.aborted) return;
    yield unreadableItem(file, error instanceof AppError ? error : fileError(error));
  }
}

function bytesOf(file: string, { cwd, signal }: BacklogSource): Bytes {
  return untilAborted(openFile(resolve(cwd, file)), signal);
}

async function* readArticle(bytes: Uint8Array, place: string, source: BacklogSource): AsyncGenerator<BacklogItem> {
  const format = formatOfFile(place);
  if (['', '.txt'].includes(extname(place).toLowerCase()) && isListOfAddresses(bytes)) {
    yield* readAddresses(once(bytes), place, source);
    return;
  }
  const read = async () => articleOfBytes(bytes, format);
  yield { place, key: keyOfContent(bytes, format), read };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function* readStdin(stdin: Bytes, source: BacklogSource): AsyncGenerator<BacklogItem> {
  const peeked = await peek(stdin);
  if (peeked.first !== undefined) yield* readUnnamed(peeked, 'stdin', source);
}

/** Whatever has no name that says how it is written. */
async function* readUnnamed({ first, all }: Peeked, place: string, source: BacklogSource): AsyncGenerator<BacklogItem> {
  if (first === '{') yield* readJsonLines(all, place, source);
  else yield* readArticle(await collectArticle(all), place, source);
}

async function* readJsonLines(stream: Bytes, name: string, source: BacklogSource): AsyncGenerator<BacklogItem> {
  for await (const { number, bytes } of splitLines(stream, MAX_LINE_BYTES)) {
    if (number === 1 && bytes !== null) refusePacked(bytes);
    if (bytes?.every(isBlank)) continue;
    yield lineItem(`${name}:${number}`, bytes, source.readAddress);
  }
}

async function* readAddresses(stream: Bytes, name: string, source: BacklogSource): AsyncGenerator<BacklogItem> {
  for await (const { number, bytes } of splitLines(stream, MAX_ADDRESS_BYTES)) {
    const item = addressOnLine(bytes, `${name}:${number}`, source.readAddress);
    if (item) yield item;
  }
}

const MAX_ADDRESS_BYTES = 16 * 1024;
