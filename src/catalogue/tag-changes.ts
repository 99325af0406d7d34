import type { TagChangeLog } from '../tags/live-vocabulary.ts';
import type { TagChange } from '../tags/tag-change.ts';
import type { Note } from './editing.ts';

/** The port to what becomes of the tags of the vocabulary, and with them of the entries. */
export interface TagChanges extends TagChangeLog {
  /**
   * Changes a tag with all its entries, in one transaction, each with a revision: their listings and counts are right from
   * then on. An entry that is left without a tag gets the fallback tag. When an entry was last updated stays as it was: it says nothing new.
   * Null: there are more than `seen` changes by now, and nothing was done.
   */
  apply(change: TagChange, terms: Note & { readonly seen: number }): Promise<TagChanged | null>;
}

export interface TagChanged {
  /** How many entries had the tag, those that wait for review included. */
  readonly entries: number;
}
