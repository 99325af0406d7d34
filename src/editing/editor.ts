import { isDeepStrictEqual } from 'node:util';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { editableContent, withContent } from '../catalogue/editable-content.ts';
import { editableFields } from '../catalogue/editable-fields.ts';
import type {
  CatalogueEditing,
  EntryChange,
  EntryContent,
  RevisedContent,
  Revision,
  RevisionKind,
} from '../catalogue/editing.ts';
import type { Entry } from '../catalogue/entry.ts';
import { noSuchArticle } from '../catalogue/not-found.ts';
import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type TagChange, tagsAfter } from '../tags/tag-change.ts';
import { FALLBACK_TAG } from '../tags/vocabulary.ts';
import type { TextWorkers } from '../workers/text-workers.ts';
import { type DescribedRevision, describeRevision } from './describe-revision.ts';
import { EditConflictError, takenByAnother } from './edit-error.ts';
import type { Edit } from './edit-request.ts';
import { evidenceOf, type Judged } from './evidence-of.ts';
import { storedText } from './stored-text.ts';
import { undoRevision } from './undo.ts';

/** Who does something, why if they say so, and to which version of the entry; without one, to any. */
export interface Deed {
  readonly by: string | null;
  readonly reason: string | null;
  readonly seen?: number | undefined;
}

export interface History {
  /** Newest first. */
  readonly items: readonly DescribedRevision[];
  readonly page: number;
  readonly perPage: number;
  readonly pageCount: number;
  readonly total: number;
}

/** What people do to entries. Every deed is one revision, made whole or not at all. */
export interface Editor {
  /**
   * Changes what is given and differs, and locks it. What people write is held against the article: what that says to it is
   * kept with it, and it is published all the same, since a person decided.
   *
   * @throws {AppError} 404 when there is no such entry, 412 (`EditConflictError`) when it is no longer what was seen, 409
   *   `url-taken`.
   */
  edit(id: string, edit: Omit<Edit, 'reason'>, deed: Deed): Promise<Entry>;
  /**
   * Undoes one revision and leaves the others; what was deleted comes back. Undone already: the entry as it is.
   *
   * @throws {AppError} 404; 412; 409 `cannot-undo` for what nothing was before, `changed-since` when a later revision changed the
   *   same, `url-taken` or `text-taken`.
   */
  undo(id: string, number: number, deed: Deed): Promise<Entry>;
  /**
   * Takes an entry out of the catalogue, and what waits to replace it. Its history stays. Sent again, the article is drafted anew.
   *
   * @throws {AppError} 404, 412.
   */
  remove(id: string, deed: Deed): Promise<void>;
  /** What became of an entry, also of one that is gone. @throws {AppError} 404 when there never was such an entry. */
  history(id: string, page: number, perPage: number): Promise<History>;
}

export interface EditorDeps {
  readonly catalogue: Pick<Catalogue, 'get'>;
  readonly editing: CatalogueEditing;
  readonly workers: Pick<TextWorkers, 'judge'>;
  readonly ledger: Pick<Ledger, 'discard'>;
  readonly clock: Clock;
  /** What became of the tags of the vocabulary. */
  readonly tagChanges: () => readonly TagChange[];
}

/** How often others may come first where nobody said what they looked at. */
const TRIES = 5;

export function createEditor({ catalogue, editing, workers, ledger, clock, tagChanges }: EditorDeps): Editor {
  /** What came of a change; null: the entry changed meanwhile, and it can be made anew. */
  async function make(
    id: string,
    change: Omit<EntryChange, 'now' | keyof Deed> & Deed & { seen: number },
    strict: boolean,
  ) {
    const changed = await editing.change(id, { ...change, now: clock.now() });
    if (changed === null) throw noSuchArticle(id);
    if (changed.outcome === 'taken') throw takenByAnother(changed.what, changed.by);
    if (changed.outcome === 'changed') return changed.entry;
    if (strict) throw new EditConflictError(changed.entry);
    return null;
  }

  async function judged(content: EntryContent, text: string | null, known: readonly Judged[]): Promise<EntryContent> {
    const evidence = await evidenceOf(content.summary, known, storedText({ ...content, text }, editing), workers);
    return { ...content, evidence };
  }

  /** The newest revision, that is: how the entry stands. */
  async function newest(id: string, from?: number): Promise<{ revision: Revision; total: number } | null> {
    const found = await editing.revisions(id, { limit: 1, from });
    const [revision] = found?.items ?? [];
    return found && revision ? { revision, total: found.total } : null;
  }

  async function editOnce(id: string, edit: Omit<Edit, 'reason'>, deed: Deed): Promise<Entry | null> {
    const entry = await catalogue.get(id);
    if (entry === null) throw noSuchArticle(id);
    if (deed.seen !== undefined && deed.seen !== entry.version) throw new EditConflictError(entry);
    const current = (await newest(id, entry.version))?.revision.after;
    if (!current) return null;
    const content = edited(current, edit);
    if (isDeepStrictEqual(content, current)) return entry;
    const { text, ...rest } = await judgedOf(content, [current]);
    return make(id, { ...deed, what: 'edited', content: rest, seen: entry.version }, deed.seen !== undefined);
  }

  async function judgedOf(content: RevisedContent, known: readonly RevisedContent[]): Promise<RevisedContent> {
    return { ...content, ...(await judged(content, content.text, known)) };
  }

  async function undoOnce(id: string, number: number, deed: Deed): Promise<Entry | null> {
    const [state, target] = [await newest(id), await newest(id, number)];
    if (state === null) throw noSuchArticle(id);
    const { revision, total } = state;
    const entry = await catalogue.get(id);
    if (entry && deed.seen !== undefined && deed.seen !== entry.version) throw new EditConflictError(entry);
    if (target?.revision.number !== number) throw noSuchRevision(id, number);
    if (target.revision.what === 'retagged') throw cannotUndo(target.revision);
    if (entry === null) {
      if (revision.what !== 'deleted' || !revision.before) throw cannotUndo(target.revision, 'Send the article again.');
      if (number !== revision.number) throw cannotUndo(target.revision, `Undo revision ${revision.number} first.`);
      const { text: _, ...content } = withTags(revision.before, tagChanges().slice(revision.tagChanges));
      return make(id, { ...deed, what: 'undone', content, seen: total }, false);
    }
    if (entry.version !== total || revision.after === null) return null;
    const later = tagChanges().slice(target.revision.tagChanges);
    const [before, after] = [target.revision.before, target.revision.after].map(
      (content) => content && withTags(content, later),
    );
    if (!before || !after) throw cannotUndo(target.revision);
    const result = undoRevision({ ...target.revision, before, after }, revision.after);
    if ('conflicts' in result) throw changedSince(number, result.conflicts);
    const { content, text } = result.undone;
    const { text: __, ...shown } = revision.after;
    if (isDeepStrictEqual(content, shown) && text === revision.after.text) return entry;
    const known = [revision.after, before];
    const next = {
      ...deed,
      what: 'undone',
      content: await judged(content, text, known),
      textOf: text,
      seen: total,
    } as const;
    return make(id, next, deed.seen !== undefined);
  }

  return {
    edit: (id, edit, deed) => untilMade(() => editOnce(id, edit, deed)),
    undo: (id, number, deed) => untilMade(() => undoOnce(id, number, deed)),
    async remove(id, { by, reason, seen }) {
      const removed = await editing.remove(id, { by, reason, seen, now: clock.now() });
      if (removed === null) throw noSuchArticle(id);
      if (removed.outcome === 'overtaken') throw new EditConflictError(removed.entry);
      // The entry is gone either way: at worst the same summary comes again.
      await ledger.discard(removed.receipts).catch(() => undefined);
    },
    async history(id, wanted, perPage) {
      const total = (await editing.revisions(id, { limit: 0 }))?.total;
      if (total === undefined) throw noSuchArticle(id);
      const pageCount = Math.max(1, Math.ceil(total / perPage));
      const page = Math.min(wanted, pageCount);
      const found = await editing.revisions(id, { from: total - (page - 1) * perPage, limit: perPage });
      return { items: (found?.items ?? []).map(describeRevision), page, perPage, pageCount, total };
    },
  };
}

/** What is given and differs takes the place of what is there, and is locked. */
export function edited(current: RevisedContent, { summary = {}, unlock = [], ...metadata }: Omit<Edit, 'reason'>) {
  const old = editableContent(current);
  const given = Object.entries({ ...metadata, ...summary }).filter(
    ([name, value]) => value !== undefined && !isDeepStrictEqual(value, old[name as keyof typeof old]),
  );
  const names = new Set<string>([
    ...current.locked.filter((name) => !unlock.includes(name)),
    ...given.map(([name]) => name),
  ]);
  return {
    ...withContent(current, Object.fromEntries(given)),
    locked: editableFields.filter((name) => names.has(name)),
  };
}

/** The same under the names that tags have after what changed since. */
function withTags(content: RevisedContent, later: readonly TagChange[]): RevisedContent {
  if (later.length === 0) return content;
  const tags = [...tagsAfter(content.summary.tags, later)];
  return withContent(content, { tags: tags.length > 0 ? tags : [FALLBACK_TAG] });
}

async function untilMade(once: () => Promise<Entry | null>): Promise<Entry> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const entry = await once();
    if (entry !== null) return entry;
  }
  throw new AppError('The article keeps changing', {
    ...{ code: 'changed-meanwhile', status: 409, retryable: true },
    hint: 'Try again in a moment.',
  });
}

function noSuchRevision(id: string, number: number): AppError {
  return new AppError(`The article ${id.slice(0, 60)} has no revision ${number}`, {
    code: 'revision-not-found',
    status: 404,
    hint: `GET /v1/articles/${encodeURIComponent(id.slice(0, 60))}/revisions lists what there is.`,
  });
}

const hints: Partial<Record<RevisionKind, string>> = {
  deleted: 'The article is in the catalogue again: change it as it is now.',
  retagged: 'It was a change of the vocabulary: change the tags of the article, or those of the vocabulary again.',
};

function cannotUndo({ number, what, before }: Revision, hint = hints[what]): AppError {
  return new AppError(`Revision ${number} (${what}) cannot be undone`, {
    code: 'cannot-undo',
    status: 409,
    hint: hint ?? (before === null ? 'Delete the article instead.' : 'Send the article again.'),
  });
}

function changedSince(number: number, fields: readonly string[]): AppError {
  return new AppError(`Revision ${number} cannot be undone alone: ${fields.join(', ')} changed again since`, {
    code: 'changed-since',
    status: 409,
    hint: 'Undo the later revision first, or change the article as it is now.',
  });
}
