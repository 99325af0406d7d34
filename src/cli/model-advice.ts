import type { Config } from '../config.ts';

/** What to set so that a model writes the summaries, given a setup in which none does. */
export function modelAdvice({ modelAtHand }: Pick<Config, 'modelAtHand'>): string {
  if (modelAtHand) {
    return 'For summaries by a model: unset UPSHOT_PROVIDER; OPENAI_API_KEY or OPENAI_BASE_URL is set already.';
  }
  return (
    'For summaries by a model: set OPENAI_API_KEY, or OPENAI_BASE_URL and UPSHOT_MODEL for a compatible server ' +
    '(Ollama: http://127.0.0.1:11434/v1), in the environment or in .env, and start again.'
  );
}
