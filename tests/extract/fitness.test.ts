import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/article/words.ts';
import { gradeOf } from '../../src/extract/fitness.ts';

function grade(text: string, kind: 'paragraph' | 'list-item' | 'quote' = 'paragraph') {
  const words = wordsOf(text);
  const stems = words.filter(({ content }) => content).map(({ stem }) => stem);
  return gradeOf(text, { kind, wordCount: words.length, stems, language: 'en' });
}

describe('gradeOf', () => {
  it.each([
    'By the end of April the monthly bill stood at $289,000, a cut of 31 %.',
    'The trigger was an upgrade to the agent that ships our logs.',
    'Table limits were raised to 524,288 entries on every node of the fleet.',
    'Opening a stop downloaded 1.9 MB of JavaScript on every visit.',
    "Let's Encrypt will halve the lifetime of its certificates by 2028.",
    'Instead of one small crew, a whole team works on the backlog.',
    'If a driver is late by more than ten minutes, they are asked to call the depot.',
  ])('lets %j stand alone', (text) => {
    expect(grade(text)).toBe('fit');
  });

  it.each([
    'Each will use around 30 per cent less fuel than an older ship.',
    "At last season's numbers, that's more than the club made from tickets.",
    'This reduced the load on the primary database by 40 percent.',
    'They met in the aisle at ten past seven with valid tickets.',
    'In 2022 we had exactly that on the cluster in Tampere, for 11 hours.',
    'Recovery could then check the two lengths against each other in time.',
    'In those 84 minutes, 38,400 orders could not be placed.',
    'About 11,900 of them came back later the same day to order.',
    'As for the second lesson, such a degree of openness is rare.',
    'Ours was a mixture of the third and the fourth type of leak.',
    'The builds were failing since midnight for the same reason.',
    'A model like this learns from what has happened before.',
    'The latter had served the payment path since the year before.',
    'Turning that round was the hardest moment of the whole move.',
    'In March we brought that down to 2.6 by deleting code.',
    'The orders database let them, because its index covered more.',
    'The cache of the search service used to do the same until last May.',
    'If a departure time takes longer than three seconds, they write down where.',
  ])('sees that %j leans on what came before', (text) => {
    expect(grade(text)).toBe('leaning');
  });

  it.each([
    'Because we threw away the old cache of the build machines.',
    '18:04 UTC: the change reaches the router in Santiago and the leak begins.',
    'The list, by the way, has been reviewed 212 times since January.',
    'Test the new linker on beta now, and please report any issues.',
    'I kept looking for something wrong with the checkout service.',
    'You cannot argue about a bill that arrives as one big lump.',
    '“You built a very good turnstile,” the payments team wrote to us.',
    'The queue (which we had never seen full was full on Thursday.',
    'Nothing in checkout changed.',
    'Please send updates of the list to the maintainers of the package.',
    'The current version of the code can be found at.',
    'with a good and recent book on the language and its library.',
    'Faster builds for every single engineer in the whole company',
  ])('takes %j for loose', (text) => {
    expect(grade(text)).toBe('loose');
  });

  it.each([
    'Why did the rollback not work on the first attempt that day?',
    'Subscribe to our newsletter to hear about the next migration.',
    "We're hiring engineers who enjoy untangling this sort of knot.",
    'By Anneke Brouwer-Lind, mobile team, Stairwise.',
    'In this tutorial the reader learns how to rotate a certificate.',
    'This page is brought to you by Pagerly, the tool that sleeps.',
    'Welcome to issue 212 of the weekly news for operators.',
    'All notable changes to this project will be documented in this file.',
    'Marit Oyelaran leads the reliability group at Fernbrook.',
    'Figure 3: Checkout success rate on 6 March by minute and region.',
    'The table below lists the rows that changed between the two months.',
    'This post goes through the four things that made the difference.',
    'There were three causes of the outage that we know of today:',
    'Write to mobile@example.com with a lift shaft that defeats us.',
    'The dashboard is at https://example.com/grafana for those who look.',
    "Let's look at the lock that the old service took on the table.",
    'We depend on contributions from our supporters and users.',
    'If your New Year’s resolution is to contribute more, let us know.',
    'The examples use a table called orders with 800 million rows.',
    'Ten.',
  ])('never takes %j', (text) => {
    expect(grade(text)).toBe('never');
  });

  it('never takes a quotation for the article’s own words', () => {
    expect(grade('The trigger was an upgrade to the agent that ships our logs.', 'quote')).toBe('loose');
  });

  it('lets a conclusion speak to the reader when asked to', () => {
    const text = 'Lost keys let a stranger take your whole fleet away from you.';
    const sentence = { kind: 'paragraph', wordCount: 12, stems: ['key', 'fleet'], language: 'en' } as const;
    expect(gradeOf(text, sentence)).toBe('loose');
    expect(gradeOf(text, sentence, { toReader: true })).toBe('fit');
  });
});
