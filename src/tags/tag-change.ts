export const tagChangeKinds = ['rename', 'merge', 'retire'] as const;
export type TagChangeKind = (typeof tagChangeKinds)[number];

/**
 * What became of a tag of the vocabulary, with all its entries: it has another id (`into`) and name, was merged `into`
 * another tag, or is no more.
 */
export type TagChange =
  | { readonly what: 'rename'; readonly tag: string; readonly into: string; readonly name: string }
  | { readonly what: 'merge'; readonly tag: string; readonly into: string }
  | { readonly what: 'retire'; readonly tag: string };

/** What a tag is called now; null: it is retired. One that was never changed is what it was. */
export function followTag(tag: string, changes: readonly TagChange[]): string | null {
  // What it was before it got this id, by a change, is another tag's story.
  const born = changes.findLastIndex((change) => 'into' in change && change.into === tag);
  return tagAfter(tag, changes.slice(born + 1));
}

/** The same for several: each once, without what is retired. */
export function followTags(tags: readonly string[], changes: readonly TagChange[]): readonly string[] {
  return [...new Set(tags.flatMap((tag) => followTag(tag, changes) ?? []))];
}

/** What tags are called after `later`, which is all that changed since they were called so: each once, without what is retired. */
export function tagsAfter(tags: readonly string[], later: readonly TagChange[]): readonly string[] {
  return [...new Set(tags.flatMap((tag) => tagAfter(tag, later) ?? []))];
}

function tagAfter(tag: string, later: readonly TagChange[]): string | null {
  let current = tag;
  for (const change of later) {
    if (change.tag !== current) continue;
    if (change.what === 'retire') return null;
    current = change.into;
  }
  return current;
}
