import { z } from 'zod';
import { type Catalogue, verdicts } from './catalogue/catalogue.ts';
import type { Entry } from './catalogue/entry.ts';
import { noSuchArticle } from './catalogue/not-found.ts';
import type { Clock } from './clock.ts';
import { describeIssues, refusalOf } from './describe-issues.ts';
import { type AcceptanceDeps, acceptanceOf } from './editing/acceptance.ts';
import { EditConflictError } from './editing/edit-error.ts';
import { type Edit, editedContentSchema, reasonSchema } from './editing/edit-request.ts';
import { AppError } from './errors.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Vocabulary } from './tags/vocabulary.ts';

/** What a person says to an entry that waits: whether it is published as it stands and, if they like, why. */
const reviewSchema = z
  .strictObject({
    decision: z.enum(verdicts, { error: `decision must be one of ${verdicts.join(', ')}` }),
    reason: reasonSchema,
  })
  .meta({ id: 'Review' });

/** The same with what the person mends on the way. */
export function editingReviewSchema(vocabulary: Vocabulary) {
  return reviewSchema
    .extend({
      edits: editedContentSchema(vocabulary)
        .optional()
        .meta({ id: 'ReviewEdits', description: 'What is mended of what is accepted, and locked.' }),
    })
    .refine(({ decision, edits }) => decision === 'accept' || edits === undefined, {
      ...{ path: ['edits'], error: 'edits are for what is accepted' },
    })
    .meta({ id: 'Review' });
}
export type Review = z.infer<typeof reviewSchema> & { readonly edits?: Omit<Edit, 'reason' | 'unlock'> | undefined };

/** Without a vocabulary nothing can be edited. @throws {AppError} 400 `invalid-review` naming every fault. */
export function checkReview(input: unknown, vocabulary?: Vocabulary): Review {
  const schema = vocabulary ? editingReviewSchema(vocabulary) : reviewSchema;
  const parsed = schema.safeParse(input, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw refusalOf('The decision cannot be taken', describeIssues(parsed.error.issues), {
    code: 'invalid-review',
    status: 400,
    hint: 'Send {"decision": "accept"} or {"decision": "reject"}, with a reason if you like.',
  });
}

/** Who decides, and on what: when the entry has changed since, nothing is decided. */
export interface Circumstances {
  /** Default: nobody says. */
  readonly by?: string | null;
  /** `updatedAt` of the entry that was looked at. */
  readonly seen?: string | undefined;
  /** Its version. */
  readonly version?: number | undefined;
}

export interface Reviewer {
  /**
   * Carries out a decision on an entry that waits for review. The answers that a rejected summary was built on are not
   * used again: the same article is drafted anew when it comes the next time.
   *
   * @returns the entry that is now published, under its own id or that of the one it revises; null after a rejection.
   * @throws {AppError} 404 when there is no such entry (any more), 409 when it does not wait, or has changed, 412 when its
   *   version is another.
   */
  decide(id: string, review: Review, circumstances?: Circumstances): Promise<Entry | null>;
}

export interface ReviewerDeps extends AcceptanceDeps {
  readonly catalogue: Pick<Catalogue, 'get' | 'locks' | 'decide'>;
  readonly ledger: Pick<Ledger, 'discard'>;
  readonly clock: Clock;
}

export function createReviewer(deps: ReviewerDeps): Reviewer {
  const { catalogue, ledger, clock } = deps;
  return {
    async decide(id, { decision: verdict, reason, edits }, { by = null, seen, version } = {}) {
      if (version !== undefined) {
        const entry = await catalogue.get(id);
        if (entry && entry.version !== version) throw new EditConflictError(entry);
      }
      const accepted = verdict === 'accept' ? await acceptanceOf(id, edits, deps) : undefined;
      const decided = await catalogue.decide(id, {
        ...{ verdict, reason, by, now: clock.now() },
        ...(seen === undefined ? {} : { seen }),
        ...(accepted && { accepted }),
      });
      if (decided === null) {
        throw noSuchArticle(id, 'If it waited for review, it has been decided on meanwhile.');
      }
      if (decided.outcome === 'undecided') throw undecided(decided.entry);
      if (decided.outcome === 'accepted') return decided.entry;
      // The decision stands either way: at worst the same summary comes again once, to be rejected again.
      await ledger.discard(decided.receipts).catch(() => undefined);
      return null;
    },
  };
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
