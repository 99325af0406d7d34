/** Answers that are right in everything but one thing. */
export const nearMisses = [
  'four-bullets',
  'line-too-long',
  'unknown-tag',
  'invented-figure',
  'invalid-json',
  'cut-off-json',
  'refusal',
  'length-stop',
  'empty-choices',
] as const;
export type NearMiss = (typeof nearMisses)[number];

/** Those that a valid form can hide: the fault is in what stands in the answer. */
export type ContentMiss = 'four-bullets' | 'line-too-long' | 'unknown-tag' | 'invented-figure';
