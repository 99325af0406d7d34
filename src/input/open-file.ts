import { constants, createReadStream, openSync, statSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';

/**
 * The bytes of a file. A pipe with a name is opened without waiting for who writes to it: a thread that waits for that can be called
 * back by nobody, so that not even the process could end.
 */
export function openFile(path: string): Readable {
  if (!isPipe(path)) return createReadStream(path);
  return new Socket({ fd: openSync(path, constants.O_RDONLY | constants.O_NONBLOCK), writable: false });
}

/** Whether it is a pipe with a name, whose bytes can be read once. */
export function isPipe(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFIFO() ?? false;
}
