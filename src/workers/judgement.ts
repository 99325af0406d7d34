import type { GroundableArticle } from '../article/article.ts';
import type { ClaimEvidence } from '../grounding/evidence.ts';
import type { SafetyContext, SafetyIssue } from '../safety/check-safety.ts';
import type { CheckedArticle } from '../safety/safety-issue.ts';
import type { Summary } from '../summary/summary.ts';

/** A draft with all that it is held against. */
export interface JudgedDraft {
  readonly article: GroundableArticle & CheckedArticle;
  /** Of any form. */
  readonly draft: unknown;
  /** What of it can be held against the article; null: nothing. */
  readonly claims: Pick<Summary, 'whyItMatters' | 'bullets'> | null;
  readonly context: SafetyContext;
}

/** What there is to say to a draft. */
export interface Judgement {
  /** What the article says to the line and to each bullet, in this order; empty where there are no claims. */
  readonly evidence: readonly ClaimEvidence[];
  /** What no summary may hold. */
  readonly unsafe: readonly SafetyIssue[];
}
