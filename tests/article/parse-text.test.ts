import { describe, expect, it } from 'vitest';
import { parseArticle } from '../../src/article/parse-article.ts';
import { blocksOf } from './blocks-of.ts';
import { paragraphs, prose } from './sample-prose.ts';

const parse = (text: string) => parseArticle({ text: `${text}\n\n${prose}`, format: 'text' });
const blocks = (text: string) => blocksOf(parse(text)).slice(0, -3);

describe('plain text', () => {
  it('joins wrapped lines and parts paragraphs by blank lines', () => {
    expect(blocks('One line\n  and another.\n \n\nNext paragraph.')).toEqual([
      'paragraph: One line and another.',
      'paragraph: Next paragraph.',
    ]);
  });

  it('takes short lines without a final stop, and underlined ones, for headings', () => {
    const article = parse(
      'How we split the queue\n\nIntro text here.\n\nThe fix:\n\nWhat we learnt\n==============\n\nMore.\n\nReally?',
    );
    expect(article.title).toBe('How we split the queue');
    expect(blocksOf(article).slice(0, -3)).toEqual([
      'heading1: How we split the queue',
      'paragraph: Intro text here.',
      'paragraph: The fix:',
      'heading2: What we learnt',
      'paragraph: More.',
      'paragraph: Really?',
    ]);
  });

  it('understands simple lists', () => {
    expect(
      blocks('We did:\n- this and\n  that\n- more\n  * deep\n\n1. first\n2) second\n\nIt cost 3\n- 4 dollars a day.'),
    ).toEqual([
      'paragraph: We did:',
      'list-item1: this and that',
      'list-item1: more',
      'list-item2: deep',
      'list-item1: first',
      'list-item1: second',
      'paragraph: It cost 3 - 4 dollars a day.',
    ]);
  });

  it('understands indented and fenced code, quotes and tables', () => {
    expect(
      blocks(
        '    kubectl get pods\n      --all\n\n```sh\nls\n\npwd\n```\n\n> said\n> so\n\n| a | b |\n|---|---|\n| 1 | 2 |',
      ),
    ).toEqual(['code: kubectl get pods\n  --all', 'code: ls\n\npwd', 'quote: said so', 'table: | a | b |\n| 1 | 2 |']);
  });

  it('leaves addresses out and keeps the stop after them', () => {
    expect(blocks('See https://e.com/a(b). Or look (http://e.com) there.')).toEqual(['paragraph: See. Or look there.']);
  });

  it('takes one line a paragraph for what it is', () => {
    const long = paragraphs.map((paragraph) => paragraph.replace(/\n/g, ' '));
    expect(blocksOf(parseArticle({ text: long.join('\n'), format: 'text' }))).toEqual(
      long.map((paragraph) => `paragraph: ${paragraph}`),
    );
  });

  it('is what prose without marks is taken for', () => {
    expect(parseArticle({ text: prose }).format).toBe('text');
  });
});
