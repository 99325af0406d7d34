import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/**
 * The files below a folder, depth first, each folder sorted by name, so that every run meets them in the same order.
 * Hidden entries and `node_modules` are left out; links to files are followed, links to folders are not (they may lead
 * back). Yields `folder` joined with the way down.
 */
export async function* walkFolder(folder: string, cwd: string): AsyncGenerator<string> {
  const entries = await readdir(resolve(cwd, folder), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walkFolder(path, cwd);
    else if (entry.isFile()) yield path;
    else if (entry.isSymbolicLink() && (await leadsToFile(resolve(cwd, path)))) yield path;
  }
}

async function leadsToFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
