import { changedVocabulary } from './changed-vocabulary.ts';
import type { TagChange } from './tag-change.ts';
import type { Tag, Vocabulary } from './vocabulary.ts';

/** Where changes of the vocabulary are kept. Both are asked often, and cost some microseconds. */
export interface TagChangeLog {
  /** How many changes there are. */
  count(): number;
  /** All of them, in order. */
  changes(): readonly TagChange[];
}

/**
 * The vocabulary in force: what the file says, and what became of it since, in whatever process. `tags` is the same array
 * for as long as nothing changes. It holds nothing but `tags`, so that it can go to a thread as it is.
 */
export function createLiveVocabulary(base: Vocabulary, log: TagChangeLog): Vocabulary {
  let known = 0;
  let current = base;
  return {
    get tags(): readonly Tag[] {
      const count = log.count();
      if (count !== known) {
        current = changedVocabulary(base, log.changes());
        known = count;
      }
      return current.tags;
    },
  };
}

/** What is made of a vocabulary once, and anew after its tags have changed. */
export function perVocabulary<T>(vocabulary: Vocabulary, make: (vocabulary: Vocabulary) => T): () => T {
  let made: { readonly tags: readonly Tag[]; readonly value: T } | undefined;
  return () => {
    const { tags } = vocabulary;
    if (made?.tags !== tags) made = { tags, value: make({ tags }) };
    return made.value;
  };
}
