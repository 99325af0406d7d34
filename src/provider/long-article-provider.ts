import assert from 'node:assert/strict';
import pLimit from 'p-limit';
import type { Article, Range } from '../article/article.ts';
import type { ArticlePart } from '../prompt/split-article.ts';
import type { TextWorkers } from '../workers/text-workers.ts';
import { groupDrafts } from './group-drafts.ts';
import { joinRanges } from './join-ranges.ts';
import { readPartDraft } from './part-draft.ts';
import { partFailed } from './part-failed.ts';
import type { Attempt, Call, DraftRequest, DraftResult, PartDraft, Provider, Rejected } from './provider.ts';
import { ProviderError } from './provider-error.ts';
import { sumOfUsage } from './sum-of-usage.ts';

export interface LongArticleOptions {
  readonly workers: Pick<TextWorkers, 'split'>;
  /** Told the receipts of answers that were no drafts and led nowhere, so that they are not given again. */
  readonly discard?: (receipts: readonly string[]) => Promise<void>;
  /** How many parts of one article are drafted at once, at least 1. Default 16. */
  readonly concurrency?: number;
}

/** How often a part is asked for again whose draft is none. */
const MAX_REDRAFTS = 2;

/** What was made of some or all parts of an article. */
interface Drafted {
  readonly drafts: readonly PartDraft[];
  /** The ranges of its text that they are based on. */
  readonly read: readonly Range[];
}

/** Tokenizers differ and counts add up with errors: parts are so much smaller than the room for them. */
const MARGIN = 0.95;
/** How much of an article is tried next when its vendor says no more than that it is too long. */
const HALF = 0.5;
/** An article of so few characters fits whoever can answer at all, and a room of so few tokens is none. */
const LEAST = { characters: 1000, tokens: 100 } as const;

/**
 * Drafts an article that is too long for whoever is asked part by part, and then once more from the drafts of its parts: all
 * of it is read and nothing is cut. That it is too long the inner provider says, by `provider-context-exceeded`. So what
 * counts is the context of the one that answers, also after a failover to a smaller one, and a vendor's own count where ours
 * is wrong. Parts that are still too long are split again, and drafts that are too many to be shown at once are first
 * brought together in groups.
 *
 * Every step is a request of its own, at most `concurrency` of one article at once. The first that fails fails the article;
 * those on their way are waited for, since they are paid for. With a ledger within, asking again repeats only what is
 * missing. When a draft is rejected, only the last step is asked again. The result has the calls, the usage and the
 * attempts of all steps, and reads what all of them read.
 *
 * @throws {ProviderError} of the first step that failed, saying which it was; `provider-context-exceeded` when what cannot
 *   be split any further is too long.
 */
export function createLongArticleProvider(inner: Provider, options: LongArticleOptions): Provider {
  const { workers, discard = async () => {}, concurrency = 16 } = options;
  /** From what the articles at hand were drafted last, for when that draft is rejected. */
  const lastDrafted = new WeakMap<Article, Drafted>();

  function createDrafting(whole: string, call: Call) {
    /** Of the steps on the parts; most articles have none. */
    let turns: ReturnType<typeof pLimit> | undefined;
    const answers: DraftResult[] = [];
    const booked = new Set<string>();
    const attempts: Attempt[] = [];
    /** What the first step failed with, as it came; and the same with where that was, for the caller. */
    let stop: { readonly error: unknown } | undefined;
    let failure: { readonly error: unknown } | undefined;
    /** How a vendor refused an article of so many characters, without saying by how much it was too long. */
    let refused: { readonly length: number; readonly error: ProviderError } | undefined;

    /** Parts of the same text share one answer, which counts once. */
    function book(answer: DraftResult): void {
      if (answer.receipts.some((receipt) => booked.has(receipt))) return;
      for (const receipt of answer.receipts) booked.add(receipt);
      answers.push(answer);
      attempts.push(...answer.attempts);
    }

    /** Asks for one step. What is too long comes back as the error that says so. */
    async function ask(request: DraftRequest): Promise<DraftResult | ProviderError> {
      if (stop) throw stop.error;
      try {
        const answer = await inner.draft(request, { ...call, whole });
        book(answer);
        return answer;
      } catch (error) {
        if (!(error instanceof ProviderError) || error.code !== 'provider-context-exceeded') {
          stop ??= { error }; // here, before the next one gets its turn
          throw error;
        }
        attempts.push(...error.attempts);
        return error;
      }
    }

    function askInTurn(request: DraftRequest): Promise<DraftResult | ProviderError> {
      turns ??= pLimit(concurrency);
      return turns(() => ask(request));
    }

    /** Asks for what will stand for a part, or for some parts together; again as long as it is no draft. */
    async function askForDraft(request: DraftRequest): Promise<Drafted | ProviderError> {
      const receipts: string[] = [];
      let rejected: Rejected | undefined;
      for (let round = 1; ; round += 1) {
        const answer = await askInTurn(rejected ? { ...request, rejected } : request);
        if (answer instanceof ProviderError) return answer;
        const { draft, issues } = readPartDraft(answer.draft);
        if (draft) return { drafts: [draft], read: answer.read };
        receipts.push(...answer.receipts);
        if (round > MAX_REDRAFTS) {
          await discard(receipts).catch(() => undefined); // that there is no draft is worth more
          throw noDraft(answer, round);
        }
        rejected = { round, draft: answer.draft, issues };
      }
    }

    /** Waits for all, also after one failed: nothing is left running, and nothing that is paid for is lost. */
    async function together(steps: readonly Promise<Drafted>[]): Promise<Drafted> {
      const settled = await Promise.allSettled(steps);
      const drafted = settled.flatMap((step) => (step.status === 'fulfilled' ? [step.value] : []));
      if (failure) throw failure.error;
      assert(drafted.length === steps.length, 'a step failed without saying so');
      return { drafts: drafted.flatMap(({ drafts }) => drafts), read: drafted.flatMap(({ read }) => read) };
    }

    async function orFail<T>(step: string, work: () => Promise<T>): Promise<T> {
      try {
        return await work();
      } catch (error) {
        stop ??= { error };
        failure ??= { error: partFailed(error, step, answers.length) };
        throw failure.error;
      }
    }

    function draftPart({ start, article }: ArticlePart): Promise<Drafted> {
      const step = `the part from character ${start + 1} to ${start + article.text.length}`;
      return orFail(step, async () => {
        const drafted = await draftOrSplit(article);
        return {
          ...drafted,
          read: drafted.read.map((range) => ({ start: start + range.start, end: start + range.end })),
        };
      });
    }

    async function draftOrSplit(article: Article): Promise<Drafted> {
      if (refused && article.text.length >= refused.length) return draftParts(article, refused.error);
      const drafted = await askForDraft({ article });
      return drafted instanceof ProviderError ? splitAfter(drafted, article) : drafted;
    }

    async function splitAfter(error: ProviderError, article: Article): Promise<Drafted> {
      const { tooLong } = error;
      if (article.text.length <= LEAST.characters || (tooLong && tooLong.room < LEAST.tokens)) throw error;
      if (!tooLong) refused = { length: Math.min(article.text.length, refused?.length ?? Infinity), error };
      return draftParts(article, error);
    }

    /** Drafts all parts, in order. It ends, since every part is shorter than what it is a part of. */
    async function draftParts(article: Article, error: ProviderError): Promise<Drafted> {
      const parts = await workers.split(article, shareOf(error));
      if (parts.length < 2) throw error;
      const shorter = parts.every((part) => part.article.text.length < article.text.length);
      assert(shorter, 'a part is as long as what it is a part of');
      // How much is too much is found out on one part, not on all of them.
      const first = refused ? await together(parts.slice(0, 1).map(draftPart)) : null;
      const others = await together(parts.slice(first ? 1 : 0).map(draftPart));
      return first ? { drafts: [...first.drafts, ...others.drafts], read: [...first.read, ...others.read] } : others;
    }

    /** The last step. */
    async function draftFrom(article: Article, { drafts, read }: Drafted, rejected?: Rejected): Promise<DraftResult> {
      const answer = await askInTurn({ article, parts: drafts, ...(rejected && { rejected }) });
      if (answer instanceof ProviderError) {
        const { drafts: fewer } = await bringTogether(article, drafts, answer);
        return draftFrom(article, { drafts: fewer, read }, rejected);
      }
      const all = joinRanges([...read, ...answer.read], article.text);
      lastDrafted.set(article, { drafts, read: all });
      return { ...answer, read: all };
    }

    /** Makes fewer drafts of many. It ends, since there are fewer groups than drafts, and no group has all of them. */
    async function bringTogether(
      article: Article,
      drafts: readonly PartDraft[],
      error: ProviderError,
    ): Promise<Drafted> {
      const groups = groupDrafts(drafts, shareOf(error));
      if (groups.length < 2) throw error;
      assert(groups.length < drafts.length, 'drafts were brought together to no fewer');
      return together(groups.map((group) => orFail('bringing together parts', () => draftGroup(article, group))));
    }

    async function draftGroup(article: Article, group: readonly PartDraft[]): Promise<Drafted> {
      if (group.length === 1) return { drafts: group, read: [] };
      const drafted = await askForDraft({ article, parts: group });
      if (!(drafted instanceof ProviderError)) return drafted;
      return draftGroup(article, (await bringTogether(article, group, drafted)).drafts);
    }

    function summedUp(last: DraftResult): DraftResult {
      const partReceipts = [...booked].filter((receipt) => !last.receipts.includes(receipt));
      return { ...last, calls: answers.length, usage: sumOfUsage(answers), attempts, partReceipts };
    }

    return async function draft(request: DraftRequest): Promise<DraftResult> {
      const { article, rejected } = request;
      const known = rejected && lastDrafted.get(article);
      const whole = known ? null : await ask(request);
      if (whole && !(whole instanceof ProviderError)) return whole;
      const drafted = known ?? (await splitAfter(whole as ProviderError, article));
      const last = await orFail('the draft from all parts', () => draftFrom(article, drafted, rejected));
      return summedUp(last);
    };
  }

  return {
    name: inner.name,
    model: inner.model,
    prompt: inner.prompt,
    draft: (request, call) => createDrafting(request.article.fingerprint, call)(request),
  };
}

/** How much of what was too long may be in one piece of it. */
function shareOf({ tooLong }: ProviderError): number {
  return tooLong ? Math.min((tooLong.room / tooLong.tokens) * MARGIN, MARGIN) : HALF;
}

function noDraft({ provider }: DraftResult, rounds: number): ProviderError {
  return new ProviderError(`${provider} gave no draft in ${rounds} answers`, {
    ...{ code: 'provider-invalid-answer', provider, retryable: true },
    hint: 'Send the article again, or set UPSHOT_MODEL to a model that keeps to a JSON schema.',
  });
}
