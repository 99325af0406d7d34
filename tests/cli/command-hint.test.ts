import { expect, it } from 'vitest';
import { commandError, commandHint } from '../../src/cli/command-hint.ts';
import { AppError } from '../../src/errors.ts';

const error = (code: string, hint?: string) =>
  new AppError('It is wrong', { code, status: 400, ...(hint && { hint }) });

it.each([
  ['no-valid-summary', 'Send the article again, or set UPSHOT_MODEL.', 'Give the command again, or set UPSHOT_MODEL.'],
  ['provider-timeout', 'Send the request again in a moment.', 'Give the command again in a moment.'],
  ['url-taken', 'GET /v1/articles/x shows it.', '`upshot show <id>` shows it.'],
  ['provider-timeout', 'Send the same request again in a moment.', 'Give the command again in a moment.'],
  ['too-short', 'Send at least 100 words.', 'Give at least 100 words.'],
  ['fetch-failed', 'Check the address, or send the text itself.', 'Check the address, or give the text itself.'],
  ['cannot-undo', 'Delete the article instead.', 'Delete the article instead.'],
  ['bad-json', 'Write one whole object a line.', 'Write one whole object a line.'],
])('says of %s what somebody at a terminal can do', (code, hint, told) => {
  expect(commandHint(error(code, hint))).toBe(told);
});

it('lists an error with that, and without where there is none', () => {
  expect(commandError(error('x', 'Send the article again.'))).toEqual({
    ...{ code: 'x', message: 'It is wrong', hint: 'Give the command again.' },
  });
  expect(commandError(error('x')).hint).toBeUndefined();
});
