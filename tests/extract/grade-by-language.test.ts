import { expect, it } from 'vitest';
import { gradeByLanguage } from '../../src/extract/grade-by-language.ts';

it.each([
  'The team restarted the service before it filled its disk.',
  'The jobs waited for hours, and 6,240 of them timed out.',
  'The page that loads first is the one that people see.',
  'The tools, which nobody had ever used, took us a week.',
  'We never restarted the old service.',
  "Let's Encrypt will halve the lifetime of all certificates.",
  'When a certificate leaks, that certificate must be revoked.',
  'The system that runs the builds is slow.',
  'A well-written request, with clear goals, will increase the chances.',
  'Despite having been replaced long ago, lists are gaining new life.',
  'When the leader failed, its followers elected another one.',
  'On day one, 40 players lost their saves.',
  'Dr Berg drew the map herself.',
  'The farmer cut her water bill in half.',
])('finds that %j stands alone', (sentence) => {
  expect(gradeByLanguage(sentence)).toBe('fit');
});

it.each([
  'When it failed, the followers elected another leader.',
  'Restarting them took the team a whole day.',
  'During the storm we rented 18 of them for a day.',
  'The team has moved these out of the cluster.',
  'Everyone on the team had seen this before.',
  'The service was never built for that.',
  'The new framework was introduced to solve these problems.',
  'The team removed one from the table of jobs.',
  'Last year, it was 94 percent, and this year it is 97.',
  'Between 2 and 23 April its inspectors counted 212 scans.',
  'The comparison she draws is with a similar loss of power.',
  'In 2021 the irrigation district cut her share to a third.',
])('finds that %j points back', (sentence) => {
  expect(gradeByLanguage(sentence)).toBe('leaning');
});

it.each([
  'A tool for old tests, 95 KB, whose last test ended in May.',
  'Faster restarts for everyone on the team.',
  'Restarting the old service in May.',
  'Kristjansen beside the gauge that has measured wind since 1931.',
  'Add alerts when most of the builds are failing.',
  'x'.repeat(80),
])('finds no clause in %j', (sentence) => {
  expect(gradeByLanguage(sentence)).toBe('loose');
});
