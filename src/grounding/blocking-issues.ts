import type { Issue } from '../summary/issue.ts';
import { blockingCodes, type ClaimEvidence } from './evidence.ts';

const MOST_PASSAGES = 2;
const LONGEST_PASSAGE = 240;

/** Whether a claim must not be published as it is. */
export function isBlocked({ issues }: Pick<ClaimEvidence, 'issues'>): boolean {
  return issues.some(({ code }) => blockingCodes.has(code));
}

/**
 * All that is wrong with the claims that must not be published, said to whoever is to write them again. The nearest
 * passages of the article stand once a claim, behind its last issue.
 */
export function blockingIssues(evidence: readonly ClaimEvidence[]): Issue[] {
  return evidence.filter(isBlocked).flatMap(({ claim, issues, spans }) => {
    const nearest = nearestPassages(spans.map(({ quote }) => quote));
    return issues.map(({ code, message }, at) => ({
      ...{ code, at: claim },
      message: at === issues.length - 1 ? `${fullStop(message)}${nearest}` : message,
    }));
  });
}

/** Without quotation marks around: passages have their own. */
function nearestPassages(quotes: readonly string[]): string {
  const passages = quotes.slice(0, MOST_PASSAGES).map(shortened);
  if (passages.length === 0) return '';
  if (passages.length === 1) return ` The nearest passage of the article: ${passages[0]}`;
  return ` The nearest passages of the article: ${passages.map((passage, at) => `(${at + 1}) ${passage}`).join(' ')}`;
}

function shortened(quote: string): string {
  const line = quote.replace(/\s+/g, ' ').trim();
  if (line.length <= LONGEST_PASSAGE) return line;
  return `${line
    .slice(0, LONGEST_PASSAGE)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()}…`; // no half of a character
}

function fullStop(message: string): string {
  return /[.!?…]["”’)]?$/.test(message) ? message : `${message}.`;
}
