import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDigest } from '../../src/digest/parse-digest.ts';
import { AppError } from '../../src/errors.ts';

const sample = (name: string) => readFileSync(new URL(`../../samples/digests/${name}`, import.meta.url), 'utf8');
const first = sample('sre-page-1.txt');

/** The sample with one thing in it put in another's place. */
function spoilt(what: string | RegExp, by: string): string {
  const text = first.replace(what, by);
  expect(text).not.toBe(first);
  return text;
}

function refusal(text: string): string {
  try {
    parseDigest(text);
  } catch (error) {
    if (error instanceof AppError && error.code === 'bad-digest') return `${error.message}. ${error.hint}`;
    throw error;
  }
  return 'nothing is wrong';
}

describe('a plain digest', () => {
  it('is read with its tag, its posts and its page', () => {
    const [page, ...others] = parseDigest(first);
    expect(others).toEqual([]);
    expect(page).toMatchObject({ tag: 'sre', page: 1, pageCount: 2, line: 1 });
    expect(page?.posts.map(({ bullets, line }) => [bullets.length, line])).toEqual([
      [5, 5],
      [3, 13],
      [7, 19],
    ]);
    expect(page?.posts[1]?.whyItMatters).toBe(
      'Pages that nobody acts on teach people to sleep through the ones that count.',
    );
    expect(page?.posts[1]?.bullets[2]).toBe('Nights with at least one page fell from 19 to 4 a month.');
  });

  it('may be written by hand: other signs, indents, blank lines and line ends', () => {
    const byHand = first
      .replaceAll('  • ', '- ')
      .replace('- Larkfield', '    *   Larkfield')
      .replace('- Three region', '•\u00a0Three region')
      .replaceAll('\n\n', '\n \n\n')
      .replace('Why it matters:', 'why it matters:  ')
      .replaceAll('\n', '  \r\n');
    const plain = (text: string) =>
      parseDigest(text).map(({ line: _, posts, ...page }) => ({
        ...page,
        posts: posts.map(({ line: __, ...post }) => post),
      }));
    expect(plain(`\ufeff${byHand}`)).toEqual(plain(first));
  });

  it('may hold several pages, with the links between them copied along', () => {
    const links = ['Previous', '1', '2', '...', '10', 'Next'].join('\n');
    const pages = parseDigest(`${first}\n${sample('sre-page-2.txt')}\n${links}\n`);
    expect(pages.map(({ page, posts }) => [page, posts.length])).toEqual([
      [1, 3],
      [2, 1],
    ]);
  });

  it.each([
    ['with the marks of Windows', `\ufeff${first}\ufeff${first}`.replaceAll('\n', '\r\n')],
    ['with the line ends of old', `${first}${first}`.replaceAll('\n', '\r')],
    ['without an end of their last lines', `${first}Previous12Next${first.trimEnd()}`],
    ['without one before a mark', `${first}Previous123...10Next\ufeff${first.trimEnd()}`],
  ])('may be files that were joined %s', (_what, text) => {
    const [page, again] = parseDigest(text);
    const posts = (one: typeof page) => one?.posts.map(({ line: _, ...post }) => post);
    expect([page?.tag, again?.tag, posts(again)]).toEqual(['sre', 'sre', posts(page)]);
    expect(posts(page)).toEqual(posts(parseDigest(first)[0]));
  });

  it('may have no posts', () => {
    expect(parseDigest('sre\n\nPosts tagged with sre\n\nPage 1 of 1\n')).toMatchObject([{ posts: [] }]);
  });

  it.each<[string, string, RegExp]>([
    ['nothing in it', ' \n\n', /^line 1: there is no digest in it\. It begins with a tag on a line/],
    [
      'no tag line',
      spoilt('sre\n\n', ''),
      /^line 1: the tag should stand here, not “Posts tagged with sre”\. Put the tag/,
    ],
    [
      'the end of another page before the tag',
      `Previous12Next${first}`,
      /^line 3: the heading of the tag “Previous12Nextsre” is missing\./,
    ],
    [
      'no heading',
      spoilt('Posts tagged with sre\n\n', ''),
      /^line 3: the heading of the tag “sre” is missing\. Write `Posts tagged with sre` below/,
    ],
    [
      'the heading of another tag',
      spoilt('tagged with sre', 'tagged with data'),
      /^line 3: the heading of the tag “sre” is missing/,
    ],
    [
      'a bullet before any line',
      spoilt('Why it matters: A queue', '  • A queue'),
      /^line 5: this bullet belongs to no post\. Put the line/,
    ],
    ['too few bullets', spoilt(/ {2}• Nights.*\n/, ''), /^line 13: this post has 2 bullets\. A post has 3 to 7/],
    [
      'too many bullets',
      spoilt('  • Nothing was lost', '  • One more.\n  • Nothing was lost'),
      /^line 19: this post has 8 bullets/,
    ],
    [
      'a line without bullets',
      spoilt('Why it matters: Pages', 'Why it matters: X.\n\nWhy it matters: Pages'),
      /^line 13: this post has 0 bullets/,
    ],
    [
      'a bullet that goes on',
      spoilt(' which bounds', '\n    which bounds'),
      /^line 10: “which bounds how long a buyer waits\.” is neither .* join them/,
    ],
    [
      'an unknown sign after two bullets',
      spoilt('  • Each alert', '  > Each alert'),
      /^line 16: “> Each alert that stayed names the runb…” is neither/,
    ],
    ['an empty bullet', spoilt(/ {2}• Nights.*\n/, '  •\n'), /^line 17: the bullet says nothing/],
    ['an empty line', spoilt(/Why it matters: Pages.*\n/, 'Why it matters:\n'), /^line 13: the line says nothing/],
    [
      'too long a line',
      spoilt('Pages that', `${'long '.repeat(120)}that`),
      /^line 13: the line has \d{3} characters\. At most 600/,
    ],
    [
      'too long a bullet',
      spoilt('Nights with', `${'long '.repeat(80)}with`),
      /^line 17: the bullet has \d{3} characters\. At most 400/,
    ],
    [
      'a control character',
      spoilt('Nights with', 'Nights\u001b[31m with'),
      /^line 17: the bullet holds a control character/,
    ],
    [
      'a post that is there twice',
      spoilt(/(Why it matters: Pages[\s\S]*?\n\n[\s\S]*?\n\n)/, '$1$1'),
      /^line 19: this post stands on line 13 already/,
    ],
    [
      'no page line',
      spoilt(/Page 1 of 2[\s\S]*/, ''),
      /^line 27: the digest ends without its page line\. End it with a line such as `Page 1 of 1`/,
    ],
    ['a page past the last', spoilt('Page 1 of 2', 'Page 3 of 2'), /^line 28: there is no “Page 3 of 2”/],
    [
      'something after the page',
      spoilt('Previous12Next', 'Read more of this in our archive.'),
      /^line 29: the heading of the tag “Read more of this in our archive\.” is missing/,
    ],
  ])('is refused with %s', (_, text, message) => {
    expect(refusal(text)).toMatch(message);
  });

  it('is read in linear time', () => {
    const posts = Array.from({ length: 20_000 }, (_, n) => `Why it matters: ${n}.\n\n  • A.\n  • B.\n  • C.\n`);
    expect(parseDigest(`sre\nPosts tagged with sre\n${posts.join('\n')}Page 1 of 1`)[0]?.posts).toHaveLength(20_000);
    const blanks = ' '.repeat(300_000);
    expect(refusal(`${first}${'1'.repeat(300_000)}x`)).toContain('the heading of the tag');
    expect(refusal(spoilt('Why it matters: ', `Why it matters: ${blanks}x${blanks}y`))).toContain('characters');
  });
});
