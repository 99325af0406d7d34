import { z } from 'zod';
import { AppError } from '../errors.ts';
import type { Usage } from '../ledger/ledger.ts';
import { readSettingsFile } from '../settings-file.ts';
import builtIn from './prices.json' with { type: 'json' };

const priceSchema = z.strictObject({
  /** As the vendor names it; a dated snapshot without a row of its own costs what its base model costs. */
  model: z.string().min(1),
  inputUsdPerMillion: z.number().min(0),
  outputUsdPerMillion: z.number().min(0),
  /** The day for which the price is known; every built-in one has it, and its source. */
  date: z.iso.date().optional(),
  source: z.string().min(1).optional(),
});
export type Price = z.infer<typeof priceSchema>;

const pricesSchema = z.strictObject({ prices: z.array(priceSchema) });

export type Tokens = Pick<Usage, 'inputTokens' | 'outputTokens'>;

export interface Prices {
  readonly rows: readonly Price[];
  /**
   * US dollars at the list price, or null when the model has no row. A version of the model that was `asked` costs what
   * that one does, unless it has a row of its own; another model that answered in its place does not. Discounts (cached
   * input, batches) are not known here: for a vendor that grants them this is the upper bound.
   */
  costOf(model: string, tokens: Tokens, asked?: string): number | null;
}

/** What a price file of one's own looks like, to be shown to people. */
export const priceFileOf = (model: string) =>
  `{"prices": [{"model": "${model}", "inputUsdPerMillion": 0, "outputUsdPerMillion": 0}]}`;

/**
 * Reads a price file, or the built-in one.
 *
 * @throws {AppError} `bad-prices` naming the file and what is wrong in it.
 */
export function loadPrices(file?: string): Prices {
  const { prices: rows } =
    file === undefined ? pricesSchema.parse(builtIn) : readSettingsFile(file, pricesSchema, badPrices);
  const byModel = new Map(rows.map((row) => [row.model, row]));
  return {
    rows,
    costOf(model, { inputTokens, outputTokens }, asked = model) {
      const base = isVersionOf(model, asked) ? asked : model.replace(/-\d{4}-\d{2}-\d{2}$/, '');
      const row = byModel.get(model) ?? byModel.get(base);
      if (row === undefined) return null;
      const dollars = (inputTokens * row.inputUsdPerMillion + outputTokens * row.outputUsdPerMillion) / 1e6;
      return Number(dollars.toFixed(10)); // 0.1 + 0.2 should read 0.3
    },
  };
}

/** `name-0613`, `name-2025-08-07`, `name@20250807` or `name:8b` is a version of `name`; `name-pro` is another model. */
function isVersionOf(model: string, asked: string): boolean {
  return model.startsWith(asked) && /^[-@:]\d/.test(model.slice(asked.length));
}

function badPrices(message: string, cause?: unknown): AppError {
  return new AppError(`The prices cannot be used: ${message}`, {
    code: 'bad-prices',
    status: 500,
    exitCode: 2,
    hint: `Mend the file, which looks like ${priceFileOf('gpt-5-mini')}, or unset UPSHOT_PRICES to use the built-in prices.`,
    cause,
  });
}
