import type { Tag } from './vocabulary.ts';

/** A name as it is told from others: without case, accents and punctuation. */
export function tagKey(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The tags that a text may mean: the one with this id, in whatever case, else all of this name. */
export function tagsCalled(text: string, tags: readonly Tag[]): readonly Tag[] {
  const key = tagKey(text);
  if (key === '') return [];
  const byId = tags.filter(({ id }) => tagKey(id) === key);
  return byId.length > 0 ? byId : tags.filter(({ name }) => tagKey(name) === key);
}
