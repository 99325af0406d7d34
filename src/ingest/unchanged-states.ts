import type { FeedStates } from './feed-states.ts';

/** The same states to read, of which none is changed. */
export function unchangedStates(states: FeedStates): FeedStates {
  const nothing = async () => undefined;
  return {
    ...{ ...states, save: nothing, remember: nothing, keepOnly: nothing },
    ...{ beginRound: async () => false, putOffRound: nothing },
  };
}
