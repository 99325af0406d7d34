import { type Entry, IMPORTED } from '../../catalogue/entry.ts';

export interface ProvenanceRow {
  readonly name: string;
  readonly value: string;
}

const count = new Intl.NumberFormat('en-GB');
const dateFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** How an entry came to be, for people. */
export function provenanceRows(entry: Entry, mayReview: boolean): ProvenanceRow[] {
  return [...madeOf(entry), ...droppedOf(entry, mayReview)];
}

function madeOf({ provenance, updatedAt, locked }: Entry): ProvenanceRow[] {
  const { provider, model, prompt, calls, repairs, inputTokens, outputTokens, costUsd, durationMs } = provenance;
  const asked = calls > 0 && provider !== 'extractive' && provider !== IMPORTED;
  const rows: [name: string, value: string | null][] = [
    ['Written by', writerOf(provider, model)],
    ['Edited', locked.length === 0 ? null : `by a person: ${locked.map((field) => fieldNames[field]).join(', ')}`],
    ['Prompt', prompt],
    ['Calls', asked ? `${calls}${repairs > 0 ? `, ${repairs} of them to mend a draft` : ''}` : null],
    ['Tokens', asked ? `${count.format(inputTokens)} in, ${count.format(outputTokens)} out` : null],
    ['Cost', asked ? (costUsd === null ? 'unknown' : `US$ ${costUsd.toFixed(4)}`) : null],
    [
      'Took',
      provider === IMPORTED ? null : durationMs < 1000 ? `${durationMs} ms` : `${(durationMs / 1000).toFixed(1)} s`,
    ],
    ['Last changed', `${dateFormat.format(new Date(updatedAt))} UTC`],
  ];
  return rows.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
}

/** What people call the fields that can be edited. */
export const fieldNames: Readonly<Record<Entry['locked'][number], string>> = {
  title: 'title',
  url: 'address',
  source: 'source',
  author: 'author',
  whyItMatters: 'line',
  bullets: 'bullets',
  tags: 'tags',
  keywords: 'keywords',
};

function writerOf(provider: string, model: string): string {
  if (provider === 'extractive') return 'extraction, without a model';
  return provider === IMPORTED ? 'others: it was imported from a digest' : `${model}, by way of ${provider}`;
}

/** What the summary goes without: in full for whoever may review, for others only how much. */
function droppedOf({ provenance: { dropped } }: Entry, mayReview: boolean): ProvenanceRow[] {
  if (dropped.length === 0) return [];
  if (!mayReview)
    return [{ name: 'Left out', value: dropped.length === 1 ? 'one bullet' : `${dropped.length} bullets` }];
  return dropped.map(({ claim, issues }) => ({
    name: 'Left out',
    value: [claim, ...issues.map(({ message }) => message)].filter((part) => part !== null).join(' – '),
  }));
}
