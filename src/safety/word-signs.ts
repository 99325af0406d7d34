/** Quick tests ahead of slow patterns, most of which fit none of the words of most sentences. */
export interface WordSigns {
  /**
   * Adds a sign: what fits one run of letters, taken alone, in any text that the slow pattern fits.
   *
   * @returns its bit; there may be 31.
   */
  add(fits: RegExp | ((run: string) => boolean)): number;
  /** The signs that the words of a text have. Each word is read once and remembered: the same few thousand make up most texts. */
  of(text: string): number;
}

const RUN = /\p{L}+/gu;
const MOST_KNOWN = 20_000;
/** Longer runs of letters are no words, and seldom come twice. */
const LONGEST_KNOWN = 24;

export function createWordSigns(): WordSigns {
  const signs: ((run: string) => boolean)[] = [];
  const known = new Map<string, number>();

  function read(run: string): number {
    const found = signs.reduce((sum, fits, at) => (fits(run) ? sum | (1 << at) : sum), 0);
    if (run.length > LONGEST_KNOWN) return found;
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(` ${run}`.slice(1), found); // a part of a text would keep all of it
    return found;
  }

  return {
    add(fits) {
      known.clear();
      return 1 << (signs.push(typeof fits === 'function' ? fits : (run) => fits.test(run)) - 1);
    },
    of(text) {
      let found = 0;
      for (const run of text.match(RUN) ?? []) found |= known.get(run) ?? read(run);
      return found;
    },
  };
}

/** Those of everything that looks for instructions. */
export const orderWords = createWordSigns();
