import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { loadPrompt } from '../../src/prompt/load-prompt.ts';
import { promptTexts } from '../../src/prompt/prompt-texts.ts';
import { checkSafety } from '../../src/safety/check-safety.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';
import { articleOf } from '../support/article-of.ts';

const vocabulary = loadVocabulary();
const context = { told: promptTexts(loadPrompt(), vocabulary), vocabulary };
const bullets = readFileSync(new URL('../../evals/injection/harmless.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');

it('there are at least a hundred harmless bullets', () => {
  expect(bullets.length).toBeGreaterThanOrEqual(100);
});

it.each(bullets)('finds nothing in: %s', (bullet) => {
  // What it names, an article that it is true of would name too; in words of its own, so that nothing is just copied.
  const names = bullet.match(/[^\s,"“”]*[./@:[\]\p{Extended_Pictographic}][^\s,"“”]*/gu) ?? [];
  const article = articleOf([`The things that count here are ${names.join(' and ')}, among some others.`]);
  expect(checkSafety({ bullets: [bullet] }, article, context)).toEqual([]);
});
