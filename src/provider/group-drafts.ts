import type { PartDraft } from './provider.ts';

/**
 * Neighbours in groups of about the same size: as many groups as each then has drafts, so that neither this step nor the
 * next has to leave out much more than the other, or more groups where these would not fit. Always fewer groups than drafts;
 * none of two drafts, which are as few as can be brought together.
 *
 * @param share how much of all of them fits at once, above 0 and below 1.
 */
export function groupDrafts(drafts: readonly PartDraft[], share: number): PartDraft[][] {
  const all = drafts.length;
  if (all < 3) return [];
  const count = Math.min(Math.max(Math.ceil(1 / share), Math.ceil(Math.sqrt(all))), Math.max(2, Math.floor(all / 2)));
  const at = (group: number) => Math.floor((group * all) / count);
  return Array.from({ length: count }, (_, group) => drafts.slice(at(group), at(group + 1)));
}
