import { containsWhole } from './contains-whole.ts';
import type { FoundIssue } from './evidence.ts';

/** Finds the quotations of claims that the article does not contain. */
export interface QuoteChecker {
  check(claim: string): FoundIssue[];
}

const QUOTED = /"([^"\n]+)"|“([^”\n]+)”|«([^»\n]+)»|‘([^’\n]+)’(?!\p{L})/gu;

/**
 * Words in quotation marks must stand in the article in that order. Case, kind of quotation mark, white space and the
 * stop or comma before the closing mark do not count; an ellipsis leaves words out, and what is around it must be
 * there.
 */
export function quoteChecker(text: string): QuoteChecker {
  let article: string | undefined; // most summaries quote nothing

  return {
    check(claim) {
      const quotes = Array.from(claim.matchAll(QUOTED), (match) => match.slice(1).find((part) => part) ?? '');
      return quotes
        .filter((quote) => {
          article ??= comparable(text);
          return !partsOf(quote).every((part) => containsWhole(article ?? '', part));
        })
        .map((quote) => ({
          code: 'quote' as const,
          message: `The article does not contain the words "${quote}". Quote it exactly, or say it without quotation marks.`,
        }));
    },
  };
}

function partsOf(quote: string): string[] {
  return comparable(quote)
    .split(/\s?(?:\.\.\.|…|\[\.\.\.\]|\[…\])\s?/)
    .map((part) => part.replace(/^[\s.,;:!?]+|[\s.,;:!?]+$/g, ''))
    .filter((part) => part !== '');
}

function comparable(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’‚‛]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/[‐‑‒–—]/g, '-')
    .replace(/\s+/g, ' ');
}
