import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { fromErrorMessage, toErrorMessage } from '../../src/workers/error-message.ts';

const across = (thrown: unknown) => fromErrorMessage(structuredClone(toErrorMessage(thrown)));

describe('an error between threads', () => {
  it('keeps every field', () => {
    const error = new AppError('What went wrong', {
      code: 'some-code',
      status: 429,
      exitCode: 130,
      retryable: true,
      retryAfterMs: 1500,
      hint: 'Wait.',
      errors: [{ detail: 'too long', pointer: '/text' }],
      cause: new TypeError('deep down'),
    });
    const copy = across(error);
    expect(copy).toBeInstanceOf(AppError);
    const { message, code, status, exitCode, retryable, retryAfterMs, hint, errors } = error;
    expect(copy).toMatchObject({ message, code, status, exitCode, retryable, retryAfterMs, hint, errors });
    expect(String((copy.cause as Error).message)).toContain('deep down');
  });

  it('leaves out what there is not', () => {
    const copy = across(new AppError('m', { code: 'c', status: 422 }));
    expect([copy.hint, copy.retryAfterMs, copy.cause, copy.errors]).toEqual([undefined, undefined, undefined, []]);
  });

  it('hides a defect behind internal-error', () => {
    const copy = across(new RangeError('Maximum call stack size exceeded'));
    expect(copy).toMatchObject({ code: 'internal-error', status: 500 });
    expect(copy.message).not.toContain('stack');
    expect(String((copy.cause as Error).message)).toContain('RangeError');
  });
});
