import type { DescribedRevision, FieldChange } from '../editing/describe-revision.ts';
import { oneLine } from './one-line.ts';

/** A revision for people: who, when, what and why, then a line for each field that it changed. Ends in a line end. */
export function formatRevision({ number, at, what, by, reason, changes }: DescribedRevision): string {
  const why = reason === null ? '' : `: ${oneLine(reason)}`;
  const head = `${number}  ${at.slice(0, 16).replace('T', ' ')}  ${what}  ${oneLine(by ?? 'Upshot')}${why}\n`;
  const isWhole = changes.some(({ field, before, after }) => field === 'status' && (before === null || after === null));
  return head + (isWhole ? '' : changes.map(formatChange).join(''));
}

function formatChange({ field, before, after, diff }: FieldChange): string {
  const marks = { same: ['', ''], removed: ['[-', '-]'], added: ['{+', '+}'] } as const;
  const text = diff
    ? diff
        .map(({ op, text }) => marks[op].join(text))
        .join(' '.repeat(Array.isArray(after) && field !== 'bullets' ? 1 : 0))
    : `${wordsFor(before)} -> ${wordsFor(after)}`;
  return `     ${field}: ${oneLine(text)}\n`;
}

/** Who wrote a draft, as `show` says it; anything else as JSON. */
function wordsFor(value: unknown): string {
  if (typeof value !== 'object' || value === null || !('model' in value && 'provider' in value)) {
    return JSON.stringify(value);
  }
  const prompt = 'prompt' in value && value.prompt ? `, prompt ${value.prompt}` : '';
  return `${value.model} (${value.provider})${prompt}`;
}
