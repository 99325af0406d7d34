import type { TagChange } from '../../tags/tag-change.ts';
import { tagKey } from '../../tags/tags-called.ts';
import type { Vocabulary } from '../../tags/vocabulary.ts';

/** The ids of a vocabulary's file by what its tags are called there, without case, accents and punctuation. */
export type TagNames = ReadonlyMap<string, string>;

export function tagNamesOf({ tags }: Vocabulary): TagNames {
  return new Map([
    ...tags.map(({ id, name }) => [tagKey(name), id] as const),
    ...tags.map(({ id }) => [tagKey(id), id] as const),
  ]);
}

/** The id that a tag had when it was called so, by a change or else in the file; undefined: none was. */
export function tagCalled(name: string, names: TagNames, changes: readonly TagChange[]): string | undefined {
  const key = tagKey(name);
  if (key === '') return undefined;
  const changed = changes.findLast(
    (change) => 'into' in change && (tagKey(change.into) === key || ('name' in change && tagKey(change.name) === key)),
  );
  return changed && 'into' in changed ? changed.into : names.get(key);
}
