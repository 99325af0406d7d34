import type { Config } from '../config.ts';
import type { CliIo } from './cli-io.ts';
import { terminalOf } from './terminal.ts';
import { wrapText } from './wrap-text.ts';

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

/** For who did not choose to do without a model: that none is asked, and what to set. */
export function saidOfNoModel(
  config: Pick<Config, 'modelAtHand'>,
  { stderr, env }: Pick<CliIo, 'stderr' | 'env'>,
): string {
  const said = `No model is asked: a summary is made of sentences of the article itself. ${modelAdvice(config)}`;
  return `${wrapText(said, terminalOf(stderr, env).width)}\n`;
}
