import { z } from 'zod';
import { type Catalogue, verdicts } from './catalogue/catalogue.ts';
import type { Entry } from './catalogue/entry.ts';
import type { Clock } from './clock.ts';
import { describeIssues } from './describe-issues.ts';
import { AppError } from './errors.ts';
import type { Ledger } from './ledger/ledger.ts';

const LONGEST_REASON = 500;

/** What a person says to an entry that waits: whether it is published as it stands and, if they like, why. */
export const reviewSchema = z
  .strictObject({
    decision: z.enum(verdicts, { error: `decision must be one of ${verdicts.join(', ')}` }),
    reason: z
      .string()
      .trim()
      .max(LONGEST_REASON, `reason must be at most ${LONGEST_REASON} characters`)
      .nullish()
      .transform((reason) => reason || null)
      .meta({
        description: 'Kept with the decision.',
        override: { type: ['string', 'null'], maxLength: LONGEST_REASON },
      }),
  })
  .meta({ id: 'Review' });
export type Review = z.infer<typeof reviewSchema>;

/** @throws {AppError} 400 `invalid-review` naming every fault. */
export function checkReview(input: unknown): Review {
  const parsed = reviewSchema.safeParse(input, { reportInput: true });
  if (parsed.success) return parsed.data;
  const errors = describeIssues(parsed.error.issues);
  throw new AppError(`The decision cannot be taken: ${errors.map(({ detail }) => detail).join('; ')}`, {
    code: 'invalid-review',
    status: 400,
    hint: 'Send {"decision": "accept"} or {"decision": "reject"}, with a reason if you like.',
    errors,
  });
}

export interface Reviewer {
  /**
   * Carries out a decision on an entry that waits for review. The answers that a rejected summary was built on are not
   * used again: the same article is drafted anew when it comes the next time.
   *
   * @param seen `updatedAt` of the entry that was looked at; when it has changed since, nothing is decided.
   * @returns the entry that is now published, under its own id or that of the one it revises; null after a rejection.
   * @throws {AppError} 404 when there is no such entry (any more), 409 when it does not wait, or has changed.
   */
  decide(id: string, review: Review, seen?: string): Promise<Entry | null>;
}

export interface ReviewerDeps {
  readonly catalogue: Pick<Catalogue, 'decide'>;
  readonly ledger: Pick<Ledger, 'discard'>;
  readonly clock: Clock;
}

export function createReviewer({ catalogue, ledger, clock }: ReviewerDeps): Reviewer {
  return {
    async decide(id, { decision: verdict, reason }, seen) {
      const decision = { verdict, reason, now: clock.now(), ...(seen === undefined ? {} : { seen }) };
      const decided = await catalogue.decide(id, decision);
      if (decided === null) throw nothingWaits(id);
      if (decided.outcome === 'undecided') throw undecided(decided.entry);
      if (decided.outcome === 'accepted') return decided.entry;
      // The decision stands either way: at worst the same summary comes again once, to be rejected again.
      await ledger.discard(decided.receipts).catch(() => undefined);
      return null;
    },
  };
}

function nothingWaits(id: string): AppError {
  return new AppError(`There is no article “${id.slice(0, 60)}”`, {
    code: 'article-not-found',
    status: 404,
    hint: 'If it waited for review, it has been decided on meanwhile.',
  });
}

function undecided({ id, status }: Entry): AppError {
  if (status === 'published') {
    return new AppError(`The article ${id} does not wait for review: it is published`, {
      code: 'not-waiting',
      status: 409,
      hint: 'GET /v1/articles?status=needs-review lists what waits.',
    });
  }
  return new AppError(`The article ${id} has changed since you looked at it`, {
    code: 'changed-meanwhile',
    status: 409,
    hint: 'Look at it again as it is now, then decide.',
  });
}
