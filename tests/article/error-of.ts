import { AppError } from '../../src/errors.ts';

/** The AppError that some work throws; fails when it throws none or another. */
export function errorOf(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
