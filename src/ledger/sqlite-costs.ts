import type { Sqlite } from '../sqlite/sqlite.ts';
import type { CostGrouping, CostRow } from './account.ts';
import { accountOf, type Booked, type Sums } from './sqlite-accounts.ts';

/** Calls whose outcome is still out: those under way, and those of callers who are lost. */
export interface Unclosed {
  readonly open: readonly UnclosedCall[];
  readonly lost: readonly UnclosedCall[];
}

export interface UnclosedCall extends Booked {
  readonly receipt: number;
}

const KEYS: Readonly<Record<Exclude<CostGrouping, 'day'>, string>> = {
  model: 'ledger.model',
  provider: 'ledger.provider',
  run: 'ledger.run',
  tag: 'tag.value',
};

/** An entry that is gone, or never was, has no tags: its calls are under null. */
const WITH_TAGS = `LEFT JOIN entry ON entry.id = ledger.entry
  LEFT JOIN json_each(entry.summary, '$.tags') AS tag`;

/** Sums calls from `since` (milliseconds since the Unix epoch) on by what their rows say, the dearest first. */
export function readCosts(
  db: Sqlite,
  by: Exclude<CostGrouping, 'day'>,
  since: number,
  { open, lost }: Unclosed,
): CostRow[] {
  const rows = db.all<Sums & { key: string | null; openIds: string }>(
    `SELECT ${KEYS[by]} AS key, count(*) AS calls,
       count(*) FILTER (WHERE state IN ('settled', 'discarded')) AS settled,
       count(*) FILTER (WHERE state = 'uncertain') AS uncertain,
       sum(input_tokens) AS inputTokens, sum(output_tokens) AS outputTokens,
       coalesce(sum(cost_nanos), 0) AS costNanos, count(cost_nanos) AS priced,
       count(*) FILTER (WHERE cost_nanos IS NULL
         AND (state IN ('settled', 'discarded', 'uncertain') OR (state = 'failed' AND output_tokens > 0))) AS unpriced,
       coalesce(sum(cost_nanos) FILTER (WHERE state = 'uncertain'), 0) AS uncertainNanos,
       json_group_array(receipt) FILTER (WHERE state = 'reserved') AS openIds
     FROM ledger ${by === 'tag' ? WITH_TAGS : ''} WHERE reserved_at >= ? GROUP BY 1`,
    [since],
  );
  return rows
    .map(({ key, openIds, ...sums }) => {
      const ids = new Set(JSON.parse(openIds) as number[]);
      const isOn = ({ receipt }: UnclosedCall) => ids.has(receipt);
      return { key, ...accountOf(sums, open.filter(isOn), lost.filter(isOn)) };
    })
    .sort((a, b) => (b.costUsd ?? -1) - (a.costUsd ?? -1) || b.calls - a.calls || compare(a.key, b.key));
}

function compare(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : 1;
}

/** The answers that still answer, and ended in this entry. */
export function receiptsOf(db: Sqlite, entryId: string): string[] {
  const sql = "SELECT receipt FROM ledger WHERE entry = ? AND state = 'settled'";
  return db.all<{ receipt: number }>(sql, [entryId]).map(({ receipt }) => `${receipt}`);
}

/** Says which entry answers ended in. Runs inside the transaction that stores the entry. */
export function attributeReceipts(db: Sqlite, receipts: readonly string[], entryId: string): void {
  for (const receipt of receipts) db.run('UPDATE ledger SET entry = ? WHERE receipt = ?', [entryId, Number(receipt)]);
}
