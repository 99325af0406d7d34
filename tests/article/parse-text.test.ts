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

  it('takes a short line for a heading though its paragraph follows at once', () => {
    const founded = 'Halden Robotics was founded in 2019 by Solveig Aune and is based in Trondheim.';
    expect(blocks(`It began well.\n\nAbout Halden Robotics\n${founded}`)).toEqual([
      'paragraph: It began well.',
      'heading2: About Halden Robotics',
      `paragraph: ${founded}`,
    ]);
    const wrapped = 'Halden Robotics of Trondheim was founded in 2019 by\nSolveig Aune, who leads it.';
    expect(blocks(`It began well.\n\n${wrapped}`)[1]).toBe(`paragraph: ${wrapped.replace('\n', ' ')}`);
  });

  it('parts what a mail quotes from who wrote it', () => {
    expect(
      blocks('On Monday, Jonas wrote:\n> The header has\n> two checksums.\n>\n> One will do.\nI am against it.'),
    ).toEqual([
      'paragraph: On Monday, Jonas wrote:',
      'quote: The header has two checksums. One will do.',
      'paragraph: I am against it.',
    ]);
  });

  it('takes no notice for the title of a press release', () => {
    const release = 'FOR IMMEDIATE RELEASE\n\nHalden Robotics Raises $48 Million\n\nIt was said today.';
    expect(parse(release).title).toBe('Halden Robotics Raises $48 Million');
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

  it('takes a short line right above a list for its heading', () => {
    expect(blocks('It began well.\n\nFixed\n- A leak in the gateway.\n- The tool no longer\n  crashes.')).toEqual([
      'paragraph: It began well.',
      'heading2: Fixed',
      'list-item1: A leak in the gateway.',
      'list-item1: The tool no longer crashes.',
    ]);
    const wrapped = 'It was sold for less than expected of the\n- by then empty - works.';
    expect(blocks(`It began well.\n\n${wrapped}`)[1]).toBe(`paragraph: ${wrapped.replace('\n', ' ')}`);
  });

  it('understands numbered posts of a thread', () => {
    const text = '1/ We lost 40 minutes of writes.\n\n2/ The disk was full.\n\nOf the pages, 24\n/ 7 were lost.';
    expect(blocks(text)).toEqual([
      'list-item1: We lost 40 minutes of writes.',
      'list-item1: The disk was full.',
      'paragraph: Of the pages, 24 / 7 were lost.',
    ]);
    expect(parse(text).title).toBe('We lost 40 minutes of writes.');
  });

  it('understands indented and fenced code, quotes and tables', () => {
    expect(
      blocks(
        '    kubectl get pods\n      --all\n\n```sh\nls\n\npwd\n```\n\n> said\n> so\n\n| a | b |\n|---|---|\n| 1 | 2 |',
      ),
    ).toEqual(['code: kubectl get pods\n  --all', 'code: ls\n\npwd', 'quote: said so', 'table: | a | b |\n| 1 | 2 |']);
  });

  it('takes wrapped prose that is indented for prose, and code for code', () => {
    expect(
      blocks(
        '    We moved the queue to its own disk, which\n    took a day. Nobody noticed, and the age of\n    messages fell.\n\n    const age = now - sent; // in ms.\n    report({ age });\n\n\tdrop table queue\n\n    for name in names:\n        print(name)',
      ),
    ).toEqual([
      'paragraph: We moved the queue to its own disk, which took a day. Nobody noticed, and the age of messages fell.',
      'code: const age = now - sent; // in ms.\nreport({ age });',
      'code: drop table queue',
      'code: for name in names:\n    print(name)',
    ]);
  });

  it('takes off the indent that a manual has throughout', () => {
    const manual = paragraphs.map((paragraph) => `       ${paragraph.replace(/(.{50}\S*) /g, '$1\n       ')}`);
    const text = `NAME\n\n       drain - empties a queue\n\nDESCRIPTION\n\n${manual.join('\n\n')}\n\n           drain --all queue\n\n       The end is told by its exit code.`;
    expect(blocksOf(parseArticle({ text, format: 'text' }))).toEqual([
      'heading1: NAME',
      'heading2: drain - empties a queue',
      'heading2: DESCRIPTION',
      ...paragraphs.map((paragraph) => `paragraph: ${paragraph}`),
      'code: drain --all queue',
      'paragraph: The end is told by its exit code.',
    ]);
  });

  const body =
    'Every consumer held one lock, and the slowest of them decided\nhow long all the others had to wait for it each day.';

  it('takes a first line that was broken off early for the title', () => {
    const joined = body.replace('\n', ' ');
    expect(blocks(`How we split the queue\n${body}`)).toEqual([
      'heading1: How we split the queue',
      `paragraph: ${joined}`,
    ]);
  });

  it.each([
    `We had a queue.\n${body}`,
    `We had a queue of\n${body}`,
    `When we had a queue,\n${body}`,
    `What we had at first was a queue, and\nit was slow on every one of the days that we looked at it.`,
    `In the spring of that year the old team at\nKubernetes-Infrastruktur moved the whole queue.`,
  ])('does not take the beginning of a sentence for a title: %j', (text) => {
    expect(blocks(text)).toEqual([`paragraph: ${text.replace(/\n/g, ' ')}`]);
  });

  it('takes a numbered line between paragraphs for a heading, and between items for an item', () => {
    expect(
      blocks(
        '1. Introduction\n\nWe tell all.\n\n2.1  Terms used\n\nThey are old.\n\n1. Drain it\n\n2. Start it\n\n3. first of all\n\nSo it goes.',
      ),
    ).toEqual([
      'heading1: 1. Introduction',
      'paragraph: We tell all.',
      'heading2: 2.1  Terms used'.replace('  ', ' '),
      'paragraph: They are old.',
      'list-item1: Drain it',
      'list-item1: Start it',
      'list-item1: first of all',
      'paragraph: So it goes.',
    ]);
  });

  it('takes a centred line for a heading and a drawing for code', () => {
    expect(blocks('                    The Art of Draining\n\nIt looks so:\n\n +-----+\n | age |\n +-----+')).toEqual([
      'heading1: The Art of Draining',
      'paragraph: It looks so:',
      'code: +-----+\n| age |\n+-----+',
    ]);
    expect(blocks('                    drain --all\n\nIt ran.')).toEqual(['code: drain --all', 'paragraph: It ran.']);
  });

  it('understands the bullets of old standards', () => {
    expect(blocks('   o  one of\n      two\n\n   o  another')).toEqual([
      'list-item1: one of two',
      'list-item1: another',
    ]);
    expect(blocks('o mare, o tempo.')).toEqual(['paragraph: o mare, o tempo.']);
  });

  it('reads the headers of a mail', () => {
    const mail =
      'From: "Ada Quay" <ada@example.com>\nTo: all@example.com\nSubject: Re: The queue\n  was slow\nDate: Thu, 05 Mar 2026 10:00:00 +0200 (EET)';
    const article = parse(mail);
    expect(article).toMatchObject({
      title: 'The queue was slow',
      author: 'Ada Quay',
      publishedAt: '2026-03-05T08:00:00.000Z',
    });
    expect(article.text.startsWith('The billing queue')).toBe(true);
    expect(parse('Subject: Queues\nFrom: ada@example.com (Ada Quay)').author).toBe('Ada Quay');
    expect(parse('Title: Queues\nAuthor: Ada').title).toBe('Queues');
  });

  it.each(['Subject: the queue.', 'From: here on\nit went well.', 'To: all\nDate: today', 'Note: one\nFrom: two'])(
    'takes %j for words, not for headers',
    (text) => {
      expect(blocks(text)).not.toEqual([]);
    },
  );

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
