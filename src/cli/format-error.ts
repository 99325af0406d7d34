import { inspect } from 'node:util';
import { asAppError } from '../errors.ts';
import { commandHint } from './command-hint.ts';
import { oneLine } from './one-line.ts';

export interface FormatErrorOptions {
  /** What it is about: a file, a line of a file. */
  readonly place?: string | undefined;
  /** Adds the chain of causes. */
  readonly verbose?: boolean;
}

/** An error as the command line says it: one line with what, where and what to do, and a line end. */
export function formatError(error: unknown, { place, verbose = false }: FormatErrorOptions = {}): string {
  const told = asAppError(error);
  const { message, cause } = told;
  const hint = commandHint(told);
  const what = [place, message].filter(Boolean).join(': ');
  const line = hint ? `${fullStop(what)} ${hint}` : fullStop(what);
  return `upshot: ${oneLine(line)}\n${verbose ? causes(cause) : ''}`;
}

function causes(cause: unknown): string {
  let lines = '';
  const seen = new Set<unknown>();
  for (let error = cause; error !== undefined && !seen.has(error); ) {
    seen.add(error);
    const told = error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : inspect(error);
    lines += `  because: ${told.split('\n').join('\n    ')}\n`;
    error = error instanceof Error ? error.cause : undefined;
  }
  return lines;
}

function fullStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
