import { RE2JS } from 're2js';
import type { Prompt } from './prompt.ts';
import type { Rule } from './scenario-schema.ts';

/** The rules of a scenario, ready to be tried, with the count of their calls. */
export interface RuleMatcher {
  /**
   * The position of the first rule that matches, -1 for none. The call counts for every rule that it fits but for the
   * number, whichever of them answers.
   */
  match(key: string | undefined, prompt: Prompt): number;
  /** By rule: how many calls it answered. */
  readonly answered: readonly number[];
}

export function createRuleMatcher(rules: readonly Rule[]): RuleMatcher {
  const counts = rules.map(() => 0);
  const answered = rules.map(() => 0);
  const lastNumbered = rules.findLastIndex(({ match: { calls } }) => calls !== undefined);
  const patterns = rules.map(({ match: { matches } }) => (matches === undefined ? undefined : RE2JS.compile(matches)));
  return {
    answered,
    match(key, prompt) {
      let first = -1;
      for (const [index, { match }] of rules.entries()) {
        if (first !== -1) {
          if (index > lastNumbered) break;
          if (match.calls === undefined) continue; // only numbered rules need to know
        }
        if (match.key !== undefined && match.key !== key) continue;
        if (match.contains !== undefined && !prompt.includes(match.contains)) continue;
        if (patterns[index]?.test(prompt.whole()) === false) continue;
        const call = (counts[index] ?? 0) + 1;
        counts[index] = call;
        const answers = match.calls === undefined || (call >= match.calls.from && call <= match.calls.to);
        if (answers && first === -1) first = index;
      }
      if (first !== -1) answered[first] = (answered[first] ?? 0) + 1;
      return first;
    },
  };
}

/**
 * The position of an earlier rule that answers everything that the rule at `later` could; null when there is none. It
 * compares the conditions as they are written: what two patterns have in common it cannot know.
 */
export function shadowedBy(rules: readonly Rule[], later: number): number | null {
  const wanted = rules[later]?.match;
  if (wanted === undefined) return null;
  const found = rules
    .slice(0, later)
    .findIndex(
      ({ match: { key, contains, matches, calls } }) =>
        (calls === undefined || (calls.from === 1 && calls.to === Infinity)) &&
        (key === undefined || key === wanted.key) &&
        (contains === undefined || wanted.contains?.includes(contains) === true) &&
        (matches === undefined || matches === wanted.matches),
    );
  return found === -1 ? null : found;
}
