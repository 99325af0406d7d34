import type { TagChange } from './tag-change.ts';
import type { Tag, Vocabulary } from './vocabulary.ts';

const MOST_KEYWORDS = 200;

/**
 * A vocabulary after these changes, in its order. A tag that is merged leaves its keywords to the one it became part of. What
 * is said of tags that it does not have changes nothing.
 */
export function changedVocabulary(vocabulary: Vocabulary, changes: readonly TagChange[]): Vocabulary {
  return changes.reduce<Vocabulary>(({ tags }, change) => ({ tags: changed(tags, change) }), vocabulary);
}

function changed(tags: readonly Tag[], change: TagChange): readonly Tag[] {
  const old = tags.find(({ id }) => id === change.tag);
  if (!old) return tags;
  const others = tags.filter((tag) => tag !== old);
  if (change.what === 'retire') return others;
  const { into } = change;
  if (others.some(({ id }) => id === into)) {
    return others.map((tag) => (tag.id === into ? { ...tag, keywords: joined(tag, old) } : tag));
  }
  const name = change.what === 'rename' ? change.name : nameOfTag(into);
  return tags.map((tag) => (tag === old ? { ...tag, id: into, name } : tag));
}

function joined(tag: Tag, old: Tag): string[] {
  return [...new Set([...tag.keywords, ...old.keywords])].slice(0, MOST_KEYWORDS);
}

/** `machine-learning` is “Machine learning”, until somebody says otherwise. */
export function nameOfTag(id: string): string {
  const words = id.replaceAll('-', ' ');
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
