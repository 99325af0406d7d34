/**
 * Searches for patterns that are too slow to be tried everywhere: what they find begins with a digit, a sign of money,
 * or certain words.
 */
export interface Starts {
  /**
   * Adds a search; there may be 31.
   *
   * @param pattern with the flag `y`.
   * @param words fits every run of letters, taken alone, that a match can begin with.
   * @returns the matches in a text, in order, as `matchAll` would find them everywhere.
   */
  searchFrom(pattern: RegExp, words: RegExp): (text: string) => RegExpExecArray[];
}

const TOKEN = /\p{L}+|\d+|[$€£¥₹]|\.(?=\d)/gu;
const MOST_KNOWN = 20_000;
/**
 * Of what begins with a digit or a sign of money: nothing else tells such beginnings apart, and figures would fill the
 * memory.
 */
const EVERY_SEARCH = -1;
/** Longer runs of letters are no words, and seldom come twice. */
const LONGEST_KNOWN = 24;

interface Start {
  readonly at: number;
  /** A bit for each search whose pattern may begin here. */
  readonly searches: number;
}

export function createStarts(): Starts {
  const beginnings: RegExp[] = [];
  const known = new Map<string, number>(); // the same few thousand words make up most texts
  let latest: { readonly text: string; readonly starts: readonly Start[] } | undefined; // searched for several in a row

  function startsIn(text: string): readonly Start[] {
    if (latest?.text === text) return latest.starts;
    const starts: Start[] = [];
    TOKEN.lastIndex = 0;
    for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
      const [token] = match;
      const searches = token < 'A' ? EVERY_SEARCH : (known.get(token) ?? read(token));
      if (searches !== 0) starts.push({ at: match.index, searches });
    }
    latest = { text, starts };
    return starts;
  }

  function read(token: string): number {
    const isWord = /^\p{L}/u.test(token);
    const searches = beginnings.reduce((sum, words, at) => (isWord && !words.test(token) ? sum : sum | (1 << at)), 0);
    if (token.length > LONGEST_KNOWN) return searches;
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(` ${token}`.slice(1), searches); // a part of a text would keep all of it
    return searches;
  }

  return {
    searchFrom(pattern, words) {
      known.clear();
      latest = undefined;
      const own = 1 << (beginnings.push(words) - 1);
      const mayBegin = ({ searches }: Start) => (searches & own) !== 0;
      return (text) => matchesAt(startsIn(text).filter(mayBegin), pattern, text);
    },
  };
}

/** The matches of a pattern that begin at some places of a text, none within the one before. */
function matchesAt(starts: readonly Start[], pattern: RegExp, text: string): RegExpExecArray[] {
  let end = 0;
  return starts.flatMap(({ at }) => {
    if (at < end) return [];
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) return [];
    end = pattern.lastIndex;
    return [match];
  });
}

/** Those of figures and dates. */
export const quantityStarts = createStarts();
