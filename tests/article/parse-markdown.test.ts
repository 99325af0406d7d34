import { describe, expect, it } from 'vitest';
import { parseArticle } from '../../src/article/parse-article.ts';
import { blocksOf } from './blocks-of.ts';
import { errorOf } from './error-of.ts';
import { prose } from './sample-prose.ts';

const parse = (markdown: string) => parseArticle({ text: `${markdown}\n\n${prose}`, format: 'markdown' });
/** Blocks of a piece of Markdown, without the prose that makes it long enough. */
const blocks = (markdown: string) => blocksOf(parse(markdown)).slice(0, -3);

describe('blocks', () => {
  it('keeps words of prose and leaves out marks, targets, images, comments and raw tags', () => {
    expect(
      blocks(
        'The *quick* **brown** ~~old~~ `fox` [jumps](https://e.com "t") over ![alt](x.png) the [lazy][1] dog<!-- no -->, <b>bold</b><br>too.\nWrapped.\n\n[1]: https://e.com/lazy',
      ),
    ).toEqual(['paragraph: The quick brown old fox jumps over the lazy dog, boldtoo. Wrapped.']);
  });

  it('leaves out bare addresses together with the brackets around them', () => {
    expect(blocks('See https://e.com/a?b=c, or (https://e.com) and <https://e.com/d> or www.e.com now.')).toEqual([
      'paragraph: See now.',
    ]);
  });

  it.each([
    ['Look at [this guide][g] and <https://e.com/a>, https://e.com/b.\n\n[g]: https://e.com', 'Look at this guide.'],
    ['Look at [this](https://e.com), <https://e.com/a>', 'Look at this'],
    ['https://e.com/a, the old page, is gone.', 'the old page, is gone.'],
    ['It is at https://e.com/a, as you know.', 'It is at, as you know.'],
    ['Ask us, and see https://e.com/a (or https://e.com/b).', 'Ask us, and see.'],
  ])('leaves nothing dangling in %j', (markdown, left) => {
    expect(blocks(markdown)).toEqual([`paragraph: ${left}`]);
  });

  it('drops scripts in the middle of a paragraph with what is in them', () => {
    expect(blocks('Before <script>alert(1)</script> after.')).toEqual(['paragraph: Before after.']);
  });

  it('keeps the prose of HTML blocks', () => {
    expect(
      blocks(
        '<details>\n<summary>More</summary>\n<p>Told <b>inside</b>.</p>\n</details>\n\n<!-- hidden -->\n\n<script>\nx()\n</script>',
      ),
    ).toEqual(['paragraph: More', 'paragraph: Told inside.']);
  });

  it('nests lists, joins items by one line end and takes check boxes off', () => {
    const article = parse('- one\n- two\n  1. deep\n\n     more\n- [x] done');
    expect(blocksOf(article).slice(0, -3)).toEqual([
      'list-item1: one',
      'list-item1: two',
      'list-item2: deep',
      'paragraph: more',
      'list-item1: done',
    ]);
    expect(article.text).toMatch(/^- one\n- two\n {2}- deep\n\nmore\n\n- done\n\nThe billing/);
  });

  it('marks quotes, also of headings', () => {
    const article = parse('> # Said\n> first\n> line\n>\n> second');
    expect(blocksOf(article).slice(0, -3)).toEqual(['quote: Said', 'quote: first line', 'quote: second']);
    expect(article.text).toMatch(/^> Said\n\n> first line\n\n> second\n\n/);
  });

  it('fences code with its language, and longer when the code has a fence in it', () => {
    const article = parse('````md title=x\n```\ninner\n```\n````\n\n    indented\n      code');
    expect(article.text).toMatch(/^````md\n```\ninner\n```\n````\n\n```\nindented\n {2}code\n```\n\n/);
    expect(article.blocks.slice(0, 2).map(({ kind }) => kind)).toEqual(['code', 'code']);
  });

  it('writes tables row by row', () => {
    expect(blocks('| a | b |\n|---|:-:|\n| [x](y) | **2** |\n|  |  |')).toEqual(['table: | a | b |\n| x | 2 |']);
  });

  it('keeps footnotes as prose and drops their marks', () => {
    expect(blocks('Told.[^1]\n\n[^1]: The note.')).toEqual(['paragraph: Told.', 'paragraph: The note.']);
  });

  it('counts words without code', () => {
    expect(parse('```\none two three\n```').words).toBe(parse('').words);
  });
});

describe('text', () => {
  it('is NFC, well-formed, with single spaces and without invisible characters', () => {
    const article = parse('\uFEFFCafe\u0301\u200B  is\u00A0 open\u202E\u{E0041} &#8203;\ud800\tnow');
    expect(article.text).toMatch(/^Café is open \ufffd now\n\n/);
  });

  it('is the same however lines end', () => {
    expect(parse('One.\r\n\r\nTwo\rlines.').fingerprint).toBe(parse('One.\n\nTwo\nlines.').fingerprint);
  });
});

describe('front matter', () => {
  it('gives metadata and stays out of the text', () => {
    const article = parse(
      '---\ntitle: "Queues: split"\nauthors:\n  - name: Ada\n  - Bo\ndate: 2026-03-05\ncanonical_url: https://e.com/q?utm_medium=x\ntags: [SRE, "Data"]\nsite: Harbour\ndraft: true\n---\n# Head',
    );
    expect(article).toMatchObject({
      title: 'Queues: split',
      author: 'Ada, Bo',
      publishedAt: '2026-03-05T00:00:00.000Z',
      url: 'https://e.com/q',
      source: 'Harbour',
      tags: ['sre', 'data'],
    });
    expect(article.text.startsWith('Head\n\n')).toBe(true);
  });

  it('is recognised without a format', () => {
    expect(parseArticle({ text: `---\ntitle: T\n---\n${prose}` })).toMatchObject({ format: 'markdown', title: 'T' });
  });

  it.each(['tomorrow', '2026-13-45', 'hello 5', '{a: 1}'])('ignores the unreadable date %s', (date) => {
    expect(parse(`---\ndate: ${date}\n---\n`).publishedAt).toBeNull();
  });

  it('is read line by line where it is not quite YAML', () => {
    const odd =
      '---\ntitle: Postmortem: the day the queue stood still\nauthor: @ann\ndate: 2026-03-05 # a Thursday\npublished: true\ntags:\n  - SRE\n  - "Data"\nlayout: a: b\n---\n';
    expect(parse(odd)).toMatchObject({
      title: 'Postmortem: the day the queue stood still',
      author: '@ann',
      publishedAt: '2026-03-05T00:00:00.000Z',
      tags: ['sre', 'data'],
    });
    expect(parse('---\ntitle: ok\ntags: [a, "b\nauthor: "x\n---\n')).toMatchObject({ title: 'ok', author: 'x' });
    expect(parse('---\ntitle: ok\ntags: [a,\n  b]\nurl: @\n---\n').tags).toEqual(['a', 'b']);
  });

  it('may give a key twice', () => {
    expect(parse('---\ntitle: First\nauthor: Ada\nauthor: Bo\n---\n')).toMatchObject({ title: 'First', author: 'Bo' });
  });

  it('is refused when no line of it can be read', () => {
    expect(errorOf(() => parse('---\ntitle: [\n---\n'))).toMatchObject({ code: 'bad-front-matter', status: 422 });
  });

  it('may be simple TOML', () => {
    const toml =
      '+++\n# Hugo\ntitle = "Queues: \\"split\\""\ndate = 2026-03-05T10:00:00+02:00 # local\ndraft = false\nauthors = [\'Ada\', "Bo, Jr"]\n[taxonomies]\ntags = [\n  "SRE",\n  "data",\n]\n+++\n# Head';
    const text = `${toml}\n\n${prose}`;
    expect(parseArticle({ text })).toMatchObject({
      format: 'markdown',
      title: 'Queues: "split"',
      author: 'Ada, Bo, Jr',
      publishedAt: '2026-03-05T08:00:00.000Z',
      tags: ['sre', 'data'],
    });
    expect(parseArticle({ text }).text.startsWith('Head\n\n')).toBe(true);
  });

  it.each([
    ['an alias bomb', `a: &a [x]\nb: &b [${'*a,'.repeat(30)}]\nc: [${'*b,'.repeat(30)}]`],
    ['deep nesting', `a: ${'['.repeat(10_000)}`],
    ['too much', `a: ${'x'.repeat(40_000)}`],
  ])('is refused for %s', (_, yaml) => {
    expect(errorOf(() => parse(`---\n${yaml}\n---\n`)).code).toBe('bad-front-matter');
  });

  it('is not what stands between two rules', () => {
    expect(blocks('---\nJust a line: of prose\n---')).not.toEqual([]);
    expect(blocks('---\n\nNo mapping here.\n\n---')).toEqual(['paragraph: No mapping here.']);
  });
});

describe('MDX', () => {
  it('leaves out imports, exports and comments before and between the prose', () => {
    const mdx =
      "import Chart from './chart'\nimport {\n  Tabs,\n  Tab,\n} from '@theme/tabs';\nimport './page.css'\n\nexport const meta = {\n  title: 'x',\n}\n\n{/* One comment */}\n\nFirst {/* aside */}words.\n\n{/*\nmany\n\nlines */}\n\nLast words.";
    expect(blocks(mdx)).toEqual(['paragraph: First words.', 'paragraph: Last words.']);
  });

  it.each([
    ['import duties rose, and so did prices.', 'paragraph: import duties rose, and so did prices.'],
    ['Words.\n\nimport x from "y"', 'paragraph: Words.'],
    ['```jsx\n{/* kept */}\n```', 'code: {/* kept */}'],
    ['Write `{/* so */}` for a comment.', 'paragraph: Write {/* so */} for a comment.'],
    ['{/* never closed', 'paragraph: {/* never closed'],
  ])('keeps %j', (markdown, block) => {
    expect(blocks(markdown)[0]).toBe(block);
  });
});

describe('title', () => {
  it('is the first heading, else the beginning of the first sentence', () => {
    expect(parse('Text first.\n\n## The heading').title).toBe('The heading');
    expect(parse('').title).toBe(
      'The billing queue fell behind at nine in the morning, and nobody noticed for forty minutes.',
    );
    const long = parse(`${'word '.repeat(40)}ends.`).title;
    expect(long).toMatch(/^(?:word )+word…$/);
    expect(long.length).toBeLessThanOrEqual(100);
  });
});
