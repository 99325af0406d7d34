import { createHash } from 'node:crypto';

/** What makes two command lines the same. */
export interface Sameness {
  readonly name: string;
  /** Where the articles come from, resolved. */
  readonly inputs: readonly string[];
  readonly tags: readonly string[];
  /** Who may answer, in order, as the vendor names it. */
  readonly answering: readonly { readonly name: string; readonly model: string }[];
  readonly promptHash: string | null;
}

/**
 * The key of the series that a run belongs to: SHA-256, hex. How fast and how far it goes (concurrency, budgets, limits)
 * and what it prints are not in it.
 */
export function seriesOf({ name, inputs, tags, answering, promptHash }: Sameness): string {
  const who = answering.map((one) => [one.name, one.model]);
  return createHash('sha256')
    .update(JSON.stringify([name, inputs, tags, who, promptHash]))
    .digest('hex');
}
