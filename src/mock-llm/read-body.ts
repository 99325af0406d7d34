import type { IncomingMessage } from 'node:http';

/** Far beyond any context window; what is longer is a mistake, and would be kept in memory. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

const NOTHING = Buffer.alloc(0);

/**
 * Calls `done` with the body, once it is there; with null as soon as it is longer than 32 MB. Not at all when the
 * client leaves before. With callbacks, since a promise a request is time that a load tool does not have.
 */
export function readBody(request: IncomingMessage, done: (body: Buffer | null) => void): void {
  let first: Buffer | undefined;
  let rest: Buffer[] | undefined;
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) {
      request.removeAllListeners('data').removeAllListeners('end').pause();
      done(null);
    } else if (first === undefined) first = chunk;
    else if (rest === undefined) rest = [first, chunk];
    else rest.push(chunk);
  });
  request.on('end', () => {
    const body = rest === undefined ? (first ?? NOTHING) : Buffer.concat(rest);
    first = undefined; // not to be held through the latency
    rest = undefined;
    done(body);
  });
}
