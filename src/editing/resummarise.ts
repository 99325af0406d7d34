import type { Article } from '../article/article.ts';
import { storedArticle } from '../article/stored-article.ts';
import type { Catalogue, SaveCandidate, Saved } from '../catalogue/catalogue.ts';
import type { CatalogueEditing, Drafter } from '../catalogue/editing.ts';
import type { Entry } from '../catalogue/entry.ts';
import { noSuchArticle } from '../catalogue/not-found.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { promptUsed } from '../prompt/prompt-ref.ts';
import type { Provider, Sending } from '../provider/provider.ts';
import { EditConflictError, noText } from './edit-error.ts';

export interface Resummariser {
  /**
   * Drafts the summary of an entry anew, out of its stored text, with the prompt and the model of now; what is locked stays. When
   * it was they that wrote it, they are asked once more.
   *
   * @throws {AppError} 404 when there is no such entry; 409 `no-text`; 412 when it is no longer what was `seen`; else as `summarise`.
   */
  resummarise(id: string, signal: AbortSignal, options?: Redrafting): Promise<Saved>;
  /** Who drafts now. */
  readonly drafter: Drafter;
}

export interface Redrafting extends Sending, Pick<SaveCandidate, 'alongside'> {
  readonly seen?: number | undefined;
  /** Whether an answer that was already paid for will do. Default: not for an entry that is built on it. */
  readonly anyAnswer?: boolean;
  /** The job that it is done for, if any. */
  readonly job?: string | undefined;
}

export interface ResummariserDeps {
  readonly catalogue: Pick<Catalogue, 'get'>;
  readonly editing: Pick<CatalogueEditing, 'receipts' | 'revisions' | 'textOf'>;
  readonly ledger: Pick<Ledger, 'discard'>;
  readonly provider: Pick<Provider, 'name' | 'model' | 'prompt'>;
  /** See summarise.ts. */
  readonly redraft: (
    article: Article,
    known: Entry,
    signal: AbortSignal,
    options: Omit<Redrafting, 'seen' | 'anyAnswer'>,
  ) => Promise<Saved>;
}

export function createResummariser({ catalogue, editing, ledger, provider, redraft }: ResummariserDeps): Resummariser {
  return {
    drafter: drafterOf(provider),
    async resummarise(id, signal, { seen, anyAnswer = false, ...options } = {}) {
      const entry = await catalogue.get(id);
      if (entry === null) throw noSuchArticle(id);
      if (seen !== undefined && seen !== entry.version) throw new EditConflictError(entry);
      const state = await editing.revisions(id, { from: entry.version, limit: 1 });
      const fingerprint = state?.items[0]?.after?.text ?? null;
      const text = fingerprint === null ? null : await editing.textOf(fingerprint);
      if (text === null || fingerprint === null) throw noText(id);
      if (!anyAnswer) await ledger.discard(await editing.receipts(id));
      return redraft(storedArticle(text, fingerprint, entry), entry, signal, options);
    },
  };
}

const OFFLINE = 'extractive';

/** A long article is drafted with more of the prompt than one that is sent whole. */
function drafterOf({ name, model, prompt }: Pick<Provider, 'name' | 'model' | 'prompt'>): Drafter {
  const promptHashes = prompt === null ? [null] : [promptUsed(prompt, false).hash, promptUsed(prompt, true).hash];
  // Without a model there is nothing to better but what was written without one.
  return { provider: name, model, promptHashes, ...(name === OFFLINE && { betters: OFFLINE }) };
}
