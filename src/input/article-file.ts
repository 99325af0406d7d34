import { extname, resolve } from 'node:path';
import type { ArticleFormat } from '../article/article.ts';
import type { ArticleInput } from '../article/article-input.ts';
import { checkArticleInput } from '../article/check-article-input.ts';
import { AppError } from '../errors.ts';
import { openFile } from './open-file.ts';
import { collectArticle, decodeUtf8 } from './read-bytes.ts';
import { untilAborted } from './until-aborted.ts';

/** How a file is written, by its extension; a file with any other extension is looked at by the parser. */
const formats: Readonly<Record<string, ArticleFormat>> = {
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.html': 'html',
  '.htm': 'html',
  '.txt': 'text',
};

/** How a file says that it is written; undefined where its extension says nothing. */
export function formatOfFile(file: string): ArticleFormat | undefined {
  return formats[extname(file).toLowerCase()];
}

export function hasArticleExtension(file: string): boolean {
  return extname(file).toLowerCase() in formats;
}

/**
 * Reads one article from a file: UTF-8, at most 1 MB.
 *
 * @throws {AppError} saying what is wrong with the file, but not which file: whoever asked knows its name.
 */
export async function readArticleFile(file: string, cwd: string, signal?: AbortSignal): Promise<ArticleInput> {
  return articleOfBytes(await readArticleBytes(file, cwd, signal), formatOfFile(file));
}

/**
 * The article that bytes of a file, or of stdin, are. Without a format, the text shows which it has.
 *
 * @throws {AppError} `not-utf8`, or `invalid-article` where there is no text.
 */
export function articleOfBytes(bytes: Uint8Array, format?: ArticleFormat): ArticleInput {
  const text = decodeUtf8(bytes);
  if (text.trim() === '') {
    throw new AppError('There is no text in it', {
      code: 'invalid-article',
      status: 422,
      hint: 'Give an article as Markdown, HTML or plain text.',
    });
  }
  return checkArticleInput({ text, ...(format && { format }) });
}

/** The same before it is read as text. @throws {AppError} as readArticleFile. */
export async function readArticleBytes(file: string, cwd: string, signal?: AbortSignal): Promise<Uint8Array> {
  const extension = extname(file).toLowerCase();
  if (['.jsonl', '.ndjson', '.json'].includes(extension)) {
    throw new AppError('This is JSON, not the text of an article', {
      code: 'unsupported-file',
      status: 415,
      hint: 'Articles in JSON Lines (file name .jsonl, one object with `text` or `url` a line) are for `upshot backlog`.',
    });
  }
  return readFileBytes(file, cwd, signal);
}

/** The error for a path that the system does not let us read, in words. */
export function fileError(error: unknown): AppError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  const isMisspelt = code === 'ENOENT' && (error as NodeJS.ErrnoException).path?.includes('\ufffd');
  const [message, hint] = (isMisspelt ? NOT_UTF8 : explained[code]) ?? [
    `The file cannot be read (${code})`,
    'Check the file and its folder.',
  ];
  return new AppError(message, { code: 'unreadable-file', status: 400, hint, cause: error });
}

/** What a folder says of such a name is no longer the name. */
const NOT_UTF8 = ['The name of the file is not UTF-8, so that it cannot be opened', 'Rename it.'] as const;

const explained: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  ENOENT: ['There is no such file', 'Check the path; it is relative to the folder you are in.'],
  ENOTDIR: ['There is no such file', 'Check the path; a part of it is a file, not a folder.'],
  EACCES: ['You may not read this file', 'Change its permissions or read it as its owner.'],
  EPERM: ['You may not read this file', 'Change its permissions or read it as its owner.'],
  EISDIR: ['This is a folder', 'Give its files, or summarise all of them with `upshot backlog <folder>`.'],
};

const NEVER = new AbortController().signal;

/**
 * The bytes of a file, at most 1 MB.
 *
 * @param signal ends waiting for a pipe, with its reason.
 * @throws {AppError} as readArticleFile.
 */
export async function readFileBytes(file: string, cwd: string, signal = NEVER): Promise<Uint8Array> {
  try {
    const bytes = await collectArticle(untilAborted(openFile(resolve(cwd, file)), signal));
    signal.throwIfAborted();
    return bytes;
  } catch (error) {
    throw error instanceof AppError ? error : fileError(error);
  }
}
