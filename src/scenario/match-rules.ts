import { RE2JS } from 're2js';
import type { Rule } from './scenario-schema.ts';

/** The rules of a scenario, ready to be tried, with the count of their calls. */
export interface RuleMatcher {
  /** The position of the first rule that matches, -1 for none. Counts the call for every rule it looked at and fitted. */
  match(key: string | undefined, prompt: string): number;
  /** How many calls the rest of a rule's match fitted so far. */
  callsOf(rule: number): number;
}

export function createRuleMatcher(rules: readonly Rule[]): RuleMatcher {
  const counts = rules.map(() => 0);
  const patterns = rules.map(({ match: { matches } }) => (matches === undefined ? undefined : RE2JS.compile(matches)));
  return {
    match(key, prompt) {
      for (const [index, { match }] of rules.entries()) {
        if (match.key !== undefined && match.key !== key) continue;
        if (match.contains !== undefined && !prompt.includes(match.contains)) continue;
        if (patterns[index]?.test(prompt) === false) continue;
        const call = (counts[index] ?? 0) + 1;
        counts[index] = call;
        if (match.calls === undefined || (call >= match.calls.from && call <= match.calls.to)) return index;
      }
      return -1;
    },
    callsOf: (rule) => counts[rule] ?? 0,
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
        calls === undefined &&
        (key === undefined || key === wanted.key) &&
        (contains === undefined || wanted.contains?.includes(contains) === true) &&
        (matches === undefined || matches === wanted.matches),
    );
  return found === -1 ? null : found;
}
