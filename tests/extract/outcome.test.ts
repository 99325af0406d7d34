import { describe, expect, it } from 'vitest';
import { isLesson, outcomeOf } from '../../src/extract/outcome.ts';

describe('outcomeOf', () => {
  it.each([
    ['problem', 'In the field 37 devices failed.'],
    ['problem', 'The order could not be placed.'],
    ['cause', 'The trigger was an upgrade of the agent.'],
    ['reason', 'The page waited because the pool was full.'],
    ['change', 'We replaced the cache with a table.'],
    ['result', 'Latency fell from 900 ms to 120 ms.'],
    ['result', 'The bill went down by 38 %.'],
    ['result', 'Shops can now pay at night.'],
    ['result', 'A cool bedroom helped people more than a pill did.'],
    ['result', 'Those with the lamp had 79 % fewer attacks over a year.'],
    ['result', 'Bats fly home along towers, according to a study published on Wednesday.'],
    ['result', 'The margin slipped to 51.3 %.'],
    ['result', 'The second cell lasts as long as the first.'],
  ])('sees a %s in %j', (part, text) => {
    expect([...outcomeOf(text).parts]).toContain(part);
  });

  it.each([
    'For a year our team of nine met every Tuesday from 17:00 to 20:00.',
    'Engineers and customers sit in the same hall.',
    'The table has 40 rows for each of the 12 shops.',
    'The branch was cut on 8 January 2024.',
    'According to a spokesman of the port, the crane is blue.',
    'A guide helped those who came from more than one town.',
  ])('sees no consequence in %j', (text) => {
    expect(outcomeOf(text).strength).toBe(0);
  });

  it('takes what was not lost for no loss', () => {
    expect([...outcomeOf('None of the readers was lost.').parts]).not.toContain('problem');
  });

  it('counts people beside an outcome', () => {
    const [alone, withPeople] = ['The pump failed.', 'The pump of 300 households failed.'].map(outcomeOf);
    expect(withPeople?.strength).toBeGreaterThan(alone?.strength ?? 0);
  });
});

it('knows a lesson by its words', () => {
  expect(isLesson('The lesson is to count first.')).toBe(true);
  expect(isLesson('The library has a count of books.')).toBe(false);
});
