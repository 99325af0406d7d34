import type { CatalogueState } from './catalogue-state.ts';
import type { EditableField } from './editable-fields.ts';
import type { EntryContent, Locks } from './editing.ts';
import type { Entry, EntryStatus } from './entry.ts';
import type { SearchNotes } from './search/notes.ts';
import type { SourcePage } from './source-page.ts';

/**
 * The port to where entries are kept. A promise that resolves after a write means: on disk, whole, and seen by every
 * process on the same database. Reads never see half a write.
 */
export interface Catalogue {
  get(id: string): Promise<Entry | null>;
  /** Whether there is such an entry, for less than it takes to get it. */
  has(id: string): Promise<boolean>;
  /** The entry that currently shows the article with this fingerprint, before it the one that waits to replace it. */
  findByFingerprint(fingerprint: string): Promise<Entry | null>;
  /** The normalised text that an entry's evidence points into; null when there is no such entry or it has no text. */
  text(id: string): Promise<string | null>;
  /**
   * Stores a summarised article in one transaction and decides, in it, what that means:
   * - `unchanged`: an entry already shows this fingerprint, and not by the provider that `replaces` names: that entry;
   *   only its address is filled in where it had none;
   * - `revised`: an entry has the same fingerprint (with `replaces`) or the same canonical url: it keeps its id and
   *   `createdAt` and shows the new content, the old one stays as a revision;
   * - `created`: a new entry under `candidate.id`.
   *
   * What needs review never takes the place of what readers see: where the entry to revise is published, it stays so, and
   * the candidate waits beside it under an id of its own, with `revises`; a later one for the same entry takes its place.
   */
  save(candidate: SaveCandidate): Promise<Saved>;
  /** What people locked of the entry that would show this article; null: nothing. */
  locks(article: Pick<SaveCandidate, 'fingerprint' | 'url'>): Promise<Locks | null>;
  /**
   * Carries out what a person decided on an entry that waits for review, in one transaction; of many decisions on one
   * entry, one is carried out. Null: there is no such entry (any more).
   */
  decide(id: string, decision: Decision): Promise<Decided | null>;
  /** Gives an entry without an address this one, unless another entry has it. The entry as it then is; null: none. */
  adoptUrl(id: string, url: string, now: number): Promise<Entry | null>;
  /**
   * @throws {AppError} `search-overloaded` (503, retryable) when a search is one too many, or took too long; what `signal`
   *   was aborted with.
   */
  list(query: ListQuery, signal?: AbortSignal): Promise<EntryPage>;
  /** Published entries of each tag that has any, by tag id. */
  tagCounts(): Promise<ReadonlyMap<string, number>>;
  /** The sources that published entries have, by name; those without one are not counted. `page` as in a list. */
  sources(query: Pick<ListQuery, 'page' | 'perPage'>): Promise<SourcePage>;
  /** Which state of the catalogue reads see. It costs less than any of them. */
  state(): Promise<CatalogueState>;
  /** Whether the store answers and can be written. Throws what is wrong. */
  check(): Promise<void>;
}

export interface SaveCandidate {
  readonly id: string;
  readonly fingerprint: string;
  readonly text: string;
  readonly title: string | null;
  readonly url: string | null;
  readonly source: string | null;
  readonly author: string | null;
  readonly publishedAt: string | null;
  /** Milliseconds since the Unix epoch; becomes `createdAt` of a new entry and `updatedAt` of any. */
  readonly now: number;
  readonly status: EntryStatus;
  readonly summary: Entry['summary'];
  readonly evidence: Entry['evidence'];
  readonly provenance: Entry['provenance'];
  /** The provider whose summary of this very text this one replaces; by default, and of any other, it is left as it is. */
  readonly replaces?: string;
  /**
   * What it keeps of the entry that it revises, as `Catalogue.locks` told. When something is locked and this is not how
   * it stands, `save` rejects with 409 `changed-meanwhile`.
   */
  readonly locks?: { readonly fields: readonly EditableField[]; readonly seen: string };
  /** The job that it was made for: which entry came of it is noted there in the same transaction. */
  readonly job?: string;
  /** Told, in the transaction that stores it, what became of it, unless that is `unchanged`. It may write there and nowhere else. */
  readonly alongside?: (saved: Saved) => void;
  /** Those of its tags that came with the article: they stay in later drafts of the entry that none come with. */
  readonly givenTags?: readonly string[];
  /** The ledger's receipts for the answers that it is built on. Kept while it waits for review. */
  readonly receipts?: readonly string[];
  /** The same of the parts of a long article: they count among its costs. */
  readonly partReceipts?: readonly string[];
}

export interface Decision {
  readonly verdict: Verdict;
  /** Kept with what was decided on. */
  readonly reason: string | null;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  /** Who decides. Default: nobody says. */
  readonly by?: string | null;
  /**
   * What is accepted in the place of what waits: its version, and that of the entry that it revises, must still be these.
   * Needed where that one has locked fields.
   */
  readonly accepted?: { readonly content: EntryContent; readonly seen: number; readonly mainSeen: number | null };
  /** `updatedAt` of the entry that the person looked at; another one since then is left undecided. */
  readonly seen?: string;
}

export const verdicts = ['accept', 'reject'] as const;
export type Verdict = (typeof verdicts)[number];

/**
 * - `accepted`: the entry that is published now. What waited to replace another has become that one, under its id.
 * - `rejected`: the entry as it was. It is gone from here on, its content kept among the revisions alone.
 * - `undecided`: it does not wait for review, or is no longer what was `seen`: the entry as it is.
 */
export type Decided =
  | { readonly outcome: 'accepted'; readonly entry: Entry }
  | { readonly outcome: 'undecided'; readonly entry: Entry }
  | { readonly outcome: 'rejected'; readonly entry: Entry; readonly receipts: readonly string[] };

export interface Saved {
  readonly outcome: 'created' | 'revised' | 'unchanged';
  readonly entry: Entry;
}

/** The newest and the oldest go by when an entry was added, so that what a reader has not seen yet is always on top. */
export const listSorts = ['newest', 'oldest', 'title', 'source'] as const;
export type ListSort = (typeof listSorts)[number];

export interface ListQuery {
  readonly tag?: string;
  readonly source?: string;
  /** What to find in title, line, bullets, keywords, source and text, see search/query.ts; any text is a valid query. */
  readonly q?: string;
  /** Whether `q` is meant as it is spelt. Default: where nothing is found, what it may have meant is shown. */
  readonly exact?: boolean;
  readonly status: EntryStatus;
  /** Absent: the best matches of `q` first, or newest first without it. */
  readonly sort?: ListSort;
  /** From 1; a page past the last is the last one. */
  readonly page: number;
  /** 1 to 100. */
  readonly perPage: number;
}

export interface EntryPage {
  readonly items: readonly Entry[];
  /** The page shown, which is the last one when a later one was asked for. */
  readonly page: number;
  readonly perPage: number;
  /** At least 1. */
  readonly pageCount: number;
  /** Exact, but for a search, which counts and shows at most its 10,000 newest matches: see `SearchNotes.complete`. */
  readonly total: number;
  /** Of a search alone. */
  readonly search?: SearchNotes;
}
