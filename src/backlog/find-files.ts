import { glob, stat } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { AppError } from '../errors.ts';
import { fileError, hasArticleExtension } from '../input/article-file.ts';
import { isFailureList } from './failure-list.ts';
import { mayBeFile, walkFolder } from './walk-folder.ts';

export function isJsonLines(file: string): boolean {
  return ['.jsonl', '.ndjson'].includes(extname(file).toLowerCase());
}

export function isUrlList(file: string): boolean {
  return extname(file).toLowerCase() === '.urls';
}

/**
 * The files that a path stands for, in the same order on every run: the file itself, those below a folder that can be
 * articles, or those that match a pattern where no file has that name. Lists of failures that runs left there are passed over.
 * A folder below that cannot be looked into, and a link that leads nowhere, are among them: reading them says what is wrong.
 *
 * @throws {AppError} `unreadable-file`, or `no-articles` where there is none.
 */
export async function* findFiles(path: string, cwd: string): AsyncGenerator<string> {
  const kind = await kindOf(path, cwd);
  if (kind === 'file') {
    yield path;
    return;
  }
  let found = false;
  const files = kind === 'folder' ? articlesBelow(path, cwd) : matches(path, cwd);
  for await (const file of files) {
    found = true;
    if (isJsonLines(file) && isLeftByRun(resolve(cwd, file))) continue;
    yield file;
  }
  if (!found) throw kind === 'folder' ? noArticles() : noMatch();
}

function isLeftByRun(path: string): boolean {
  try {
    return isFailureList(path);
  } catch {
    return false; // whoever reads it says what is wrong with it
  }
}

async function kindOf(path: string, cwd: string): Promise<'file' | 'folder' | 'pattern'> {
  try {
    return (await stat(resolve(cwd, path))).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if (/[*?[\]{}]/.test(path) && (error as NodeJS.ErrnoException).code === 'ENOENT') return 'pattern';
    throw fileError(error);
  }
}

async function* articlesBelow(folder: string, cwd: string): AsyncGenerator<string> {
  try {
    for await (const { path, kind } of walkFolder(folder, cwd)) {
      if (kind === 'closed-folder' || hasArticleExtension(path) || isJsonLines(path) || isUrlList(path)) yield path;
    }
  } catch (error) {
    throw fileError(error);
  }
}

/** All names at once: they come in no order of their own. */
async function* matches(pattern: string, cwd: string): AsyncGenerator<string> {
  const names: string[] = [];
  for await (const name of glob(pattern, { cwd, exclude: (path) => path.endsWith('node_modules') })) names.push(name);
  names.sort((a, b) => (a < b ? -1 : 1));
  for (const name of names) {
    if (await mayBeFile(resolve(cwd, name))) yield name;
  }
}

function noArticles(): AppError {
  return new AppError('The folder has no article in it', {
    code: 'no-articles',
    status: 400,
    hint: 'Upshot reads .md, .markdown, .html, .htm, .txt, .jsonl and .urls files.',
  });
}

function noMatch(): AppError {
  return new AppError('No file matches this pattern', {
    code: 'no-match',
    status: 400,
    hint: 'Check the pattern; ** stands for folders within folders, and names are case-sensitive.',
  });
}
