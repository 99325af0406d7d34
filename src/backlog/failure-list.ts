import { closeSync, openSync, readSync } from 'node:fs';
import type { RunItemError } from '../runs/runs.ts';

export interface Failure {
  readonly place: string;
  /** Of what had to be fetched. */
  readonly url?: string | undefined;
  readonly error: RunItemError;
}

/** One line of a list of failures, as JSON Lines. */
export function failureLine({ place, url, error: { code, message, hint } }: Failure): string {
  return `${JSON.stringify({ place, url, outcome: 'failed', error: { code, message, ...(hint !== undefined && { hint }) } })}\n`;
}

const BEGINS = /^\{"place":"(?:[^"\\]|\\.)*",(?:"url":"(?:[^"\\]|\\.)*",)?"outcome":"failed","error":\{/;
/** Room for the longest address, as a place as well. */
const START_BYTES = 64 * 1024;

/**
 * Whether a file is a list of failures that a run left, and so neither an article nor anybody's work.
 *
 * @throws what the system says when it cannot be read.
 */
export function isFailureList(path: string): boolean {
  const handle = openSync(path, 'r');
  try {
    const start = Buffer.alloc(START_BYTES);
    return BEGINS.test(start.toString('utf8', 0, readSync(handle, start)));
  } finally {
    closeSync(handle);
  }
}
