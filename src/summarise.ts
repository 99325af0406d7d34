import type { Article } from './article/article.ts';
import type { ArticleInput } from './article/article-input.ts';
import type { Catalogue, SaveCandidate, Saved } from './catalogue/catalogue.ts';
import type { Entry } from './catalogue/entry.ts';
import type { Clock } from './clock.ts';
import { type Drafted, type DraftingDeps, draftSummary, ledNowhere } from './draft-summary.ts';
import { keepLocks } from './editing/keep-locks.ts';
import { asAppError } from './errors.ts';
import { BudgetError } from './ledger/budget-error.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Call, DraftResult, Sending } from './provider/provider.ts';
import { ProviderError } from './provider/provider-error.ts';
import type { NewId } from './random-id.ts';
import { perVocabulary } from './tags/live-vocabulary.ts';
import { requireKnownTags } from './tags/require-known-tags.ts';
import type { Vocabulary } from './tags/vocabulary.ts';
import type { TextWorkers } from './workers/text-workers.ts';

/** How an article is asked about, and what is written beside its entry. */
export type Errand = Sending & Pick<SaveCandidate, 'alongside'>;

export interface Summariser {
  /**
   * An article becomes an entry of the catalogue. An article that is there already is not drafted again, unless the
   * offline provider wrote its summary and a model is now at hand. Calls go on the account of `spending`, if any; once `stop` is aborted, no more are sent that have to wait.
   *
   * @throws {AppError} 422 when it is no article, a tag is unknown or, if strict, the article does not back its summary; 502 or
   *   504 when no valid summary came of it.
   */
  summarise(input: ArticleInput, signal: AbortSignal, errand?: Errand): Promise<Saved>;
  /** The same without the catalogue: nothing is looked up there and nothing is stored. The entry has a passing id. */
  preview(input: ArticleInput, signal: AbortSignal): Promise<Entry>;
}

export interface ArticleLook {
  /**
   * Reads an article as it would be summarised, and asks nobody: `isNew` says whether a summary would have to be drafted.
   *
   * @throws {AppError} 422 when it is no article or a tag is unknown.
   */
  look(input: ArticleInput): Promise<{ readonly article: Article; readonly isNew: boolean }>;
}

export interface Redrafter {
  /** Drafts an article whose summary is known anew, whoever wrote that, and stores it in its place. @throws {AppError} as `summarise`. */
  redraft(
    article: Article,
    known: Entry,
    signal: AbortSignal,
    options?: Errand & { readonly job?: string | undefined },
  ): Promise<Saved>;
}

export interface SummariserDeps extends Omit<DraftingDeps, 'workers' | 'tagIds' | 'safety'> {
  readonly workers: TextWorkers;
  readonly catalogue: Catalogue;
  readonly ledger: Pick<Ledger, 'discard'>;
  readonly vocabulary: Vocabulary;
  /** What models are told besides the article; none of it may come back in a summary. Default: nothing. */
  readonly told?: (vocabulary: Vocabulary) => readonly string[];
  readonly clock: Clock;
  readonly newId: NewId;
  /** Whether the provider that would be asked first is known to be failing. Default: it is not. */
  readonly isDown?: () => boolean;
  /** The longest an article may wait for its summary in all, in milliseconds. */
  readonly timeoutMs: number;
}

type Circumstances = Errand & Pick<Call, 'signal'>;

const STORE_TRIES = 5;

/** The provider that needs no model; what it wrote gives way to a model's summary. */
const OFFLINE = 'extractive';

/** The way of an article, on one page: parse, draft (validated, grounded and repaired in draft-summary.ts), store. */
export function createSummariser(deps: SummariserDeps): Summariser & ArticleLook & Redrafter {
  const { workers, provider, catalogue, ledger, vocabulary, clock, newId } = deps;
  /** What a draft is held against besides its article. */
  const limits = perVocabulary(vocabulary, (now) => ({
    tagIds: now.tags.map((tag) => tag.id),
    safety: { told: deps.told?.(now) ?? [], vocabulary: now },
  }));

  /** Whether the offline provider wrote it, and a model could do better. */
  const isByOffline = (known: Entry) => known.provenance.provider === OFFLINE && provider.name !== OFFLINE;

  async function parse(input: ArticleInput): Promise<Article> {
    requireKnownTags(input.tags ?? [], vocabulary);
    const article = await workers.parse(input);
    // An author's own tags are a wish: what the vocabulary does not have is left out rather than refused.
    return { ...article, tags: article.tags.filter((tag) => limits().tagIds.includes(tag)) };
  }

  async function draftOrForget(article: Article, call: Call, results: DraftResult[]): Promise<Drafted> {
    try {
      return await draftSummary(article, call, results, { ...deps, ...limits() });
    } catch (error) {
      if (ledNowhere(error)) {
        // What went wrong first is worth more than that its answers could not be struck off.
        await ledger.discard(results.flatMap(({ receipts }) => receipts)).catch(() => undefined);
      }
      throw error;
    }
  }

  async function write(
    article: Article,
    startedAt: number, // by the steady clock
    { alongside, ...circumstances }: Circumstances,
  ): Promise<SaveCandidate> {
    const results: DraftResult[] = [];
    const call = { ...circumstances, deadline: startedAt + deps.timeoutMs };
    const { summary, evidence, status, dropped } = await draftOrForget(article, call, results);
    const { fingerprint, text, title, url, source, author, publishedAt } = article;
    const now = clock.now();
    return {
      // An entry whose title a person took away is drafted anew without one.
      ...{ id: newId(), fingerprint, text, title: title || null, url, source, author, publishedAt, now },
      ...{ summary, evidence: [...evidence], status },
      provenance: { ...provenanceOf(results, clock.steady() - startedAt), dropped: [...dropped] },
      ...(article.tags.length > 0 && { givenTags: article.tags }),
      ...(alongside && { alongside }),
      receipts: results.flatMap(({ receipts }) => receipts),
      partReceipts: results.flatMap(({ partReceipts = [] }) => partReceipts),
    };
  }

  /** Stores a draft with what people locked; when they change it meanwhile, with what they changed. */
  async function store(candidate: SaveCandidate, article: Article): Promise<Saved> {
    for (let tries = 1; ; tries += 1) {
      const kept = await keepLocks(candidate, article, await catalogue.locks(candidate), workers);
      try {
        return await catalogue.save(kept);
      } catch (error) {
        if (asAppError(error).code !== 'changed-meanwhile' || tries === STORE_TRIES) throw error;
      }
    }
  }

  /**
   * What a model makes of an article that the offline provider drafted. Null when there is nothing to better, or no model
   * that can do it now: then what is there is good enough.
   */
  async function writeBetter(
    known: Entry,
    article: Article,
    startedAt: number,
    circumstances: Circumstances,
  ): Promise<SaveCandidate | null> {
    if (!isByOffline(known) || deps.isDown?.()) return null;
    try {
      const written = await write(article, startedAt, circumstances);
      return written.provenance.provider === OFFLINE ? null : { ...written, replaces: OFFLINE };
    } catch (error) {
      // A run stops at its budget; for anybody else what is there is good enough.
      const isOverBudget = error instanceof BudgetError && circumstances.spending === undefined;
      if (circumstances.signal.aborted || !(error instanceof ProviderError || isOverBudget)) throw error;
      return null;
    }
  }

  return {
    async summarise(input, signal, errand) {
      const startedAt = clock.steady();
      const circumstances = { signal, ...errand };
      const article = await parse(input);
      const known = await catalogue.findByFingerprint(article.fingerprint);
      if (known === null) return store(await write(article, startedAt, circumstances), article);
      const better = await writeBetter(known, article, startedAt, circumstances);
      if (better) return store(better, article);
      const missesUrl = article.url !== null && known.url === null;
      const entry = missesUrl ? await catalogue.adoptUrl(known.id, article.url, clock.now()) : known;
      return { outcome: 'unchanged', entry: entry ?? known };
    },

    async redraft(article, known, signal, { job, ...errand } = {}) {
      const written = await write(article, clock.steady(), { signal, ...errand });
      const shown = (await catalogue.findByFingerprint(article.fingerprint)) ?? known;
      const of = job === undefined ? {} : { job };
      return store({ ...written, ...of, replaces: shown.provenance.provider }, article);
    },

    async look(input) {
      const article = await parse(input);
      const known = await catalogue.findByFingerprint(article.fingerprint);
      return { article, isNew: known === null || isByOffline(known) };
    },

    async preview(input, signal) {
      const startedAt = clock.steady();
      const written = await write(await parse(input), startedAt, { signal });
      const { fingerprint: _, text: __, receipts: ___, partReceipts: ____, givenTags: _____, now, ...entry } = written;
      const at = new Date(now).toISOString();
      return { ...entry, createdAt: at, updatedAt: at, version: 1, locked: [] };
    },
  };
}

function provenanceOf(results: readonly DraftResult[], durationMs: number): Omit<Entry['provenance'], 'dropped'> {
  const last = results.at(-1);
  if (last === undefined) throw new TypeError('a summary without a draft');
  const costs = results.map(({ usage }) => usage.costUsd);
  return {
    provider: last.provider,
    model: last.model,
    prompt: last.prompt?.version ?? null,
    promptHash: last.prompt?.hash ?? null,
    calls: results.reduce((sum, { calls = 1 }) => sum + calls, 0),
    repairs: results.length - 1,
    inputTokens: results.reduce((sum, { usage }) => sum + usage.inputTokens, 0),
    outputTokens: results.reduce((sum, { usage }) => sum + usage.outputTokens, 0),
    costUsd: costs.reduce<number | null>((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0),
    durationMs,
    attempts: results.flatMap(({ attempts }) => attempts),
    coverage: [...last.read],
  };
}
