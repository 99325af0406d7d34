import { AppError } from '../../errors.ts';
import { tagsToChoose } from '../../tags/tags-to-choose.ts';
import type { Tag } from '../../tags/vocabulary.ts';
import type { AppDeps } from '../app-deps.ts';

/**
 * The tag that a list is asked for: one of the vocabulary, or one that was taken out of its file while posts still have it, since
 * those lead there.
 *
 * @throws {AppError} 404 `tag-not-found`.
 */
export async function findTag(
  asked: string,
  { vocabulary, catalogue }: Pick<AppDeps, 'vocabulary' | 'catalogue'>,
): Promise<Pick<Tag, 'id' | 'description'>> {
  const known = vocabulary.tags.find(({ id }) => id === asked);
  if (known !== undefined) return known;
  if ((await catalogue.tagCounts()).has(asked)) return { id: asked, description: `What is tagged with ${asked}.` };
  throw new AppError(`There is no tag “${asked.slice(0, 60)}”`, {
    code: 'tag-not-found',
    status: 404,
    hint: tagsToChoose(asked, vocabulary.tags),
  });
}

export function unknownSource(asked: string): AppError {
  return new AppError(`There is no source “${asked.slice(0, 60).toWellFormed()}”`, {
    code: 'source-not-found',
    status: 404,
    hint: 'The page /sources lists those that there are.',
  });
}
