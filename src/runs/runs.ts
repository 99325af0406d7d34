/**
 * The port to the runs: what was asked for as a whole, how far it came, and what became of each article. Every process on
 * the same database sees the same runs, and one at a time works on each. What is recorded outlives a crash at once, and a
 * power cut from the next entry stored on: what is missing then is found in the catalogue when the run goes on.
 */
export interface Runs {
  /**
   * Goes on with the last run of the series that is neither finished nor being worked on, else begins one. From then on
   * this process works on it, until `end`.
   */
  begin(plan: RunPlan): Promise<Run>;
  /** The same, but `in-work` while a living process of this machine works on the series: two would share their failures. */
  beginAlone(plan: RunPlan): Promise<Run | 'in-work'>;
  /** Goes on with this very run, also when it is finished. Null: there is none; `in-work`: a living process works on it. */
  goOn(id: string, plan: RunPlan): Promise<Run | null | 'in-work'>;
  get(id: string): Promise<Run | null>;
  /** The run of the series that was begun last. */
  last(series: string): Promise<Run | null>;
  /** Newest first. */
  list(limit: number): Promise<readonly Run[]>;
  /** What became last of the article with this key, in any run of the series. */
  item(series: string, key: string): Promise<RunItem | null>;
  /** Books what became of articles that this process works on, under the run's series, and counts them. */
  record(run: Run, items: readonly NewRunItem[]): Promise<void>;
  /** The same of one article, within a write to the database that is under way. */
  recordAlong(run: Run, item: NewRunItem): void;
  /** Says that this process still works on the run, and how many articles it has skipped by now. */
  tick(run: Run, skipped: number): Promise<void>;
  end(run: Run, ending: RunEnding): Promise<void>;
  /**
   * Whether what has this key failed in this run, at this place or, if it is known by its place as well (`keyAt`), at another.
   * Notes that it is still there: it was not replaced, and stands at this place by now.
   */
  isThere(run: Run, key: string, place: string): Promise<boolean>;
  /** Whether something at this place failed in an earlier life of the run, and is not known to be still there. Notes that the place was met in this one. */
  meet(run: Run, place: string): Promise<boolean>;
  /**
   * Takes off the list of a run, and off its count, what failed in an earlier life, and in this one neither failed nor stands at
   * its place, though something does: it is no more. Of a run that
   * met all there is (`metAll`) also what has nothing in its place.
   */
  forgetReplaced(run: Run, metAll: boolean): Promise<void>;
  /** What failed last in this run, in the order in which it did, a page at a time; `after` is the last one of the page before. */
  failures(run: Run, after?: RunItem): Promise<readonly RunItem[]>;
}

/**
 * - `running`: a process works on it.
 * - `interrupted`: the person, or the system, ended it before its time.
 * - `stopped`: it ended itself before the end of its articles, for a reason that it gives.
 * - `finished`: it came to the end.
 */
export type RunState = 'running' | 'interrupted' | 'stopped' | 'finished';

export interface RunReason {
  readonly code: string;
  readonly message: string;
}

/** What makes a run, and what it may come to. */
export interface RunPlan {
  /** Id of the run, if one is begun. */
  readonly id: string;
  /** The same for the same articles, tags and who answers: the key of series-of.ts. */
  readonly series: string;
  /** The subcommand, `backlog` or `ingest`. */
  readonly name: string;
  /** The command as it was typed. */
  readonly command: string;
  /** Where the articles come from, as it was resolved; `-` is stdin. */
  readonly inputs: readonly string[];
  readonly options: RunOptions;
}

/** As given on the command line; kept so that `--run` needs them no more. */
export type RunOptions = Readonly<Record<string, string | number | boolean | readonly string[]>>;

export interface Run extends Omit<RunPlan, 'id'> {
  readonly id: string;
  readonly state: RunState;
  /** Why it is `stopped`, or what is known of why it is `interrupted`. */
  readonly reason: RunReason | null;
  readonly counts: RunCounts;
  /** How often it was begun or gone on with. */
  readonly life: number;
  /** ISO 8601, as all times here. */
  readonly startedAt: string;
  /** Null while it runs. */
  readonly endedAt: string | null;
}

/**
 * How many of its articles came to what. `unchanged`: the catalogue had them; `waiting`: those among all these that wait for
 * review; `skipped`: left alone because earlier runs of the series had done them.
 */
export type RunCounts = Readonly<
  Record<'created' | 'revised' | 'unchanged' | 'failed' | 'waiting' | 'skipped', number>
>;

export interface NewRunItem {
  readonly key: string;
  readonly place: string;
  readonly outcome: 'created' | 'revised' | 'unchanged' | 'failed';
  /** Id of the entry; null where it failed. */
  readonly entry: string | null;
  /** Who wrote the entry, as in its provenance. */
  readonly provider: string | null;
  /** Whether the entry waits for review. */
  readonly waiting: boolean;
  readonly error: RunItemError | null;
}

/** The key of what says this and has to be told from what says the same elsewhere: each of them has to be mended. */
export function keyAt(key: string, place: string): string {
  return `${key}${AT}${place}`;
}

/** Comes right before `AT_END` in order, so that all keys of one content lie between the two. */
const AT = ' @';
const AT_END = ' A';

/** What lies between the two, both left out, are the keys that `keyAt` makes of this one. */
export function keysAt(key: string): readonly [from: string, to: string] {
  return [`${key}${AT}`, `${key}${AT_END}`];
}

export interface RunItemError extends RunReason {
  readonly hint?: string | undefined;
}

export interface RunItem extends Omit<NewRunItem, 'waiting'> {
  /** Id of the run that it came to this in. */
  readonly run: string;
  /** When, in milliseconds since the Unix epoch. */
  readonly at: number;
}

export interface RunEnding {
  readonly state: Exclude<RunState, 'running'>;
  readonly reason: RunReason | null;
  readonly skipped: number;
}

/** Why a run that took as many articles as it was told to is `stopped`: the next one of the series begins anew. */
export const LIMIT_REACHED = 'limit-reached';
