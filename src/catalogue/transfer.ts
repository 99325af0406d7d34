import type { Entry, EntryStatus } from './entry.ts';
import type { EntryRecord } from './entry-record.ts';
import type { TagChangeRecord } from './tag-change-record.ts';

/**
 * The port through which a catalogue is taken out and put back, as records that hold all there is to say of an entry.
 * What `restore` was given in the order of `read`, an empty catalogue lists, finds and answers as the one it came from. The history
 * of entries that are gone is in no record.
 */
export interface CatalogueTransfer {
  /** Records in the order in which their entries were created, as they are at the time of the call. */
  read(query: RecordQuery): Promise<RecordPage>;
  /** The records of these entries, in the same order; ids of nothing are passed over. */
  find(ids: readonly string[]): Promise<readonly EntryRecord[]>;
  /**
   * Puts records into the catalogue, in their order and in one transaction. Each stands or falls by itself: one that is
   * refused leaves no trace and stops none of the others. The same records again change nothing.
   *
   * A power cut may lose some of them until `settle` resolves; a crash of the process does not.
   */
  restore(records: readonly EntryRecord[], options?: RestoreOptions): Promise<readonly Restored[]>;
  /** What became of the tags of the vocabulary, in order. It belongs before the records. */
  tagChanges(): Promise<readonly TagChangeRecord[]>;
  /** Carries such a change out, where those before it are the same. It is refused where others are. */
  restoreTagChange(record: TagChangeRecord): Promise<RestoredTagChange>;
  /**
   * Adds the posts of a digest, which stand newest first, in one transaction: all or none. A post that is there already
   * only gains the tag, where it lacks it. Resolves with what became of each.
   *
   * @throws {AppError} 409 `too-many-tags` when a post would gain a tag too many.
   */
  addPosts(posts: readonly DigestPost[]): Promise<readonly AddedPost[]>;
  /**
   * Resolves when everything that was put in is on the disk, and found by a search: that is left to others while they
   * keep the database busy, or once `signal` is aborted.
   */
  settle(signal?: AbortSignal): Promise<void>;
}

export interface RecordQuery {
  /** The cursor of the page before; absent: from the beginning. */
  readonly after?: number;
  /** How many entries are looked at for a page, whether the filter leaves them or not. 1 to 1000. */
  readonly limit: number;
  readonly filter?: RecordFilter;
}

export interface RecordFilter {
  readonly tag?: string;
  readonly source?: string;
  /** Absent: any. */
  readonly status?: EntryStatus;
  /** Only entries created then or later, in milliseconds since the Unix epoch. */
  readonly since?: number;
}

export interface RecordPage {
  readonly records: readonly EntryRecord[];
  /** Where the next page begins; null: this is the last one. */
  readonly next: number | null;
}

export interface RestoreOptions {
  /**
   * Whether an entry with the same id gives way to another content, which is one more revision of it. Its history is taken from the
   * record only where that goes on from it. Default: the record is refused.
   */
  readonly replace?: boolean;
}

/** Why a record is refused: what it would take the place of, or what it needs and is not there. */
export type Refusal = 'id-taken' | 'url-taken' | 'text-taken' | 'revises-nothing' | 'revises-twice';

export type Restored =
  | { readonly outcome: 'created' | 'replaced' | 'unchanged'; readonly id: string }
  /** `by`: the id of the entry that is in the way. */
  | { readonly outcome: 'refused'; readonly id: string; readonly refusal: Refusal; readonly by: string | null };

export type RestoredTagChange = 'created' | 'unchanged' | 'refused';

/** A post of a plain digest: it has neither title nor text. */
export interface DigestPost {
  /** The same for the same words. */
  readonly id: string;
  readonly source: string | null;
  readonly summary: Entry['summary'];
  readonly provenance: Entry['provenance'];
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
  readonly now: number;
}

export type AddedPost = 'created' | 'tagged' | 'unchanged';
