import { expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { toldInForm } from '../../src/http/pages/told-in-form.ts';

const errors = [{ detail: 'edits/summary/bullets: bullets must be 5 or 6', pointer: '/edits/summary/bullets' }];
const about = (code: string, message: string) =>
  toldInForm(new AppError(message, { code, status: 422, hint: 'Send it again.', errors }));

it('tells of faults of a field in the words of the form, without the hint for programs', () => {
  expect(about('invalid-edit', 'No.')).toEqual({ message: 'It cannot be taken so: bullets must be 5 or 6' });
});

it('tells of a summary that is refused in the words of the refusal, as it has no fields in the form', () => {
  expect(about('not-grounded', 'bullets/0: “It.” Not stated')).toEqual({
    message: 'bullets/0: “It.” Not stated',
    hint: 'Send it again.',
  });
});
