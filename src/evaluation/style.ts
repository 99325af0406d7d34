import { figuresOf } from '../grounding/figures/figures.ts';
import { summarySchema } from '../summary/summary.ts';

/** What is said in a summary: the line, then its bullets. */
export interface Claims {
  readonly whyItMatters: string;
  readonly bullets: readonly string[];
}

const { whyItMatters, bullets } = summarySchema(['general']).shape;
const LEANS =
  /^(?:this|that|these|those|it|they|he|she|its|their|however|but|and|so|also|then|here|there|instead|therefore|meanwhile)(?![\p{L}\p{N}])(?! (?:are|is|was|were) no)/iu;
const TO_READER = /(?<![\p{L}\p{N}])(?:you|your|yours)(?![\p{L}\p{N}])|\?/iu;

/** Whether a bullet keeps the limits of a summary, stands alone by its first word, and neither asks nor addresses anyone. */
export function isBulletInStyle(text: string): boolean {
  return bullets.element.safeParse(text).success && !LEANS.test(text) && !TO_READER.test(text);
}

/** Whether a line keeps its limits and stands alone by its first word; a conclusion may speak to the reader. */
export function isLineInStyle(text: string): boolean {
  return whyItMatters.safeParse(text).success && !LEANS.test(text) && !text.includes('?');
}

/** Share of the reference's figures that the summary states too, in per cent; null when the reference has none. */
export function figuresKept(summary: Claims, reference: Claims): number | null {
  const wanted = figuresIn(reference);
  if (wanted.size === 0) return null;
  const stated = figuresIn(summary);
  return ([...wanted].filter((figure) => stated.has(figure)).length / wanted.size) * 100;
}

function figuresIn({ whyItMatters: line, bullets: all }: Claims): Set<string> {
  return new Set([line, ...all].flatMap((text) => figuresOf(text).map(({ value, unit }) => `${value} ${unit ?? ''}`)));
}
