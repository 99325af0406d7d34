import type { Article } from './article/article.ts';
import type { ArticleInput } from './article/article-input.ts';
import type { Catalogue, SaveCandidate, Saved } from './catalogue/catalogue.ts';
import type { Entry } from './catalogue/entry.ts';
import type { Clock } from './clock.ts';
import { AppError } from './errors.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Call, DraftResult, Provider, Rejected } from './provider/provider.ts';
import { ProviderError } from './provider/provider-error.ts';
import type { NewId } from './random-id.ts';
import type { Issue } from './summary/issue.ts';
import { type Summary, summarySchema } from './summary/summary.ts';
import { validateDraft } from './summary/validate-draft.ts';
import { requireKnownTags } from './tags/require-known-tags.ts';
import type { Vocabulary } from './tags/vocabulary.ts';
import type { TextWorkers } from './workers/text-workers.ts';

export interface Summariser {
  /**
   * An article becomes an entry of the catalogue. An article that is there already is not drafted again, unless the
   * offline provider wrote its summary and a model is now at hand.
   *
   * @throws {AppError} 422 when it is no article or a tag is unknown, 502 or 504 when no valid summary came of it.
   */
  summarise(input: ArticleInput, signal: AbortSignal): Promise<Saved>;
  /** The same without the catalogue: nothing is looked up there and nothing is stored. The entry has a passing id. */
  preview(input: ArticleInput, signal: AbortSignal): Promise<Entry>;
}

export interface SummariserDeps {
  readonly workers: TextWorkers;
  readonly provider: Provider;
  readonly catalogue: Catalogue;
  readonly ledger: Pick<Ledger, 'discard'>;
  readonly vocabulary: Vocabulary;
  readonly clock: Clock;
  readonly newId: NewId;
  /** How often a draft that breaks the schema goes back to the provider. */
  readonly maxRepairs: number;
  /** The longest an article may wait for its summary in all, in milliseconds. */
  readonly timeoutMs: number;
}

/** The provider that needs no model; what it wrote gives way to a model's summary. */
const OFFLINE = 'extractive';

/** The way of an article, on one page: parse, draft, validate, repair, ground, store. */
export function createSummariser(deps: SummariserDeps): Summariser {
  const { workers, provider, catalogue, ledger, vocabulary, clock, newId } = deps;
  const tagIds = vocabulary.tags.map((tag) => tag.id);
  const schema = summarySchema(tagIds);

  async function parse(input: ArticleInput): Promise<Article> {
    requireKnownTags(input.tags ?? [], vocabulary);
    const article = await workers.parse(input);
    // An author's own tags are a wish: what the vocabulary does not have is left out rather than refused.
    return { ...article, tags: article.tags.filter((tag) => tagIds.includes(tag)) };
  }

  /** Puts every answer on the way into `results`. */
  async function draftUntilValid(article: Article, call: Call, results: DraftResult[]): Promise<Summary> {
    let rejected: Rejected | undefined;
    while (true) {
      const result = await provider.draft(rejected ? { article, rejected } : { article }, call);
      results.push(result);
      const { summary, issues } = validateDraft(result.draft, schema, article.tags);
      if (summary) return summary;
      if (results.length > deps.maxRepairs) {
        throw noValidSummary(provider, results.length, issues);
      }
      rejected = { round: results.length, draft: result.draft, issues };
    }
  }

  async function draftOrForget(article: Article, call: Call): Promise<Drafted> {
    const results: DraftResult[] = [];
    try {
      return { summary: await draftUntilValid(article, call, results), results };
    } catch (error) {
      if (ledNowhere(error)) {
        // What went wrong first is worth more than that its answers could not be struck off.
        await ledger.discard(results.flatMap(({ receipts }) => receipts)).catch(() => undefined);
      }
      throw error;
    }
  }

  async function write(article: Article, startedAt: number, signal: AbortSignal): Promise<SaveCandidate> {
    const drafted = await draftOrForget(article, { signal, deadline: startedAt + deps.timeoutMs });
    const evidence = await workers.ground(article, drafted.summary);
    const { fingerprint, text, title, url, source, author, publishedAt } = article;
    const now = clock.now();
    return {
      ...{ id: newId(), fingerprint, text, title, url, source, author, publishedAt, now },
      status: 'published',
      summary: drafted.summary,
      evidence,
      provenance: provenanceOf(drafted.results, now - startedAt),
    };
  }

  return {
    async summarise(input, signal) {
      const startedAt = clock.now();
      const article = await parse(input);
      const known = await catalogue.findByFingerprint(article.fingerprint);
      const redraft = known?.provenance.provider === OFFLINE && provider.name !== OFFLINE;
      if (known && !redraft) {
        const missesUrl = article.url !== null && known.url === null;
        const entry = missesUrl ? await catalogue.adoptUrl(known.id, article.url) : known;
        return { outcome: 'unchanged', entry: entry ?? known };
      }
      const written = await write(article, startedAt, signal);
      return catalogue.save(redraft ? { ...written, replaces: OFFLINE } : written);
    },

    async preview(input, signal) {
      const startedAt = clock.now();
      const { fingerprint: _, text: __, now, ...entry } = await write(await parse(input), startedAt, signal);
      const at = new Date(now).toISOString();
      return { ...entry, createdAt: at, updatedAt: at };
    },
  };
}

interface Drafted {
  readonly summary: Summary;
  /** Every answer on the way to the summary, the last one being it. */
  readonly results: readonly DraftResult[];
}

function provenanceOf(results: readonly DraftResult[], durationMs: number): Entry['provenance'] {
  const last = results.at(-1);
  if (last === undefined) throw new TypeError('a summary without a draft');
  const costs = results.map(({ usage }) => usage.costUsd);
  return {
    provider: last.provider,
    model: last.model,
    prompt: last.prompt?.version ?? null,
    promptHash: last.prompt?.hash ?? null,
    calls: results.length,
    repairs: results.length - 1,
    inputTokens: results.reduce((sum, { usage }) => sum + usage.inputTokens, 0),
    outputTokens: results.reduce((sum, { usage }) => sum + usage.outputTokens, 0),
    costUsd: costs.reduce<number | null>((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0),
    durationMs,
    attempts: results.flatMap(({ attempts }) => attempts),
    coverage: [...last.read],
  };
}

/**
 * Whether the answers so far, which are paid for, end there again whenever they are built on: the model never gave a valid
 * summary, or the provider will not go on from them. One that was only busy, or a full disk, is another matter.
 */
function ledNowhere(error: unknown): boolean {
  if (error instanceof ProviderError) return !error.retryable;
  return error instanceof AppError && error.code === NO_VALID_SUMMARY;
}

const NO_VALID_SUMMARY = 'no-valid-summary';

function noValidSummary(provider: Provider, drafts: number, issues: readonly Issue[]): AppError {
  const said = issues.map(({ at, message }) => (at ? `${at}: ${message}` : message)).join('; ');
  return new AppError(
    `${provider.name} gave no valid summary in ${drafts} ${drafts === 1 ? 'draft' : 'drafts'}: ${said}`,
    {
      code: NO_VALID_SUMMARY,
      status: 502,
      retryable: true,
      hint: 'Send the article again, or set UPSHOT_MODEL to a model that keeps to a JSON schema.',
      errors: issues.map(({ at, message }) => ({ detail: message, pointer: `/summary/${at}`.replace(/\/$/, '') })),
    },
  );
}
