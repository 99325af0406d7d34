import { z } from 'zod';
import type { Issue } from '../summary/issue.ts';
import type { PartDraft } from './provider.ts';

/**
 * What the draft of a part must be to stand for that part: far less strict than a summary, since only what is made of all
 * of them is shown to anybody, but small enough that many of them fit into a prompt.
 */
const partDraftSchema = z.object({
  whyItMatters: z.string().min(1).max(1200),
  bullets: z.array(z.string().min(1).max(800)).min(1).max(12),
});

export type ReadPartDraft =
  | { readonly draft: PartDraft; readonly issues?: never }
  | { readonly draft?: never; readonly issues: readonly Issue[] };

/** Reads the draft of a part, or says what is wrong with it, all at once. */
export function readPartDraft(draft: unknown): ReadPartDraft {
  const parsed = partDraftSchema.safeParse(draft);
  if (parsed.success) return { draft: parsed.data };
  const issues = parsed.error.issues.map(({ path, message }) => ({
    ...{ code: 'schema', at: path.map(String).join('/'), message },
  }));
  return { issues };
}
