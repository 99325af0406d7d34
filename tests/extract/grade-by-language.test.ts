import { expect, it } from 'vitest';
import { gradeByLanguage } from '../../src/extract/grade-by-language.ts';

it.each([
  'The team restarted the service before it filled its disk.',
  'We never restarted the old service.',
  'When the leader failed, its followers elected another one.',
])('finds that %j stands alone', (sentence) => {
  expect(gradeByLanguage(sentence)).toBe('fit');
});

it.each([
  'When it failed, the followers elected another leader.',
  'Restarting them took the team a whole day.',
  'Everyone on the team had seen this before.',
  'The service was never built for that.',
])('finds that %j points back', (sentence) => {
  expect(gradeByLanguage(sentence)).toBe('leaning');
});

it.each(['Faster restarts for everyone on the team.', 'Restarting the old service in May.', 'x'.repeat(80)])(
  'finds no clause in %j',
  (sentence) => {
    expect(gradeByLanguage(sentence)).toBe('loose');
  },
);
