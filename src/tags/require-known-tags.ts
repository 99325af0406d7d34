import { AppError } from '../errors.ts';
import { tagsToChoose } from './tags-to-choose.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * Lets tags that someone asked for pass when all of them are in the vocabulary.
 *
 * @throws {AppError} 422 `unknown-tag` that names each unknown tag and what may have been meant; `errors` points at
 * `/tags/<position>`.
 */
export function requireKnownTags(tags: readonly string[], vocabulary: Vocabulary): void {
  const known = vocabulary.tags.map(({ id }) => id);
  const errors = tags.flatMap((tag, index) =>
    known.includes(tag) ? [] : [{ detail: `unknown tag ${JSON.stringify(tag)}`, pointer: `/tags/${index}` }],
  );
  if (errors.length === 0) return;
  throw new AppError(`${errors.map(({ detail }) => detail).join(', ')}: not in the vocabulary`, {
    code: 'unknown-tag',
    status: 422,
    exitCode: 2,
    hint: hintsOn(tags, vocabulary),
    errors,
  });
}

/** What may have been meant by each that is unknown, said once. */
function hintsOn(asked: readonly string[], { tags }: Vocabulary): string {
  const unknown = asked.filter((tag) => !tags.some(({ id }) => id === tag));
  return [...new Set(unknown.map((tag) => tagsToChoose(tag, tags)))].join(' ');
}
