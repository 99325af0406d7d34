import type { Issue } from '../summary/issue.ts';
import { blockingCodes, type ClaimEvidence } from './evidence.ts';

const LONGEST_PASSAGE = 300;

/** Whether a claim must not be published as it is. */
export function isBlocked({ issues }: Pick<ClaimEvidence, 'issues'>): boolean {
  return issues.some(({ code }) => blockingCodes.has(code));
}

/** All that is wrong with the claims that must not be published, said to whoever is to write them again. */
export function blockingIssues(evidence: readonly ClaimEvidence[]): Issue[] {
  return evidence.filter(isBlocked).flatMap(({ claim, issues, spans }) => {
    const [nearest] = spans;
    const passage = nearest ? `. The nearest passage of the article: "${shortened(nearest.quote)}"` : '';
    return issues.map(({ code, message }) => ({ code, at: claim, message: `${message}${passage}` }));
  });
}

function shortened(quote: string): string {
  const line = quote.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_PASSAGE ? `${line.slice(0, LONGEST_PASSAGE).toWellFormed()}...` : line;
}
