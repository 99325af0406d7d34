import type { AppError } from '../errors.ts';
import type { RunItemError } from '../runs/runs.ts';

/** What to do about errors whose own hint speaks of HTTP requests, by code, in the words of the command line. */
const hints: Readonly<Record<string, string>> = {
  'article-not-found': '`upshot list` shows what there is, `upshot list --status needs-review` what waits for review.',
  'revision-not-found': '`upshot history <id>` shows what there is.',
  'not-waiting': '`upshot list --status needs-review` shows what waits.',
  'url-taken': '`upshot show <id>` shows it.',
  'text-taken': '`upshot show <id>` shows it.',
  'invalid-tag-edit': 'See `upshot tags --help`.',
  'provider-rate-limited': 'Give the command again in a moment, or work on less at once.',
  'cannot-undo': 'Summarise the article again: `upshot summarise <file>`.',
  'no-text':
    'An imported digest comes without the texts it was made from: `upshot summarise <file>` takes the article.',
  'invalid-edit': 'See `upshot edit --help`; a summary has its limits.',
};

/** Names a request or its body, which nobody at a terminal sends. */
const OF_HTTP = /\/v1\/|\bsend\b/i;

const SENT_AGAIN = /^Send (?:it|the (?:article|(?:same )?request)) again/;
const SENT = /\bsend\b/gi;

/** The hint of an error as somebody at a terminal can follow it. */
export function commandHint({ code, hint }: AppError): string | undefined {
  if (hint === undefined || !OF_HTTP.test(hint)) return hint;
  return (
    hints[code] ??
    hint.replace(SENT_AGAIN, 'Give the command again').replace(SENT, (word) => (word === 'Send' ? 'Give' : 'give'))
  );
}

/** An error of an article as a run keeps and lists it. */
export function commandError(error: AppError): RunItemError {
  const { code, message } = error;
  return { code, message, hint: commandHint(error) };
}
