import { AppError, asAppError } from '../errors.ts';

/** Does what concerns one file, and has its error begin with the name of the file; `-` is called stdin. */
export async function aboutFile<Result>(file: string, work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const { message, hint, retryAfterMs, ...fields } = asAppError(error);
    throw new AppError(`${file === '-' ? 'stdin' : file}: ${message}`, {
      ...fields,
      ...(hint === undefined ? {} : { hint }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  }
}
