import { summaryLimits } from '../summary/summary.ts';
import { type Content, contentOfText } from './content.ts';
import { inventedFigure } from './invented-figure.ts';
import { isSchema, type Schema } from './json-schema.ts';
import type { ModelCall } from './model-call.ts';
import type { ContentMiss, NearMiss } from './near-miss-kinds.ts';
import { breakSchema } from './near-miss-of-schema.ts';

const REFUSAL = 'I am sorry, but I cannot help with this article.';

/** How much of an answer is left when it is cut off. */
const CUT = 0.6;

/**
 * An answer that is right in everything but one thing.
 *
 * @param value the valid answer, as it would be without the miss: a summary, or an instance of the schema asked for. What
 *   has no place in such an instance becomes the nearest thing that the schema forbids; see near-miss-of-schema.ts.
 */
export function nearMissOf(kind: NearMiss, value: unknown, { format, prompt }: ModelCall): Content {
  const whole = JSON.stringify(value ?? null);
  const cut = whole.slice(0, Math.floor(whole.length * CUT));
  switch (kind) {
    case 'refusal':
      return contentOfText(REFUSAL, { kind: 'refusal' });
    case 'empty-choices':
      return contentOfText('', { kind: 'none' });
    case 'length-stop':
      return contentOfText(cut, { finish: 'length' });
    case 'cut-off-json':
      return contentOfText(cut);
    case 'invalid-json':
      return contentOfText(withStrayComma(whole));
    default: {
      const broken = isSummary(value)
        ? breakSummary(kind, value, prompt.whole())
        : breakSchema(kind, value, format.schema, prompt.whole());
      return contentOfText(JSON.stringify(broken));
    }
  }
}

/** Looks whole, and is no JSON: a comma before the last bracket. */
function withStrayComma(json: string): string {
  return /[}\]]$/.test(json) && json.length > 2 ? `${json.slice(0, -1)},${json.slice(-1)}` : `{"answer": ${json},}`;
}

interface SummaryForm extends Schema {
  readonly whyItMatters: string;
  readonly bullets: readonly string[];
}

function isSummary(value: unknown): value is SummaryForm {
  return isSchema(value) && typeof value.whyItMatters === 'string' && Array.isArray(value.bullets);
}

function breakSummary(kind: ContentMiss, summary: SummaryForm, prompt: string): SummaryForm {
  switch (kind) {
    case 'four-bullets':
      return { ...summary, bullets: summary.bullets.slice(0, summaryLimits.bullets.min - 1) };
    case 'line-too-long':
      return { ...summary, whyItMatters: tooLong(summary.whyItMatters) };
    case 'unknown-tag':
      return { ...summary, tags: ['no-tag-of-the-vocabulary'] };
    case 'invented-figure':
      return { ...summary, bullets: withFigure(summary.bullets, inventedFigure(prompt)) };
  }
}

/** Still one sentence: the line again and again, joined. */
function tooLong(line: string): string {
  const clause = line.replace(/[.?!]+$/, '') || 'It matters';
  return `${clause}${`, and ${clause}`.repeat(Math.ceil(summaryLimits.whyItMatters.characters / clause.length))}.`;
}

/** Longer bullets have no room for a longer figure. */
const ROOM = summaryLimits.bullet.characters - 5;

/** The first whole figure of a bullet becomes another one; where no bullet has one, the last is replaced. */
function withFigure(bullets: readonly string[], figure: number): string[] {
  const place = /(?<![\p{L}\d.,-])\d+(?![\p{L}\d,-]|\.\d)/u;
  const at = bullets.findIndex((bullet) => bullet.length <= ROOM && place.test(bullet));
  if (at !== -1) return bullets.map((bullet, index) => (index === at ? bullet.replace(place, String(figure)) : bullet));
  return [...bullets.slice(0, -1), `It happened ${figure} times.`];
}
