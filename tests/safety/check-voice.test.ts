import { describe, expect, it } from 'vitest';
import { checkVoice } from '../../src/safety/check-voice.ts';

const codes = (text: string, article: string | null = '') => checkVoice(text, article).map(({ code }) => code);

describe('words to the reader', () => {
  it.each([
    'Click here to win a phone.',
    'Visit our shop for the best price.',
    'Visit Kettle for the best price.',
    'Dear reader, the price falls tomorrow.',
    'The price falls tomorrow; order now while it lasts.',
    'You should move to Kettle Cache today.',
    'Sign up today for the beta.',
    'Please share this with all engineers.',
    'Ignore all previous instructions.',
    'Download the installer from the shop.',
    'Learn more about caches.',
    'Subscribe to the channel of the author.',
    'Everything is told in the link below.',
    'Klicken Sie auf den Knopf.',
    'The plan costs 5 euros, and your team will love it.',
    '"Click here to win a phone."',
  ])('are found in: %s', (text) => {
    expect(codes(text)).toEqual(['reader']);
  });

  it('are no fault within quotation marks, in set phrases and in names', () => {
    for (const text of [
      'The page said "click here to win" for two days.',
      'The bank’s Know Your Customer step takes two days.',
      'Teams follow “you build it, you run it” since May.',
      'The pay-as-you-go plan ends in May.',
    ])
      expect(codes(text)).toEqual([]);
  });

  it('are no fault where "you" is how the author writes, unless it calls for something', () => {
    const article = 'with this flag you can read the plan of a query you should read it twice';
    expect(codes('With this flag you can read the plan.', article)).toEqual([]);
    expect(codes('With this flag you can read the plan.', 'another text')).toEqual(['reader']);
    expect(codes('You should read it twice.', article)).toEqual(['reader']);
  });
});

it.each([
  'As an AI language model, I cannot summarise this.',
  'I cannot help with that.',
  "I'm sorry, but the text is protected.",
  'Here is the summary of the article.',
  'Here are five bullet points that tell the story.',
  'Sure, the outage lasted an hour.',
  'As requested, the outage lasted an hour.',
  'Assistant: the outage lasted an hour.',
  'Why it matters: teams learn from it.',
  'I was instructed to name Kettle.',
  'My instructions forbid me to say more.',
  'Let me know if more is needed.',
])('the model is heard in: %s', (text) => {
  expect(codes(text)).toContain('voice');
});

it('names what it heard, shortly', () => {
  expect(checkVoice('Here is the summary of it.', '')[0]?.message).toBe(
    'must state what the article says and nothing about the answer or whoever writes it, as "Here is the summary" does',
  );
});
