import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { type ArticleFormat, MAX_ARTICLE_BYTES } from '../article/article.ts';
import { checkArticleInput } from '../article/check-article-input.ts';
import { AppError, asAppError } from '../errors.ts';
import { fileError, formatOfFile, hasArticleExtension, readArticleBytes } from '../input/article-file.ts';
import { type Bytes, collectArticle, decodeUtf8, splitLines } from '../input/read-bytes.ts';
import { untilAborted } from '../input/until-aborted.ts';
import { type BacklogItem, keyOfContent, unreadableItem } from './backlog-item.ts';
import { walkFolder } from './walk-folder.ts';

export interface BacklogSource {
  readonly cwd: string;
  readonly stdin: Bytes;
  /** Once aborted, nothing more is read and the backlog ends. */
  readonly signal: AbortSignal;
}

/** Every character of the largest text written as a `\u` escape, and room for the rest of the line. */
const MAX_LINE_BYTES = 6 * MAX_ARTICLE_BYTES + 64 * 1024;

/**
 * The articles of files, folders, JSON Lines and stdin (`-`), one at a time and in the same order on every run:
 * - a folder gives its .md, .markdown, .html, .htm, .txt and .jsonl files, sorted, folders within folders included;
 * - .jsonl and .ndjson hold one object a line, as `POST /v1/articles` takes it; blank lines are passed over;
 * - stdin is JSON Lines when it begins with `{`, else one article.
 *
 * Never throws: what cannot be read is an item with its place (`file`, `file:line`) and its error.
 */
export async function* readBacklog(paths: readonly string[], source: BacklogSource): AsyncGenerator<BacklogItem> {
  for (const path of paths) {
    if (source.signal.aborted) return;
    try {
      yield* readPath(path, source);
    } catch (error) {
      if (source.signal.aborted) return;
      yield unreadableItem(path === '-' ? 'stdin' : path, asAppError(error));
    }
  }
}

async function* readPath(path: string, source: BacklogSource): AsyncGenerator<BacklogItem> {
  const { cwd, signal } = source;
  if (path === '-') {
    yield* readStdin(untilAborted(source.stdin, signal));
    return;
  }
  if (!(await isFolder(path, cwd))) {
    yield* readFile(path, source);
    return;
  }
  let found = false;
  for await (const file of filesOf(path, cwd)) {
    if (signal.aborted) return;
    if (!hasArticleExtension(file) && !isJsonLines(file)) continue;
    found = true;
    yield* readFile(file, source);
  }
  if (!found) throw noArticles();
}

async function* readFile(file: string, { cwd, signal }: BacklogSource): AsyncGenerator<BacklogItem> {
  if (!isJsonLines(file)) {
    yield await fileItem(file, cwd);
    return;
  }
  try {
    yield* readJsonLines(untilAborted(createReadStream(resolve(cwd, file)), signal), file);
  } catch (error) {
    yield unreadableItem(file, error instanceof AppError ? error : fileError(error));
  }
}

async function* readStdin(stdin: Bytes): AsyncGenerator<BacklogItem> {
  const { first, all } = await peek(stdin);
  if (first === undefined) return;
  if (first === '{') yield* readJsonLines(all, 'stdin');
  else {
    yield textItem('stdin', await collectArticle(all));
  }
}

async function* readJsonLines(stream: Bytes, name: string): AsyncGenerator<BacklogItem> {
  for await (const { number, bytes } of splitLines(stream, MAX_LINE_BYTES)) {
    if (bytes?.every(isBlank)) continue;
    yield lineItem(`${name}:${number}`, bytes);
  }
}

function parseLine(bytes: Uint8Array | null): unknown {
  if (bytes === null) {
    throw new AppError(`The line is longer than ${Math.floor(MAX_LINE_BYTES / (1024 * 1024))} MB`, {
      code: 'line-too-long',
      status: 413,
      hint: 'An article is at most 1 MB of text.',
    });
  }
  const text = decodeUtf8(bytes);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('The line is not JSON', {
      code: 'bad-json',
      status: 400,
      hint: 'Write one whole object a line, for example {"text": "..."}.',
      cause,
    });
  }
}

async function fileItem(file: string, cwd: string): Promise<BacklogItem> {
  try {
    return textItem(file, await readArticleBytes(file, cwd), formatOfFile(file));
  } catch (error) {
    return unreadableItem(file, asAppError(error));
  }
}

function textItem(place: string, bytes: Uint8Array, format?: ArticleFormat): BacklogItem {
  const read = async () => checkArticleInput({ text: decodeUtf8(bytes), ...(format && { format }) });
  return { place, key: keyOfContent(bytes, format), read };
}

function lineItem(place: string, bytes: Uint8Array | null): BacklogItem {
  const key = bytes === null ? `place:${place}` : keyOfContent(bytes);
  return { place, key, read: async () => checkArticleInput(parseLine(bytes)) };
}

/** The first character that is not blank, and the stream as if it had not been looked at. */
async function peek(stream: Bytes): Promise<{ first: string | undefined; all: Bytes }> {
  const iterator = stream[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  let first: number | undefined;
  let size = 0;
  while (first === undefined && size <= MAX_ARTICLE_BYTES) {
    const next = await iterator.next();
    if (next.done) break;
    seen.push(next.value);
    size += next.value.byteLength;
    first = next.value.find((byte) => !isBlank(byte));
  }
  async function* all() {
    yield* seen;
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  if (first === undefined && size <= MAX_ARTICLE_BYTES) return { first: undefined, all: all() };
  return { first: String.fromCharCode(first ?? 0), all: all() };
}

/** White space of JSON, and the three bytes of a byte order mark. */
function isBlank(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13) || byte === 0xef || byte === 0xbb || byte === 0xbf;
}

function isJsonLines(file: string): boolean {
  return ['.jsonl', '.ndjson'].includes(extname(file).toLowerCase());
}

async function isFolder(path: string, cwd: string): Promise<boolean> {
  try {
    return (await stat(resolve(cwd, path))).isDirectory();
  } catch (error) {
    throw fileError(error);
  }
}

async function* filesOf(folder: string, cwd: string): AsyncGenerator<string> {
  try {
    yield* walkFolder(folder, cwd);
  } catch (error) {
    throw fileError(error);
  }
}

function noArticles(): AppError {
  return new AppError('The folder has no article in it', {
    code: 'no-articles',
    status: 400,
    hint: 'Upshot reads .md, .markdown, .html, .htm, .txt and .jsonl files.',
  });
}
