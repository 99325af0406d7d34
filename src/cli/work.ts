import type { BacklogItem } from '../backlog/backlog-item.ts';
import type { Upshot } from '../compose.ts';
import type { AppError } from '../errors.ts';
import type { Summariser } from '../summarise.ts';
import type { WorkOptions } from './work-options.ts';

/** What a command works through: any stream of articles, as a run that can be gone on with. */
export interface Work {
  /** The subcommand. */
  readonly name: string;
  /** Where the articles come from, resolved: the same on every run. Empty with `--run`: it is kept with the run. */
  readonly inputs: readonly string[];
  readonly options: WorkOptions;
  /** Opens the articles of `inputs`, or of those that the run kept. It ends early once `signal` is aborted. */
  open(inputs: readonly string[], tools: WorkTools): AsyncIterable<BacklogItem>;
  /**
   * The same articles, to look at their keys alone before those of a run that failed are tried again: in places that move, such as
   * lines, it shows only then which of them are still there. Default: places do not move.
   */
  ahead?(inputs: readonly string[], signal: AbortSignal): AsyncIterable<BacklogItem>;
  /** Whether a run that comes to its end has met all articles that there are: what failed and is not met any more is gone. Default: no. */
  meetsAll?(inputs: readonly string[]): boolean;
  /**
   * Told what became of an article: `done` now or by an earlier run, `refused` for good, `open` when it is to be met again.
   * The run ends when all of it is settled.
   */
  settle?(item: BacklogItem, outcome: 'done' | 'refused' | 'open'): Promise<void>;
  /** What is done with an article. Default: it is summarised, unless it is in the catalogue. */
  summarise?(upshot: Upshot): Summariser['summarise'];
  /** What to say where there is no article. Default: that is an error. */
  readonly nothing?: string;
  /** How many there are, if that is soon known; null when it is not. Asked beside the work. Default: nobody knows. */
  count?(inputs: readonly string[], signal: AbortSignal): Promise<number | null>;
}

export interface WorkTools {
  readonly upshot: Upshot;
  /** Those given, and for the rest those that the run was begun with. */
  readonly options: WorkOptions;
  readonly signal: AbortSignal;
  /** Told of what is left alone for now, and so neither an article nor a failure, and why. */
  readonly onResting: (place: string, error: AppError) => void;
  /** Nothing is to be fetched: reading what stands at an address fails with NOT_FETCHED. */
  readonly dryRun?: true;
}

/** The code of the error with which an address answers that is not to be fetched. */
export const NOT_FETCHED = 'not-fetched';
