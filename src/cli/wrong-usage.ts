import { InvalidArgumentError } from 'commander';
import { AppError, asAppError } from '../errors.ts';

/** The error for a command line that cannot be meant so: exit code 2. */
export function wrongUsage(message: string, hint?: string): AppError {
  return new AppError(message, { code: 'wrong-usage', status: 400, exitCode: 2, ...(hint && { hint }) });
}

/** Runs a check of what options say; what it refuses is wrong usage. `instead` takes the place of the hint of the refusal. */
export function checkOptions<T>(check: () => T, instead?: string): T {
  try {
    return check();
  } catch (error) {
    const { message, hint } = asAppError(error);
    throw wrongUsage(message, instead ?? hint);
  }
}

/** @throws {AppError} when stdin (`-`) is among the inputs more than once. */
export function refuseStdinTwice(inputs: readonly string[]): void {
  if (inputs.filter((input) => input === '-').length < 2) return;
  throw wrongUsage(
    '- (stdin) is given more than once',
    'It can be read only once: give it once, and files for the rest.',
  );
}

/** Reads the value of an option as a whole number between `min` and `max`. */
export function wholeNumber(min: number, max = Number.MAX_SAFE_INTEGER): (text: string) => number {
  const range = max === Number.MAX_SAFE_INTEGER ? `from ${min}` : `from ${min} to ${max}`;
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= min && number <= max) return number;
    throw new InvalidArgumentError(`It must be a whole number ${range}.`);
  };
}

/** Gathers the values of an option that may be given several times, or once with commas. */
export function gather(text: string, gathered: readonly string[] = []): readonly string[] {
  const values = text.split(',').map((value) => value.trim().toLowerCase());
  return [...gathered, ...values.filter(Boolean)];
}
