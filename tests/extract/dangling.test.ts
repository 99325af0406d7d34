import { describe, expect, it } from 'vitest';
import { dangles, definiteSubject, hasUnknownObject } from '../../src/extract/dangling.ts';
import { tagWords } from '../../src/extract/language.ts';

describe('dangles', () => {
  it.each([
    'Our total was 40 seconds for a page of the catalogue.',
    'The overall difference was small enough for nobody to notice.',
    'For the checkout that was too slow, which is why we moved the cart.',
    'When the plant opened in the spring of 2022, it was 34 percent.',
    'Four seconds later the primary of the store was restarted.',
    'A week earlier, the team had changed the limits of the pool.',
    'The year before there were fewer than 50.',
    'The next morning the pager of the payments team went off again.',
    'The smaller size has two causes in the new format of the rows.',
    'Together with Glen Corrie they will hold 2.3 GWh by 2028.',
    'We dropped all, and 93 queries became slower by a factor of two.',
    'About 60 million of the total is debt from a public bank.',
    'On our test phone the times were in the page after 1.8.',
    'Before, a compaction job took whole files, up to 2 GB each.',
    'In the high-dose group that fell to 0.6 attacks a month.',
    'After two years 54% were, which is better than most programmes.',
    'The worst is a leak of about 40 MB a day in large workers.',
    'The most expensive of all was the index of the archive.',
  ])('%s', (sentence) => {
    expect(dangles(sentence)).toBe(true);
  });

  it.each([
    'When the bridge opened in 2022, it was 340 metres long.',
    'The total number of errors fell from 40 to 3 a day.',
    'The difference between the two runs was four seconds.',
    'For customers that pay by card, checkout became faster.',
    'The year before the merger was the best for both companies.',
    'Later versions of the client keep their connections open.',
    'No job started later than four in the morning.',
    'The times came down from 12.4 seconds by 9.8.',
    'Support for the old protocol ends with release 2.6.',
    'The team removed all locks and both queues from the path.',
    'Of the reduction from 1,872 to 37, a third came before the switch.',
    'Our checkout was too slow, which is why we moved the cart.',
    'Together with Acme, the bank will pay for the new wall.',
    'Before the fix, a compaction job took whole files.',
    'In the group that fell behind, 40 people gave up.',
    'On the morning of the day that was chosen, 4 servers failed.',
    'In 2024 sales were, at €40 million, the highest yet.',
    'The worst outage was the one of 3 June.',
    'The best of the three models closed 23 firms.',
  ])('not: %s', (sentence) => {
    expect(dangles(sentence)).toBe(false);
  });
});

describe('hasUnknownObject', () => {
  it.each([
    'The council gave it for two years.',
    'Caledon Storage built it in 19 months.',
    'The team copied them for the new machines.',
  ])('%s', (sentence) => {
    expect(hasUnknownObject(tagWords(sentence))).toBe(true);
  });

  it.each([
    'The release of the parser made it possible to read old files.',
    'The new flag made it possible to read old files.',
    'The owner of the lock drops it after four seconds.',
    'When a job fails, the worker restarts it.',
    'The team doubled the workers of the queue.',
    '',
  ])('not: %s', (sentence) => {
    expect(hasUnknownObject(tagWords(sentence))).toBe(false);
  });
});

describe('definiteSubject', () => {
  it.each([
    ['The council gave its consent on Monday.', 'council'],
    ['The old table was dropped on Monday.', 'tabl'],
    ['The owners of the table were asked.', null],
    ['The 214 partner shops lost sales.', null],
    ['Acme dropped the table.', null],
  ])('of %j is %j', (sentence, stem) => {
    expect(definiteSubject(sentence)).toBe(stem);
  });
});
