import type { ProblemRow } from './problem-row.ts';

/** Why no summary came of an article. */
export const providerProblems: Readonly<Record<string, ProblemRow>> = {
  'no-valid-summary': [
    [502],
    'The model gave no summary that keeps to the limits, after all repairs.',
    'Send the article again, or use a model that keeps to a JSON schema.',
  ],
  'not-grounded': [
    [422],
    'The article does not bear out what the summary says, after all repairs.',
    'Send it again, or have such summaries kept for review: UPSHOT_GROUNDING=review.',
  ],
  'budget-exhausted': [[503], 'The next call could cost more than is allowed.', 'Wait, or raise UPSHOT_MAX_COST_USD.'],
  'provider-rate-limited': [[503], 'The provider asks for fewer requests.', 'Try again after `Retry-After`.'],
  'provider-circuit-open': [
    [503],
    'The provider fails so often that it is left alone.',
    'Try again after `Retry-After`.',
  ],
  'provider-unavailable': [
    [502],
    'The provider is failing.',
    'Try again in a moment, or name a backup in UPSHOT_PROVIDER.',
  ],
  'provider-unreachable': [[502], 'The provider cannot be reached.', 'Check OPENAI_BASE_URL and the network.'],
  'provider-timeout': [[504], 'The provider took too long.', 'Try again, or raise UPSHOT_TIMEOUT_SECONDS.'],
  'provider-authentication': [[502], 'The provider refused the key.', 'Check OPENAI_API_KEY, and what it is allowed.'],
  'provider-quota-exhausted': [[502], 'The account of the key has no credit left.', 'Add credit, or use another key.'],
  'provider-bad-request': [[502], 'The provider refused the request.', 'Check UPSHOT_MODEL and OPENAI_BASE_URL.'],
  'provider-context-exceeded': [[422], 'The article is too long for the model.', 'Use one with a larger context.'],
  'provider-refused': [[502], 'The provider refused the article by its policy.', 'Use another provider for it.'],
  'provider-length-stop': [[502], 'The answer was cut off.', 'Send the article again, or use a model that is briefer.'],
  'provider-empty-answer': [[502], 'The answer was empty.', 'Send the article again.'],
  'provider-invalid-answer': [[502], 'The answer cannot be read.', 'Try again, or check OPENAI_BASE_URL.'],
  'no-recording': [[502, 500], 'No recorded answer fits the request.', 'Record it, or unset UPSHOT_REPLAY.'],
  'bad-recording': [[502], 'A recorded answer cannot be read.', 'Record it again.'],
  'cannot-record': [[500], 'The answer could not be recorded.', 'See that the folder UPSHOT_RECORD can be written.'],
};
