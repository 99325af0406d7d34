import type { Attempt } from './provider.ts';

/** Attempts whose first one was waited for so long, in milliseconds, besides what it says itself. */
export function withWait([first, ...others]: readonly Attempt[], waitedMs: number): readonly Attempt[] {
  return first === undefined ? [] : [{ ...first, waitedMs: first.waitedMs + waitedMs }, ...others];
}
