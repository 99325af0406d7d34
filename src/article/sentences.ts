import type { Range } from './article.ts';

/** Splits text into sentences; ranges are trimmed of white space. */
export function splitSentences(text: string): Range[] {
  const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
  return Array.from(segmenter.segment(text), ({ index, segment }) => {
    const start = index + segment.length - segment.trimStart().length;
    return { start, end: start + segment.trim().length };
  }).filter(({ start, end }) => end > start);
}
