import type { ArticleIndex } from './article-index.ts';

/** Reads something out of an article the first time that a claim asks for it. */
export function oncePerArticle<Read>(read: (index: ArticleIndex) => Read): (index: ArticleIndex) => Read {
  const known = new WeakMap<ArticleIndex, { readonly read: Read }>();
  return (index) => {
    const found = known.get(index) ?? { read: read(index) };
    known.set(index, found);
    return found.read;
  };
}

/**
 * Reads something out of a passage, by its position, the first time that a claim asks for it; many claims ask for the
 * same.
 */
export function oncePerPassage<Read>(
  read: (passage: number, index: ArticleIndex) => Read,
): (passage: number, index: ArticleIndex) => Read {
  const known = new WeakMap<ArticleIndex, Map<number, Read>>();
  return (passage, index) => {
    const before = known.get(index) ?? new Map<number, Read>();
    known.set(index, before);
    const found = before.get(passage);
    if (found !== undefined) return found;
    const fresh = read(passage, index);
    before.set(passage, fresh);
    return fresh;
  };
}
