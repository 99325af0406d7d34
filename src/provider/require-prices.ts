import { AppError } from '../errors.ts';
import type { ProviderConfig } from '../provider-config.ts';
import { modelOf } from './model-of.ts';
import { type Prices, priceFileOf } from './prices.ts';

/**
 * Makes sure that what calls cost is known, before a budget is set on it.
 *
 * @param budget as the person set it: `UPSHOT_MAX_COST_USD`, `--max-cost`.
 * @throws {AppError} `bad-config`, exit code 2, naming the first model without a price.
 */
export function requirePrices(providers: readonly ProviderConfig[], prices: Prices, budget: string): void {
  const nothing = { inputTokens: 0, outputTokens: 0 };
  for (const provider of providers) {
    const model = modelOf(provider);
    if (provider.kind === 'extractive' || prices.costOf(model, nothing) !== null) continue;
    throw new AppError(`${budget} is set, but no price is known of ${model}, which ${provider.name} is asked for`, {
      code: 'bad-config',
      status: 500,
      exitCode: 2,
      hint: `Set UPSHOT_PRICES to a file with its price, 0 for a model of your own: ${priceFileOf(model)}; or set no budget.`,
    });
  }
}
