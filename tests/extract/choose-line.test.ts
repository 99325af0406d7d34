import { describe, expect, it } from 'vitest';
import { chooseLine } from '../../src/extract/choose-line.ts';
import { rankSentences } from '../../src/extract/rank-sentences.ts';
import { readSentences } from '../../src/extract/sentence.ts';
import { articleOf } from '../support/article-of.ts';

// Neither opening nor end of an article, and no outcome in it.
const between = Array.from(
  { length: 12 },
  (_, index) => `The panel in hall ${index + 2} shows the name of a mountain and the colour of its northern slope.`,
);

function lineOf(paragraphs: readonly string[], accepts: (text: string) => boolean = () => true, title = '') {
  const article = articleOf(paragraphs, { title });
  const sentences = readSentences(article);
  return chooseLine(sentences, rankSentences(sentences, article.title), accepts)?.text;
}

describe('chooseLine', () => {
  it('takes the conclusion at the end rather than the set-up at the start', () => {
    const setUp = 'For two years our team of eight engineers met every Monday from 09:00 to 11:00 in the small hall.';
    const end =
      'A meeting that only some can attend means that everyone else learns of decisions too late, and that newcomers quit within the first year.';
    expect(lineOf([setUp, ...between, end])).toBe(end);
  });

  it('takes the lesson without the words that announce it', () => {
    const lesson =
      'The lesson is simple: alarms that nobody owns must be deleted, otherwise engineers on call learn to sleep through the ones that matter.';
    expect(lineOf([...between, lesson])).toMatch(/^Alarms that nobody owns must be deleted, otherwise/);
  });

  it('prefers what says again what the title promises, by more than a name and figures', () => {
    const lead =
      'Shares of Kestrel Pumps fell 7 % on Tuesday after the maker of pumps told of a quarter without orders.';
    const aside =
      'Costs of the plant rose 7 % on Tuesday because the maker of valves had asked for more than a year ago.';
    const title = 'Kestrel Pumps shares fall after a weak quarter';
    expect(lineOf([...between, lead, ...between, aside, ...between], undefined, title)).toBe(lead);
    expect(lineOf([...between, aside, ...between, lead, ...between], undefined, title)).toBe(lead);
    const orders = [...between, aside, ...between, lead, ...between];
    expect(lineOf(orders, undefined, 'Kestrel Pumps 7')).toBe(lineOf(orders));
  });

  it('takes a lead that repeats the title though it tells of no consequence in words that are known', () => {
    const lead =
      'The Pensions Office has fined Harrow and Stile, the largest administrator of savings in the land, over letters that nobody answered for months.';
    const aside = 'Staff in the hall fell from 212 to 148.';
    const title = 'Pensions Office fines Harrow and Stile';
    expect(lineOf([lead, ...between, aside, ...between], undefined, title)).toBe(lead);
    expect(lineOf([...between, lead, ...between, aside, ...between], undefined, title)).toBe(aside);
  });

  it('takes people for a consequence only beside an outcome', () => {
    const people =
      'Engineers, developers and teams of four customers sit beside the drivers and shops in the same hall.';
    const loss = 'The pump failed in the second week, and 300 households could not heat their water for two days.';
    expect(lineOf([people, ...between, loss, ...between])).toBe(loss);
  });

  it('takes hours and dates for no change of a figure', () => {
    const hours = 'The hall is open to all engineers of the company from 08:00 to 21:30 on every day of the week.';
    const fall = 'Waiting at the gate fell from 14 minutes to 2, because the new readers look at both hands at once.';
    expect(lineOf([hours, ...between, fall, ...between])).toBe(fall);
  });

  it('prefers who lost what to what happened at which hour', () => {
    const narrated = 'At 14:07 on Thursday the gate failed, and at 14:31 the engineer on call could not open the hall.';
    const lost =
      'The failed gate cost 2,300 passengers their connection, and the company lost a contract over the claims.';
    expect(lineOf([narrated, ...between, lost])).toBe(lost);
  });

  it('prefers what happened to what would have happened', () => {
    const guess =
      'Two pumps would have failed as well, and 900 households could have lost their water for a whole week.';
    const loss = 'The pump failed in the second week, and 300 households could not heat their water for two days.';
    expect(lineOf([...between, loss, ...between, guess])).toBe(loss);
  });

  it('never begins with a sentence that needs the one before it, and brings that one along', () => {
    const pair =
      'Last May the readers of all gates got a second camera. It lets 9,000 passengers an hour walk through without a stop.';
    expect(lineOf([...between, pair, ...between])).toBe(pair);
  });

  it('does not join neighbours that have nothing to do with each other', () => {
    const strangers =
      'The pump failed in the second week, and 300 households could not heat water for two days. Paint for benches was reduced by 5 %.';
    expect(lineOf([...between, strangers, ...between])).toMatch(/^The pump failed .+ two days\.$/);
  });

  it('lets a conclusion speak to the reader', () => {
    const advice =
      'Whoever keeps the only copy of a key can lock you out of your own fleet, so that your customers lose every device at once.';
    expect(lineOf([...between, advice])).toBe(advice);
  });

  it('takes a bare fact when the article states no consequence', () => {
    expect(lineOf(between)).toMatch(/^The panel in hall/);
  });

  it('is null when nothing can be the line', () => {
    expect(lineOf([])).toBeUndefined();
    expect(lineOf(between, () => false)).toBeUndefined();
    expect(lineOf(['Why did the gate fail?', 'Subscribe to our newsletter.'])).toBeUndefined();
  });
});
