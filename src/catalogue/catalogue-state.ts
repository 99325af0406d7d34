/** Which state of the catalogue reads see: equal versions read equal. */
export interface CatalogueState {
  /** Another number after every change that readers could see. */
  readonly version: number;
  /** When it last changed, and when this was read, in whole seconds since the Unix epoch. */
  readonly changedAt: number;
  readonly readAt: number;
  /** Whether searches may yet find more without another change: the index is behind the entries. */
  readonly indexing: boolean;
}
