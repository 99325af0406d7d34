import type { Article } from '../article/article.ts';
import type { SaveCandidate } from '../catalogue/catalogue.ts';
import { withContent } from '../catalogue/editable-content.ts';
import { editableFields } from '../catalogue/editable-fields.ts';
import type { Locks } from '../catalogue/editing.ts';
import { isBlocked } from '../grounding/blocking-issues.ts';
import type { TextWorkers } from '../workers/text-workers.ts';
import { evidenceOf } from './evidence-of.ts';

/**
 * A new draft with what is locked of the entry that it revises, byte for byte, and with the tags that came with the article,
 * if none came with it now. Locked claims are held against the new text; what it says to them is shown, and holds nothing
 * back: a person decided.
 */
export async function keepLocks(
  candidate: SaveCandidate,
  article: Article,
  locks: Locks | null,
  workers: Pick<TextWorkers, 'judge'>,
): Promise<SaveCandidate> {
  if (locks === null) return candidate;
  const fields = editableFields.filter((name) => name in locks.fields);
  const givenTags = candidate.givenTags ?? locks.givenTags;
  const kept = withContent(candidate, { ...(givenTags && { tags: [...givenTags] }), ...locks.fields });
  const { fingerprint } = candidate;
  const known = [{ ...candidate, text: fingerprint }, ...locks.from];
  const evidence = await evidenceOf(kept.summary, known, { fingerprint, read: async () => article }, workers);
  const doubtful = evidence.some((one) => isBlocked(one) && !fields.some((name) => one.claim.startsWith(name)));
  const dropped = fields.includes('bullets') ? [] : candidate.provenance.dropped;
  return {
    ...kept,
    ...(givenTags && { givenTags }),
    ...{ evidence, provenance: { ...candidate.provenance, dropped } },
    status: doubtful ? candidate.status : 'published',
    locks: { fields, seen: locks.seen },
  };
}
