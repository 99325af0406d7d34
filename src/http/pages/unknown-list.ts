import { AppError } from '../../errors.ts';
import type { AppDeps } from '../app-deps.ts';

export function unknownTag(asked: string, { vocabulary }: Pick<AppDeps, 'vocabulary'>): AppError {
  return new AppError(`There is no tag “${asked.slice(0, 60)}”`, {
    code: 'tag-not-found',
    status: 404,
    hint: `The tags are ${vocabulary.tags.map(({ id }) => id).join(', ')}.`,
  });
}

export function unknownSource(asked: string): AppError {
  return new AppError(`There is no source “${asked.slice(0, 60).toWellFormed()}”`, {
    code: 'source-not-found',
    status: 404,
    hint: 'The page /sources lists those that there are.',
  });
}
