import { styleText } from 'node:util';
import type { CliIo, OutputStream } from './cli-io.ts';

type Format = Parameters<typeof styleText>[0];

/** How text may look on a stream. */
export interface Terminal {
  /** Whether a person looks at it: else no line is wrapped, coloured or rewritten. */
  readonly live: boolean;
  /** Columns to wrap at; unbounded where nobody looks. */
  readonly width: number;
  style(format: Format, text: string): string;
}

/** Past this, lines are tiring to read. */
const WIDEST = 100;

/** Colour needs a terminal, no `NO_COLOR` (https://no-color.org) and a `TERM` other than `dumb`. */
export function terminalOf(stream: OutputStream, env: CliIo['env']): Terminal {
  const live = stream.isTTY === true;
  const colour = live && !env.NO_COLOR && env.TERM !== 'dumb';
  return {
    live,
    width: live ? Math.min(stream.columns || 80, WIDEST) : Number.POSITIVE_INFINITY,
    style: (format, text) => (colour ? styleText(format, text, { validateStream: false }) : text),
  };
}
