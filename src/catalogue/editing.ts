import type { EditableContent } from './editable-content.ts';
import type { Entry, EntryStatus } from './entry.ts';

/**
 * The port to what people do to entries, and to what became of them. Every change is one transaction and one revision.
 * Revision 1 is how an entry was created, and `Entry.version` is the number of its newest.
 */
export interface CatalogueEditing {
  /** Puts what is given in the place of what an entry shows, if it still is what was `seen`. Null: there is no such entry. */
  change(id: string, change: EntryChange): Promise<Changed | null>;
  /**
   * Takes an entry out of the catalogue, and the one that waits to replace it. Its history stays, and its texts with it.
   * Null: there is no such entry.
   */
  remove(id: string, removal: Note & { readonly seen?: number | undefined }): Promise<Removed | null>;
  /**
   * What became of an entry, newest first, also of one that is gone. `from` is the newest revision to give (default: the
   * newest there is). Null: there never was such an entry.
   */
  revisions(
    id: string,
    page: { readonly from?: number | undefined; readonly limit: number },
  ): Promise<RevisionPage | null>;
  /** The text of an article with this fingerprint, if any entry ever was about it. */
  textOf(fingerprint: string): Promise<string | null>;
  /** The ledger's receipts for the answers that an entry is built on. */
  receipts(id: string): Promise<readonly string[]>;
  /**
   * Entries that were not drafted with one of these prompts (by hash) by this model, oldest first, after the cursor.
   * Entries without a text cannot be drafted anew and are left out.
   */
  stale(current: Drafter, page: { readonly after: number; readonly limit: number }): Promise<StalePage>;
}

/** Who changes something, when (milliseconds since the Unix epoch), and why if they say so. */
export interface Note {
  readonly by: string | null;
  readonly now: number;
  readonly reason: string | null;
}

/** What of an entry makes up a revision. */
export type EntryContent = Pick<
  Entry,
  'title' | 'url' | 'source' | 'author' | 'publishedAt' | 'status' | 'summary' | 'evidence' | 'provenance' | 'locked'
>;

export interface EntryChange extends Note {
  readonly what: 'edited' | 'undone';
  readonly content: EntryContent;
  /** Fingerprint of the text that it is about from now on; null: of none. Default: the text stays. */
  readonly textOf?: string | null | undefined;
  /** The version that this was made of. What was deleted comes back, whatever this is. */
  readonly seen: number;
}

/**
 * - `changed`: the entry as it now is.
 * - `overtaken`: it is no longer what was seen: the entry as it is.
 * - `taken`: another entry has that address or text: the id of that one.
 */
export type Changed =
  | { readonly outcome: 'changed' | 'overtaken'; readonly entry: Entry }
  | { readonly outcome: 'taken'; readonly what: 'url' | 'text'; readonly by: string };

export type Removed =
  | { readonly outcome: 'removed'; readonly entry: Entry; readonly receipts: readonly string[] }
  | { readonly outcome: 'overtaken'; readonly entry: Entry };

/**
 * - `created`: it came into the catalogue; `imported`: from an export or a digest.
 * - `drafted-anew`: another draft of the same text; `new-text`: of another one.
 * - `accepted`, `rejected`: a person's decision; `superseded`: what waited for one gave way to a newer summary.
 * - `edited`, `undone`, `deleted`: by a person.
 * - `retagged`: a tag of the vocabulary was renamed, merged or retired.
 * - `addressed`: its address became known.
 */
export const revisionKinds = [
  'created',
  'imported',
  'drafted-anew',
  'new-text',
  'accepted',
  'rejected',
  'superseded',
  'edited',
  'undone',
  'deleted',
  'retagged',
  'addressed',
] as const;
export type RevisionKind = (typeof revisionKinds)[number];

/** One change: what an entry was before it and after it. */
export interface Revision {
  /** From 1. */
  readonly number: number;
  readonly what: RevisionKind;
  /** ISO 8601. */
  readonly at: string;
  /** Null: Upshot itself. */
  readonly by: string | null;
  readonly reason: string | null;
  /** How many changes of the vocabulary there had been before it: its tags have the names of then. */
  readonly tagChanges: number;
  /** Null: it was not there. */
  readonly before: RevisedContent | null;
  /** Null: it is gone. */
  readonly after: RevisedContent | null;
}

/** `text`: fingerprint of the article's text; null: there is none. */
export type RevisedContent = EntryContent & { readonly text: string | null };

export interface RevisionPage {
  readonly items: readonly Revision[];
  /** How many there are. */
  readonly total: number;
}

/** What a new draft has to keep. */
export interface Locks {
  readonly fields: Partial<EditableContent>;
  /** Tags that came with the article, under their names of now. They stay, unless others come with it. */
  readonly givenTags?: readonly string[];
  /** Where the locked claims come from. */
  readonly from: readonly RevisedContent[];
  /** Names the versions that this was read from; see `SaveCandidate.locks`. */
  readonly seen: string;
}

export interface Drafter {
  readonly provider: string;
  readonly model: string;
  readonly promptHashes: readonly (string | null)[];
  /** The provider whose summaries it may better. Default: any. */
  readonly betters?: string;
}

export interface StaleEntry {
  readonly id: string;
  readonly title: string | null;
  readonly status: EntryStatus;
}

export interface StalePage {
  readonly items: readonly StaleEntry[];
  /** The cursor of the next page; null: this is the last one. */
  readonly next: number | null;
}
