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
  'invalid-edit': 'See `upshot edit --help`; a summary has its limits.',
};

/** Names a request or its body, which nobody at a terminal sends. */
const OF_HTTP = /\/v1\/|^Send /;

const SENT_AGAIN = /^Send the (?:article|request) again/;

/** The hint of an error as somebody at a terminal can follow it. */
export function commandHint({ code, hint }: AppError): string | undefined {
  if (hint === undefined || !OF_HTTP.test(hint)) return hint;
  return hints[code] ?? hint.replace(SENT_AGAIN, 'Give the command again');
}

/** An error of an article as a run keeps and lists it. */
export function commandError(error: AppError): RunItemError {
  const { code, message } = error;
  return { code, message, hint: commandHint(error) };
}
