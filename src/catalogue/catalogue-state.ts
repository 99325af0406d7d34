/** How often something has changed, and when it last did. */
export interface Changes {
  /** Another number after every change that could be seen. */
  readonly version: number;
  /** In whole seconds since the Unix epoch. */
  readonly changedAt: number;
}

/** Which state of the catalogue reads see: equal versions read equal. */
export interface CatalogueState extends Changes {
  /** The same of what is published, for those who may see no more. */
  readonly shown: Changes;
  /** When this was read, as `changedAt`. */
  readonly readAt: number;
  /** Whether searches may yet find more without another change: the index is behind the entries. */
  readonly indexing: boolean;
}
