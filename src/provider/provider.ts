import type { Article, Range } from '../article/article.ts';
import type { Spending, Usage } from '../ledger/ledger.ts';
import type { PromptRef } from '../prompt/prompt-ref.ts';
import type { Issue } from '../summary/issue.ts';

/**
 * The port to whatever writes drafts. Adapters talk to one vendor; wrappers are providers around a provider.
 * To add one, see ARCHITECTURE.md.
 */
export interface Provider {
  /** As written in `UPSHOT_PROVIDER` and in an entry's provenance: `openai`, `extractive`, `mock`... */
  readonly name: string;
  /** The model asked, as the vendor names it; `extractive` names its own version. */
  readonly model: string;
  /** The prompt it would use now, or null when it uses none. With `model`, it tells a stale entry from a current one. */
  readonly prompt: PromptRef | null;
  /**
   * Writes one draft. The draft is whatever the vendor answered, not yet validated.
   *
   * @throws {ProviderError} when there is no draft; it carries whether trying again may help.
   * Rejects with the signal's reason when the call is cancelled; nothing is left running after that.
   */
  draft(request: DraftRequest, call: Call): Promise<DraftResult>;
}

/** The content of a request: everything in it, and nothing else, may change the answer. */
export interface DraftRequest {
  readonly article: Article;
  /**
   * The drafts of all parts of the article, in order, when it is too long to be shown whole: the provider drafts from these
   * instead of the text.
   */
  readonly parts?: readonly PartDraft[];
  /** The last draft and all that was wrong with it: the provider is asked to write it again. */
  readonly rejected?: Rejected;
}

/** What a provider made of one part of an article. */
export interface PartDraft {
  readonly whyItMatters: string;
  readonly bullets: readonly string[];
}

export interface Rejected {
  /** Which repair this asks for, from 1: a model may well give the same wrong draft twice, and is asked again then. */
  readonly round: number;
  readonly draft: unknown;
  readonly issues: readonly Issue[];
}

/** What the calls for one purpose have in common. */
export interface Sending {
  /** On whose account it goes. */
  readonly spending?: Spending;
  /** Aborted when nothing more is to be sent: who waits for that rejects with its reason, what has been sent goes on. Default: never. */
  readonly stop?: AbortSignal;
}

/** The circumstances of a request, which never change the answer. */
export interface Call extends Sending {
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** When an answer comes too late, in milliseconds by the steady clock: the total, waits and retries included. */
  readonly deadline: number;
  /** Fingerprint of the whole article, where the request is about a part of it. */
  readonly whole?: string;
  /** The most tokens that the prompt has, where somebody counted them already. */
  readonly promptTokens?: number;
  /** The most tokens that its answer may have, where no more is left to pay for. Default: what the provider allows. */
  readonly maxOutputTokens?: number;
  /** Whether a place at the provider stands empty until it is sent: then nothing on the way is put off. Default false. */
  readonly atOnce?: boolean;
  /** Told as soon as nobody is asked any more; what comes after it is bookkeeping. */
  readonly onAnswer?: () => void;
}

export interface DraftResult {
  readonly draft: unknown;
  /** Who answered: behind wrappers it may be another than the one asked. */
  readonly provider: string;
  readonly model: string;
  readonly prompt: PromptRef | null;
  readonly usage: Usage;
  /** How many answers it is made of; left out where that is one. */
  readonly calls?: number;
  /** Every try, failed ones included, in order. Empty when nothing had to be asked. */
  readonly attempts: readonly Attempt[];
  /** The ranges of `article.text` that the answer is based on. */
  readonly read: readonly Range[];
  /** Ledger rows that hold this answer, without those of the parts it was drafted from; empty for a provider that is not in the ledger. */
  readonly receipts: readonly string[];
  /** Ledger rows of those parts, where there are any. */
  readonly partReceipts?: readonly string[];
}

export interface Attempt {
  readonly provider: string;
  readonly model: string;
  /** `answered`, or the code of the error. */
  readonly outcome: string;
  readonly durationMs: number;
  /** How long was waited before this attempt, in milliseconds. */
  readonly waitedMs: number;
}

export const noUsage: Usage = { inputTokens: 0, outputTokens: 0, costUsd: 0 };
