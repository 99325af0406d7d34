/** What one benchmark has to say. */
export interface Findings {
  /** A section in Markdown. */
  readonly text: string;
  readonly goals: readonly Goal[];
}

/** Something that was set out to be reached, and whether this run did. */
interface Goal {
  readonly goal: string;
  readonly measured: string;
  readonly met: boolean;
}
