import type { FoundIssue } from './evidence.ts';

const ADVICE = {
  direction: 'Say it the way round that the article does.',
  negation: 'Say it as the article does.',
} as const;

/** The issue of a claim that says the contrary of what the article says, by the words that tell on either side. */
export function contraryIssue(code: keyof typeof ADVICE, { claimed, stated }: Contrary, passage?: number): FoundIssue {
  const message = `The claim says "${claimed}" where the article says "${stated}". ${ADVICE[code]}`;
  return passage === undefined ? { code, message } : { code, message, passage };
}

/** The issue of a claim that compares two things the other way than what the article has for either. */
export function comparisonIssue(where: 'article' | 'table', first: string, second: string): FoundIssue {
  return {
    code: 'direction',
    message: `The claim has the comparison the wrong way round; the ${where} has "${first}" for the first and "${second}" for the second.`,
  };
}

/** A few words of a claim, as it has them, and those of the article that say otherwise: `rose` and `fell`, `cases` and `no cases`. */
export interface Contrary {
  readonly claimed: string;
  readonly stated: string;
}
