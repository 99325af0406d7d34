import type { Clock } from '../clock.ts';
import type { compose } from '../compose.ts';
import type { Interrupts } from './interrupts.ts';

/** Where text goes: a stream of the process, or a string in a test. */
export interface OutputStream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  /** Width of the terminal in characters. */
  readonly columns?: number | undefined;
  /** Its height in lines. */
  readonly rows?: number | undefined;
}

/** Everything the command line has of the world around it. */
export interface CliIo {
  /** What stands after the name of the command: `['list', '--tag', 'sre']`. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdin: AsyncIterable<Uint8Array> & { readonly isTTY?: boolean };
  /** Results, and nothing else. */
  readonly stdout: OutputStream;
  /** Progress, errors, logs. */
  readonly stderr: OutputStream;
  readonly interrupts: Interrupts;
  readonly clock: Clock;
  readonly nodeVersion: string;
  /** For `doctor --ping`. */
  readonly fetch: typeof fetch;
  /**
   * Has the engine clear up its memory sooner rather than take more of it. What it gives lets the space for young objects
   * grow again; the rest stays until the process ends.
   */
  readonly spareMemory?: () => () => void;
  /** Puts the product together. Tests may hand in another. */
  readonly compose?: typeof compose;
}

/** 0 done, 1 failed, 2 wrong usage, 3 partly failed, 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 3 | 130;
