/** Which prompt wrote something: kept with every entry, and part of the key of every paid answer. */
export interface PromptRef {
  /** `summarise@1`: folder and version. */
  readonly version: string;
  /** SHA-256 of all its files, hex. */
  readonly hash: string;
}
