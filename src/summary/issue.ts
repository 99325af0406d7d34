/**
 * One thing wrong with a draft, said so that a model can act on it and a person can read it.
 * Schema issues have code `schema`; grounding has codes of its own (see grounding/evidence.ts).
 */
export interface Issue {
  readonly code: string;
  readonly message: string;
  /** Where in the draft, as a path like `bullets/2`; `''` for the whole draft. */
  readonly at: string;
  /** The nearest passages of the article, best first, for whoever is to write the claim again. The message does not hold them. */
  readonly passages?: readonly string[];
}

/** By place, as a draft is read: what is wrong with all of it, with the line, with each bullet, with the rest. */
export function inOrder(issues: readonly Issue[]): Issue[] {
  return issues.toSorted((a, b) => rankOf(a) - rankOf(b));
}

function rankOf({ at }: Issue): number {
  if (at === '') return -2;
  if (at === 'whyItMatters') return -1;
  const [field, bullet = '-0.5'] = at.split('/');
  return field === 'bullets' ? Number(bullet) : Number.MAX_SAFE_INTEGER;
}

/** What is wrong, and the nearest passages behind it, in one text for a person. */
export function issueWithPassages({ message, passages = [] }: Issue): string {
  if (passages.length === 0) return message;
  const stopped = /[.!?…]["”’)]?$/.test(message) ? message : `${message}.`;
  if (passages.length === 1) return `${stopped} The nearest passage of the article: ${passages[0]}`;
  const numbered = passages.map((passage, at) => `(${at + 1}) ${passage}`);
  return `${stopped} The nearest passages of the article: ${numbered.join(' ')}`;
}
