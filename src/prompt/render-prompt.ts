import { AppError } from '../errors.ts';

/** One file of a prompt: text with `{{name}}` where a value goes. */
export interface Template {
  /** `summarise/system`: folder and file. */
  readonly name: string;
  readonly variables: readonly string[];
  readonly text: string;
}

const PLACEHOLDER = /\{\{\s*([A-Za-z][A-Za-z0-9]*)\s*\}\}/g;

/**
 * Puts the values in their places. The same template and values always give the same text: no clock, no randomness.
 * What a value contains is never expanded again.
 *
 * @throws {AppError} `bad-prompt` when a declared variable has no value, or a value has no declared variable.
 */
export function renderPrompt(template: Template, values: Readonly<Record<string, string | number>>): string {
  const missing = template.variables.filter((name) => !Object.hasOwn(values, name));
  const unknown = Object.keys(values).filter((name) => !template.variables.includes(name));
  if (missing.length > 0) throw badPrompt(template.name, `no value for ${missing.join(', ')}`);
  if (unknown.length > 0) throw badPrompt(template.name, `it has no variable ${unknown.join(', ')}`);
  return template.text.replace(PLACEHOLDER, (_, name: string) => String(values[name]));
}

/** The names of the variables that a template's text uses, each once, in order. */
export function placeholdersOf(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(PLACEHOLDER), ([, name]) => name ?? ''))];
}

export function badPrompt(where: string, what: string, cause?: unknown): AppError {
  return new AppError(`The prompt ${where} cannot be used: ${what}`, {
    code: 'bad-prompt',
    status: 500,
    exitCode: 2,
    hint: 'A prompt is a folder with system.md, user.md, repair.md and parts.md: mend it, or put back the one that came with this version of Upshot.',
    cause,
  });
}
