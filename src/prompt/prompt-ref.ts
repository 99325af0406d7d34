/** Which prompt wrote something: kept with every entry, and part of the key of every paid answer. */
export interface PromptRef {
  /** `summarise@1`: folder and version. */
  readonly version: string;
  /** SHA-256 of all its files but `parts.md`, hex. */
  readonly hash: string;
  /** SHA-256 of all its files, hex: which prompt drafts from the drafts of parts. */
  readonly partsHash?: string;
}

/** The prompt as it is used: `parts.md` has a share in what is drafted from parts, and in nothing else. */
export function promptUsed(prompt: PromptRef, fromParts: boolean): PromptRef {
  return fromParts && prompt.partsHash !== undefined ? { ...prompt, hash: prompt.partsHash } : prompt;
}
