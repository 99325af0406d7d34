import { z } from 'zod';

/** A passage of the article: `text.slice(start, end) === quote`, offsets in UTF-16 code units. */
const spanSchema = z.object({
  start: z.int().min(0),
  end: z.int().min(1),
  quote: z.string().min(1),
});

/**
 * - `number`: a figure that the article does not state.
 * - `quote`: words in quotation marks that the article does not contain.
 * - `support`: no passage covers the claim's words well enough. Never raised for the line, which is an inference.
 */
const groundingCodes = ['number', 'quote', 'support'] as const;

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
