import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** What is met below a folder: a file, also as a link that leads nowhere, or a folder that could not be looked into. */
export interface Met {
  /** The folder that was walked, joined with the way down. */
  readonly path: string;
  readonly kind: 'file' | 'closed-folder';
}

/**
 * The files below a folder, depth first, each folder sorted by name, so that every run meets them in the same order.
 * Hidden entries and `node_modules` are left out; links to files are followed, links to folders are not (they may lead
 * back). Throws only when the folder itself cannot be looked into.
 */
export async function* walkFolder(folder: string, cwd: string): AsyncGenerator<Met> {
  const entries = await readdir(resolve(cwd, folder), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walkBelow(path, cwd);
    else if (entry.isFile()) yield { path, kind: 'file' };
    else if (entry.isSymbolicLink() && (await mayBeFile(resolve(cwd, path)))) yield { path, kind: 'file' };
  }
}

async function* walkBelow(path: string, cwd: string): AsyncGenerator<Met> {
  try {
    yield* walkFolder(path, cwd);
  } catch {
    yield { path, kind: 'closed-folder' };
  }
}

/** Whoever reads it says what is wrong with a link that leads nowhere. */
export async function mayBeFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return true;
  }
}
