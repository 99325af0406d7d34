import { AppError } from '../errors.ts';

/** The error for a digest that cannot be read: what is wrong, on which line (from 1), and how to mend it. */
export function digestError(line: number, message: string, hint: string): AppError {
  return new AppError(`line ${line}: ${message}`, { code: 'bad-digest', status: 422, hint });
}

/** A piece of a line, short enough for a message. */
export function cited(text: string): string {
  const plain = text.trim().replace(/\p{C}+/gu, ' ');
  return `“${plain.length > 40 ? `${plain.slice(0, 39).toWellFormed()}…` : plain}”`;
}
