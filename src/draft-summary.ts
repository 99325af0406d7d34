import type { Article } from './article/article.ts';
import type { DroppedClaim, EntryStatus } from './catalogue/entry.ts';
import { AppError } from './errors.ts';
import { blockingIssues, isBlocked } from './grounding/blocking-issues.ts';
import type { ClaimEvidence } from './grounding/evidence.ts';
import type { Call, DraftResult, Provider, Rejected } from './provider/provider.ts';
import { ProviderError } from './provider/provider-error.ts';
import type { SafetyContext, SafetyIssue } from './safety/check-safety.ts';
import { type Issue, inOrder, issueWithPassages } from './summary/issue.ts';
import { type Summary, summaryLimits, summarySchema } from './summary/summary.ts';
import { validateDraft } from './summary/validate-draft.ts';
import type { TextWorkers } from './workers/text-workers.ts';

export interface DraftingDeps {
  readonly workers: Pick<TextWorkers, 'judge'>;
  readonly provider: Provider;
  readonly tagIds: readonly string[];
  /** What a draft is held against besides its article. */
  readonly safety: SafetyContext;
  /** How often a draft goes back to the provider, for whatever reason. */
  readonly maxRepairs: number;
  /** What becomes of a summary that the article still contradicts: kept for a person to look at, or refused. */
  readonly grounding: 'review' | 'strict';
  /** Told of every issue of every draft. */
  readonly onIssue?: (provider: string, code: string) => void;
}

export interface Drafted {
  readonly summary: Summary;
  readonly evidence: readonly ClaimEvidence[];
  readonly status: EntryStatus;
  /** The bullets that the summary goes without. */
  readonly dropped: readonly DroppedClaim[];
}

/** A draft in the form of a summary, with what the article says to it, and what no summary may hold. */
interface Checked {
  readonly summary: Summary;
  readonly evidence: readonly ClaimEvidence[];
  readonly unsafe: readonly SafetyIssue[];
}

/**
 * Asks for a draft until one is a valid summary that the article backs. All that is wrong with a draft goes back in one
 * message, whether the schema or the article says so, and from one budget. Of what still fails, a bullet that the article
 * contradicts or that no summary may hold is left out when enough good ones remain. A summary that holds such a thing
 * elsewhere is as good as none: it is not even kept to be looked at.
 *
 * @param results takes every answer on the way, also when this rejects.
 * @throws {AppError} 502 `no-valid-summary` when no draft was valid, 422 `not-grounded` when `grounding` is strict.
 */
export async function draftSummary(
  article: Article,
  call: Call,
  results: DraftResult[],
  deps: DraftingDeps,
): Promise<Drafted> {
  const { provider, workers, tagIds, safety, maxRepairs } = deps;
  const schema = schemaFor(tagIds);
  let best: Checked | undefined;
  let rejected: Rejected | undefined;
  let issues: Issue[] = [];

  for (;;) {
    const result = await nextDraft();
    if (result === null) break;
    results.push(result);
    const { summary, issues: schemaIssues = [] } = validateDraft(result.draft, schema, article.tags);
    const claims = summary ?? claimsOf(result.draft);
    const judged = { article, draft: summary ?? result.draft, claims, context: safety };
    const { evidence, unsafe: found } = await workers.judge(judged);
    // Tags that came with the article stand for the draft's, and are nobody's obedience.
    const unsafe = article.tags.length === 0 ? found : found.filter(({ at }) => !at.startsWith('tags/'));
    issues = inOrder([...schemaIssues, ...unsafe, ...blockingIssues(evidence)]);
    for (const { code } of issues) deps.onIssue?.(result.provider, code);
    if (summary) best = better(best, { summary, evidence, unsafe });
    if (issues.length === 0 && summary) return { summary, evidence, status: 'published', dropped: [] };
    if (results.length > maxRepairs) break;
    rejected = { round: results.length, draft: result.draft, issues };
  }
  const mended = best && withoutBlocked(best);
  if (mended) return mended;
  if (!best || best.unsafe.length > 0) throw noValidSummary(provider.name, results.length, issues);
  return held(best, deps.grounding);

  /** Null when the provider has no other draft to give, and there is one that will do. */
  async function nextDraft(): Promise<DraftResult | null> {
    try {
      return await provider.draft(rejected ? { article, rejected } : { article }, call);
    } catch (error) {
      if (best && error instanceof ProviderError && !error.retryable) return null;
      throw error;
    }
  }
}

const schemas = new WeakMap<readonly string[], ReturnType<typeof summarySchema>>();

/** Making a schema takes longer than all that it is then held against. */
function schemaFor(tagIds: readonly string[]) {
  const known = schemas.get(tagIds) ?? summarySchema(tagIds);
  schemas.set(tagIds, known);
  return known;
}

/** The claims of a draft that breaks the schema elsewhere, so that all that is wrong with it is found at once. */
function claimsOf(draft: unknown): Pick<Summary, 'whyItMatters' | 'bullets'> | null {
  if (typeof draft !== 'object' || draft === null) return null;
  const { whyItMatters, bullets } = draft as Record<string, unknown>;
  const isClaim = (value: unknown): value is string => typeof value === 'string' && value.length <= LONGEST_CLAIM;
  if (!isClaim(whyItMatters) || !Array.isArray(bullets) || bullets.length > MOST_CLAIMS || !bullets.every(isClaim)) {
    return null;
  }
  return { whyItMatters, bullets };
}

/** Beyond these a draft has other troubles than its figures. */
const LONGEST_CLAIM = 1000;
const MOST_CLAIMS = 12;

/** What no summary may hold weighs more than all that the article can contradict. */
const WORSE = 100;

function better(one: Checked | undefined, other: Checked): Checked {
  const faults = ({ evidence, unsafe }: Checked) => unsafe.length * WORSE + evidence.filter(isBlocked).length;
  return one && faults(one) < faults(other) ? one : other;
}

/** The summary with the bad bullets left out; null when too few remain, or something else is bad. */
function withoutBlocked({ summary, evidence, unsafe }: Checked): Drafted | null {
  const [line, ...bullets] = evidence;
  const unsafeAt = new Set(unsafe.map(({ at }) => at));
  const kept = bullets.filter((bullet) => !isBlocked(bullet) && !unsafeAt.has(bullet.claim));
  if ([...unsafeAt].some((at) => !at.startsWith('bullets/'))) return null;
  if (line === undefined || isBlocked(line) || kept.length < summaryLimits.bullets.min) return null;
  return {
    summary: {
      ...summary,
      bullets: summary.bullets.filter((_, index) => kept.includes(bullets[index] as ClaimEvidence)),
    },
    evidence: [line, ...kept.map((bullet, index) => ({ ...bullet, claim: `bullets/${index}` }))],
    status: 'published',
    dropped: bullets.flatMap((bullet, index) =>
      kept.includes(bullet) ? [] : [droppedClaim(bullet, summary.bullets[index] ?? '', unsafe)],
    ),
  };
}

/** Of what no summary may hold, only the kind is told: nothing of it is kept. */
function droppedClaim({ claim, issues }: ClaimEvidence, text: string, unsafe: readonly SafetyIssue[]): DroppedClaim {
  const forbidden = unsafe.filter(({ at }) => at === claim);
  if (forbidden.length === 0) return { claim: text, issues };
  return { claim: null, issues: forbidden.map(({ code }) => ({ code, message: 'No summary may hold this.' })) };
}

function held({ summary, evidence }: Checked, grounding: DraftingDeps['grounding']): Drafted {
  if (grounding === 'review') return { summary, evidence, status: 'needs-review', dropped: [] };
  // Nobody will see the summary, so that each issue says of what.
  const bullets = new Map(summary.bullets.map((bullet, index) => [`bullets/${index}`, bullet]));
  const issues = blockingIssues(evidence).map((issue) => ({
    ...issue,
    message: `“${bullets.get(issue.at) ?? summary.whyItMatters}” ${issue.message}`,
  }));
  throw new AppError(`The article does not say what the summary says: ${said(issues)}`, {
    code: NOT_GROUNDED,
    status: 422,
    retryable: true,
    hint: 'Send the article again, or set UPSHOT_GROUNDING=review to keep such summaries for a person to look at.',
    errors: detailsOf(issues),
  });
}

const NO_VALID_SUMMARY = 'no-valid-summary';
const NOT_GROUNDED = 'not-grounded';

/**
 * Whether the answers so far, which are paid for, end there again whenever they are built on: the model never gave a summary
 * that can be used, or the provider will not go on from them. One that was only busy, or a full disk, is another matter.
 */
export function ledNowhere(error: unknown): boolean {
  if (error instanceof ProviderError) return !error.retryable;
  return error instanceof AppError && [NO_VALID_SUMMARY, NOT_GROUNDED].includes(error.code);
}

function noValidSummary(provider: string, drafts: number, issues: readonly Issue[]): AppError {
  const count = `${drafts} ${drafts === 1 ? 'draft' : 'drafts'}`;
  return new AppError(`${provider} gave no valid summary in ${count}: ${said(issues)}`, {
    code: NO_VALID_SUMMARY,
    status: 502,
    retryable: true,
    hint: 'Send the article again, or set UPSHOT_MODEL to a model that keeps to a JSON schema.',
    errors: detailsOf(issues),
  });
}

function said(issues: readonly Issue[]): string {
  return issues.map(({ at, message }) => `${at && `${at}: `}${message.replace(/\.$/, '')}`).join('; ');
}

function detailsOf(issues: readonly Issue[]) {
  return issues.map((issue) => ({
    detail: issueWithPassages(issue),
    pointer: `/summary/${issue.at}`.replace(/\/$/, ''),
  }));
}
