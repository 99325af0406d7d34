import type { Usage } from '../ledger/ledger.ts';

/** What some answers took together; without a price as soon as one of them has none. */
export function sumOfUsage(answers: readonly { readonly usage: Usage }[]): Usage {
  return answers.reduce<Usage>(
    (sum, { usage }) => ({
      inputTokens: sum.inputTokens + usage.inputTokens,
      outputTokens: sum.outputTokens + usage.outputTokens,
      costUsd: sum.costUsd === null || usage.costUsd === null ? null : sum.costUsd + usage.costUsd,
    }),
    { inputTokens: 0, outputTokens: 0, costUsd: 0 },
  );
}
