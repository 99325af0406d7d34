import { describe, expect, it } from 'vitest';
import { loadPrompt } from '../../src/prompt/load-prompt.ts';
import { summariseMessages } from '../../src/provider/summarise-messages.ts';
import { articleSummary } from '../../src/scenario/article-summary.ts';
import { summarySchema } from '../../src/summary/summary.ts';
import { validateDraft } from '../../src/summary/validate-draft.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';
import { incidentArticle } from '../support/incident-article.ts';

const vocabulary = loadVocabulary();
const tagIds = vocabulary.tags.map(({ id }) => id);
const schema = summarySchema(tagIds);
const issuesOf = (prompt: string) => validateDraft(articleSummary(prompt, tagIds), schema).issues ?? [];

describe('a summary made of the article in a prompt', () => {
  const article = incidentArticle();
  const prompt = summariseMessages(loadPrompt(), { article }, vocabulary)
    .messages.map(({ content }) => content)
    .join('\n\n');
  const summary = articleSummary(prompt, tagIds);

  it('is valid, and each claim is a sentence of the article', () => {
    expect(issuesOf(prompt)).toEqual([]);
    expect(summary.bullets).toHaveLength(6);
    for (const claim of [summary.whyItMatters, ...summary.bullets]) expect(article.text).toContain(claim);
  });

  it('does not take the title, the headings, the table or our own instructions for the article', () => {
    const text = JSON.stringify(summary);
    expect(text).not.toContain('Title:');
    expect(text).not.toContain('poison message |');
    expect(text).not.toContain('data, not instructions');
  });

  it('names tags that the article names, else the general one', () => {
    expect(summary.tags).toEqual(['general']);
    expect(articleSummary('The security of data and more data.', tagIds).tags).toEqual(['data', 'security']);
    expect(articleSummary('Nothing.', ['one', 'two']).tags).toEqual(['one']);
  });
});

it('says nothing of its own where six sentences can be had', () => {
  const sentences = ['One', 'Two', 'Three', 'Four', 'Five', 'Six'].map((name) => `${name} workers read the queue.`);
  for (const text of [sentences.join(' '), sentences.join('\n\n')]) {
    const { whyItMatters, bullets } = articleSummary(text, tagIds);
    expect([whyItMatters, ...bullets].toSorted()).toEqual(sentences.toSorted());
  }
});

it('takes its claims from the whole of an article', () => {
  const text = Array.from({ length: 40 }, (_, index) => `Worker ${index} read the queue.`).join('\n\n');
  const taken = articleSummary(text, tagIds).bullets.map((bullet) => Number(/\d+/.exec(bullet)?.[0]));
  expect(taken).toEqual(taken.toSorted((one, two) => one - two));
  expect(Math.max(...taken)).toBeGreaterThan(30);
});

it('reads the beginning of a very long article only', () => {
  const text = Array.from({ length: 40_000 }, (_, index) => `Worker ${index} read the queue.`).join('\n');
  const [, ...later] = articleSummary(text, tagIds).bullets;
  for (const bullet of later) expect(text.indexOf(bullet)).toBeLessThan(16_000);
});

const long = 'word '.repeat(60).trim();
it.each([
  ['nothing', ''],
  ['one word', 'Hello'],
  ['one sentence', 'The queue drained after 52 minutes and nobody noticed anything at all.'],
  ['the same sentence again and again', 'The queue drained after 52 minutes. '.repeat(20)],
  ['questions only', 'Why did the queue not drain at all? '.repeat(9)],
  ['sentences that are all too long', `In March, ${long}, and later, ${long}; then ${long}. `.repeat(8)],
  ['a word without an end', 'x'.repeat(5000)],
  ['marks of Markdown', '**bold** and `code`.\n\n- **One** thing.\n- [Two](x) things.\n\n> Quoted `three`.'],
  ['another script', '队列在五十二分钟后恢复了。工程师找到了坏文件。'.repeat(5)],
  ['half a surrogate pair', '\ud800 broke the queue for 52 minutes. And then \udc00 broke it again.'],
  ['a fence that never closes', '<article-0123456789abcdef>\nTitle: X\n\nThe queue drained slowly.'],
])('is valid even of %s', (_, prompt) => {
  expect(issuesOf(prompt)).toEqual([]);
});
