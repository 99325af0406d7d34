import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString as plain } from 'mdast-util-to-string';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../src/catalogue/entry.ts';
import { formatMarkdown } from '../../src/digest/format-markdown.ts';
import { exampleEntry } from '../support/example-entry.ts';

async function written(...entries: readonly Partial<Entry>[]): Promise<string> {
  async function* all() {
    for (const entry of entries) yield { ...exampleEntry(), ...entry };
  }
  let text = '';
  for await (const piece of formatMarkdown('Posts tagged with sre', all())) text += piece;
  return text;
}

const summary = {
  whyItMatters: 'It saves time.',
  bullets: ['One is done.', 'Two are left.', 'Three come.'],
  tags: ['sre', 'data'],
  keywords: ['time', 'work'],
};

describe('a digest in Markdown', () => {
  it('has a heading with a link, the line, the bullets and where it is from', async () => {
    const entry = {
      title: 'A title',
      url: 'https://example.org/a',
      source: 'Example',
      publishedAt: '2026-01-31T09:00:00Z',
    };
    expect(await written({ ...entry, summary })).toBe(
      [
        '# Posts tagged with sre',
        '',
        '## [A title](https://example.org/a)',
        '',
        '**Why it matters:** It saves time.',
        '',
        '- One is done.',
        '- Two are left.',
        '- Three come.',
        '',
        '*Example · 2026-01-31 · sre, data*',
        '',
      ].join('\n'),
    );
  });

  it('does without a title, a source, a date and an address', async () => {
    const bare = { title: null, url: null, source: null, publishedAt: null, summary };
    const [, first, , second] = (await written(bare, { ...bare, source: 'Example' })).split(/\n\n(?=---|##|\*\*|- )/);
    expect(first).toBe('---');
    expect(second).toMatch(/\*sre, data\*$/);
    expect(await written({ ...bare, source: 'Example' })).toContain('\n## Example\n');
    expect(await written({ ...bare, url: 'https://example.org/a' })).toContain(
      '[Read the original](https://example.org/a)',
    );
  });

  it.each([
    'a *star* and _score_',
    '# not a heading',
    '1. not a list',
    '<b>not bold</b> &amp; no entity',
    '`no code` and [no](link)',
    'a ~~strike~~ and a | pipe',
    'a\nline > break',
    'back\\slash https://example.org/a_b_c',
    '---',
    '+ plus, - minus',
  ])('says %j and nothing else', async (text) => {
    const markdown = await written({ title: text, summary: { ...summary, whyItMatters: text, bullets: [text, text] } });
    const { children } = fromMarkdown(markdown);
    const said = text.replace('\n', ' ');
    expect(children.map(({ type }) => type)).toEqual(['heading', 'heading', 'paragraph', 'list', 'paragraph']);
    expect(plain(children[1])).toBe(said);
    expect(plain(children[2])).toBe(`Why it matters: ${said}`);
    expect(plain(children[3])).toBe(said + said);
  });

  it('keeps an address that has brackets and blanks in it', async () => {
    const url = 'https://example.org/a_(b)?q=<c> d';
    const [, heading] = fromMarkdown(await written({ url, title: 'T' })).children;
    expect(JSON.stringify(heading)).toContain(JSON.stringify(url));
  });
});
