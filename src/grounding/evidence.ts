import { z } from 'zod';

/** A passage of the article: `text.slice(start, end) === quote`, offsets in UTF-16 code units. */
const spanSchema = z.object({
  start: z.int().min(0),
  end: z.int().min(1),
  quote: z.string().min(1),
});

/**
 * - `number` (stated/; of labels, names/): a figure, date or version that the article does not state, or not of this.
 * - `name` (names/): a person, company, product, place or acronym that the article does not mention, or not here.
 * - `quote` (check-quotes.ts): words in quotation marks that the article does not contain.
 * - `direction` (turned/, listed in contradictions.ts): the opposite of what the article says: up for down, before for
 *   after, from B to A.
 * - `negation` (denied/, listed there too): a negation on one side only.
 * - `support` (align.ts): no passage covers the claim's words well enough. Never raised for the line, which is an inference.
 */
export const groundingCodes = ['number', 'name', 'quote', 'direction', 'negation', 'support'] as const;
export type GroundingCode = (typeof groundingCodes)[number];

/** Codes of issues that hold a summary back; `support` is a note for the reader. */
export const blockingCodes: ReadonlySet<GroundingCode> = new Set(groundingCodes.filter((code) => code !== 'support'));

/** What the article says to one claim. `supported` is true exactly when `issues` is empty. */
export const claimEvidenceSchema = z
  .object({
    claim: z.string().regex(/^(whyItMatters|bullets\/\d+)$/),
    supported: z.boolean(),
    spans: z.array(spanSchema).meta({ description: 'Best first.' }),
    issues: z.array(z.object({ code: z.enum(groundingCodes), message: z.string() })),
  })
  .meta({ id: 'ClaimEvidence' });
export type ClaimEvidence = z.infer<typeof claimEvidenceSchema>;

/**
 * An issue as it was found. The message holds none of the article's sentences: they are evidence, and shown as such.
 */
export type FoundIssue = ClaimEvidence['issues'][number] & {
  /** Position of the passage that says otherwise, which then is the first to be shown. */
  readonly passage?: number;
};

/** What is said of a claim that turns round what a passage says. */
export const WRONG_WAY_ROUND = 'The claim has it the wrong way round. Say it the way round that the article does.';
