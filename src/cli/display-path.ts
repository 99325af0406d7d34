import { isAbsolute, relative } from 'node:path';

/** A path as a person in `cwd` would write it: relative below it, absolute elsewhere. */
export function displayPath(file: string, cwd: string): string {
  const path = relative(cwd, file);
  return path === '' || path.startsWith('..') || isAbsolute(path) ? file : path;
}
