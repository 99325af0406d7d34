import type { Entry } from '../catalogue/entry.ts';
import type { ClaimEvidence } from '../grounding/evidence.ts';
import type { SafetyContext } from '../safety/check-safety.ts';
import type { JudgedDraft } from '../workers/judgement.ts';
import type { TextWorkers } from '../workers/text-workers.ts';

/** A summary with what a text says to it. */
export interface Judged {
  readonly summary: Entry['summary'];
  readonly evidence: Entry['evidence'];
  /** Fingerprint of that text; null: there is none. */
  readonly text: string | null;
}

/** What claims are held against. */
export interface JudgingText {
  /** Null: there is nothing to hold them against. */
  readonly fingerprint: string | null;
  read(): Promise<JudgedDraft['article'] | null>;
}

/** A person's words are held against the article, and against nothing else. */
const NOTHING_ELSE: SafetyContext = { told: [], vocabulary: { tags: [] } };

/**
 * What the text says to each claim of a summary. Claims that were there before, of the same text, keep what was said of them,
 * byte for byte. Without a text there is nothing to hold new ones against, and nothing is said of them.
 */
export async function evidenceOf(
  summary: Entry['summary'],
  known: readonly Judged[],
  { fingerprint, read }: JudgingText,
  workers: Pick<TextWorkers, 'judge'>,
): Promise<ClaimEvidence[]> {
  const kept = claimsOf(summary).map(([claim, said]) => keptFor(claim, said, known, fingerprint));
  const isKept = (one: (typeof kept)[number]) => one !== undefined && one !== null;
  const article = fingerprint === null || !kept.includes(undefined) ? null : await read();
  if (article === null) return kept.filter(isKept);
  const { evidence } = await workers.judge({ article, draft: {}, claims: summary, context: NOTHING_ELSE });
  return evidence.map((one, index) => (kept[index] === undefined ? one : kept[index])).filter(isKept);
}

function claimsOf({ whyItMatters, bullets }: Entry['summary']): [claim: string, said: string][] {
  return [
    ['whyItMatters', whyItMatters],
    ...bullets.map((said, index): [string, string] => [`bullets/${index}`, said]),
  ];
}

/** What was said of this claim before; null: nothing was. Undefined: it is new. */
function keptFor(
  claim: string,
  said: string,
  known: readonly Judged[],
  text: string | null,
): ClaimEvidence | null | undefined {
  const isLine = claim === 'whyItMatters';
  for (const one of known) {
    const same = claimsOf(one.summary).find((old) => old[1] === said && (old[0] === 'whyItMatters') === isLine);
    if (one.text !== text || same === undefined) continue;
    const found = one.evidence.find((evidence) => evidence.claim === same[0]);
    return found ? { ...found, claim } : null;
  }
  return undefined;
}
