import { catalogueProblems } from './catalogue-problems.ts';
import type { ProblemRow } from './problem-row.ts';
import { providerProblems } from './provider-problems.ts';
import { requestProblems } from './request-problems.ts';

export interface ProblemType {
  readonly code: string;
  readonly title: string;
  readonly statuses: readonly number[];
  readonly means: string;
  readonly hint: string;
}

const rows: Readonly<Record<string, ProblemRow>> = {
  ...requestProblems,
  ...catalogueProblems,
  ...providerProblems,
};

/** Every problem that HTTP answers with, by its code, in the order of the alphabet. */
export const problemTypes: ReadonlyMap<string, ProblemType> = new Map(
  Object.entries(rows)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, [statuses, means, hint]]) => [code, { code, title: titleOf(code), statuses, means, hint }]),
);

/** `article-too-short` -> `Article too short`, `malformed-json` -> `Malformed JSON`: the same for every occurrence, as the RFC asks. */
export function titleOf(code: string): string {
  const words = code.replaceAll('-', ' ').replace(/\b(?:json|url)\b/g, (name) => name.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}
