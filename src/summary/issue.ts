/**
 * One thing wrong with a draft, said so that a model can act on it and a person can read it.
 * Schema issues have code `schema`; grounding has codes of its own (see grounding/evidence.ts).
 */
export interface Issue {
  readonly code: string;
  readonly message: string;
  /** Where in the draft, as a path like `bullets/2`; `''` for the whole draft. */
  readonly at: string;
}
