import { groundSummary } from '../grounding/ground-summary.ts';
import { checkSafety } from '../safety/check-safety.ts';
import type { JudgedDraft, Judgement } from './judgement.ts';

/** Holds a draft against its article, and against what no summary may hold. Pure, deterministic and linear in the article. */
export function judgeDraft({ article, draft, claims, context }: JudgedDraft): Judgement {
  return {
    evidence: claims ? groundSummary(article, claims) : [],
    unsafe: checkSafety(draft, article, context),
  };
}
