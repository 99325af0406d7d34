import type { Sqlite } from '../../sqlite/sqlite.ts';
import { blockExpression, blockStart } from './blocks.ts';

/** Something that all entries that are found must have, as the index is asked for it. */
export interface Conjunct {
  readonly expression: string;
  /** Expressions without a phrase: one for each of its words in turn. */
  readonly words: readonly string[];
  /** How many words of the index are read for it, and how many of these may be as common as all of it. */
  readonly leaves: number;
  readonly common: number;
  /** Whether it is also looked at where in an entry its words stand. */
  readonly phrase: boolean;
}

/** How far back a search looks. */
export interface Reach {
  /** The first entry that is looked at; 0: all are. */
  readonly since: number;
  /** What keeps the index to these; null where all are. */
  readonly blocks: string | null;
}

/** So many steps from row to row of one word may be taken, or twice as many to the end; a step takes some twenty nanoseconds. */
const MOST_STEPS = 800_000;
/** The price, in steps, of asking one more word of a choice where it goes on, and of comparing where a word of a phrase stands. */
const TURN = 0.25;
const PLACE = 4;
/** A page of the index has so many rows of a word: where another word leads on further, it is passed over. */
const PAGE = 300;
/** How common a word is, is seen from its newest so many rows. */
const SAMPLE = 200;
/** So many words of a phrase are looked at for the rarest. */
const MOST_SAMPLES = 16;

/**
 * How far back a search for several things may look for its price. The index goes from row to row of each word, unless
 * another one leads it further, and reads all of them to the end where they are never found together: what that takes is
 * reckoned from how common they are of late.
 */
export function reachOf(db: Sqlite, conjuncts: readonly Conjunct[], steps = MOST_STEPS): Reach {
  const everything: Reach = { since: 0, blocks: null };
  const newest = newestEntry(db);
  const single = conjuncts.length === 1 && !conjuncts[0]?.phrase; // finds something with each step
  const most = price(conjuncts.map((conjunct) => ({ ...conjunct, share: 1 })));
  if (single || newest * most <= 2 * steps) return everything;
  const shares = conjuncts.map((conjunct) => ({ ...conjunct, share: shareOf(db, conjunct, newest) }));
  const reach = steps / price(shares);
  if (2 * reach >= newest) return everything;
  const since = blockStart(newest - reach);
  return { since, blocks: blockExpression(since, newest) };
}

/** The entry that was added last; 0: there is none. */
export function newestEntry(db: Sqlite): number {
  return db.get<{ seq: number | null }>('SELECT max(seq) AS seq FROM entry')?.seq ?? 0;
}

/**
 * What looking at one more entry takes, in steps: each thing is gone through, but for pages that the rarest passes over, and
 * compared only where that one stands.
 */
function price(conjuncts: readonly (Conjunct & { readonly share: number })[]): number {
  const rarest = Math.min(...conjuncts.map(({ share }) => share));
  return conjuncts.reduce(
    (sum, { words, leaves, common, phrase, share }) =>
      sum + common * Math.min(share, rarest * PAGE) + rarest * (leaves * TURN + (phrase ? words.length * PLACE : 0)),
    0,
  );
}

/** The share of the newest entries that have the rarest word of it. */
function shareOf(db: Sqlite, { words }: Conjunct, newest: number): number {
  const spans = [...new Set(words)].slice(0, MOST_SAMPLES).map((word) => {
    const last = db.get<{ seq: number }>(
      'SELECT rowid AS seq FROM entry_search WHERE entry_search MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?',
      [word, SAMPLE - 1],
    );
    return newest - (last?.seq ?? 0) + 1;
  });
  return Math.min(1, SAMPLE / Math.max(...spans));
}
