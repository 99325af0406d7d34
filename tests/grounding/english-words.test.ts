import { expect, it } from 'vitest';
import { isEnglishWord } from '../../src/grounding/english-words.ts';

it.each([
  'product',
  'increased',
  'independent',
  'unit',
  'contract',
  'income',
  'led',
  'rebuilds',
  'sceptical',
  'webhooks',
])('knows the word %s', (word) => {
  expect(isEnglishWord(word)).toBe(true);
});

it.each(['palmqvist', 'kvistgaard', 'vallhamn'])('takes %s for a name', (word) => {
  expect(isEnglishWord(word)).toBe(false);
});
