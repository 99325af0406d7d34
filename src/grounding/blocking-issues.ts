import type { Issue } from '../summary/issue.ts';
import { blockingCodes, type ClaimEvidence } from './evidence.ts';

const MOST_PASSAGES = 2;
const LONGEST_PASSAGE = 480; // characters: nearly every sentence is shorter, and what an issue names may stand at its end

/** Whether a claim must not be published as it is. */
export function isBlocked({ issues }: Pick<ClaimEvidence, 'issues'>): boolean {
  return issues.some(({ code }) => blockingCodes.has(code));
}

/**
 * All that is wrong with the claims that must not be published, said to whoever is to write them again. The nearest
 * passages of the article stand once a claim, with its last issue.
 */
export function blockingIssues(evidence: readonly ClaimEvidence[]): Issue[] {
  return evidence.filter(isBlocked).flatMap(({ claim, issues, spans }) => {
    const passages = spans.slice(0, MOST_PASSAGES).map(({ quote }) => shortened(quote));
    return issues.map(({ code, message }, at) => ({
      ...{ code, at: claim, message },
      ...(at === issues.length - 1 && passages.length > 0 && { passages }),
    }));
  });
}

function shortened(quote: string): string {
  const line = quote.replace(/\s+/g, ' ').trim();
  if (line.length <= LONGEST_PASSAGE) return line;
  return `${line
    .slice(0, LONGEST_PASSAGE)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()}…`; // no half of a character
}
