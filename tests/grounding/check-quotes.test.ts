import { describe, expect, it } from 'vitest';
import { quoteChecker } from '../../src/grounding/check-quotes.ts';

const { check } = quoteChecker(
  'The “first-ever” review said: ‘You built a very good turnstile, and put\nit next to an open gate.’ It’s concatenated.',
);

describe('quoteChecker', () => {
  it.each([
    'He said "You built a very good turnstile."',
    'He said “you built a very good turnstile, and put it next to an open gate”.',
    'He said "you built … an open gate".',
    'It was the "first-ever" review.',
    "The team's review didn't help, and it's fine.",
    'No quotation at all.',
  ])('finds quoted: %s', (claim) => {
    expect(check(claim)).toEqual([]);
  });

  it.each([
    ['He said "you built a bad turnstile".', 'you built a bad turnstile'],
    ['He called it “an open door”.', 'an open door'],
    ['It is called "cat".', 'cat'],
    ['He said ‘never again’ twice.', 'never again'],
    ['He said "you built … a closed gate".', 'you built … a closed gate'],
  ])('finds invented: %s', (claim, quote) => {
    expect(check(claim)).toEqual([{ code: 'quote', message: expect.stringContaining(`"${quote}"`) }]);
  });
});
