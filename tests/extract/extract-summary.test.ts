import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { parseArticle } from '../../src/article/parse-article.ts';
import { AppError } from '../../src/errors.ts';
import { extractSummary } from '../../src/extract/extract-summary.ts';
import { groundSummary } from '../../src/grounding/ground-summary.ts';
import { type Summary, summarySchema } from '../../src/summary/summary.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';
import { articleOf } from '../support/article-of.ts';
import { incidentArticle } from '../support/incident-article.ts';

const vocabulary = loadVocabulary();
const schema = summarySchema(vocabulary.tags.map(({ id }) => id));
const valid = (summary: Summary) => schema.parse(summary);
/** `summary` when there is a valid one, `refusal` when it is refused for the one reason there may be; else it throws. */
function outcomeOf(article: Article): 'summary' | 'refusal' {
  try {
    valid(extractSummary(article, vocabulary));
    return 'summary';
  } catch (error) {
    if (error instanceof AppError && error.code === 'nothing-to-extract') return 'refusal';
    throw error;
  }
}

const migration = articleOf(
  [
    ['heading', 'Moving the order store'],
    'By Jo Amberly, storage team, 4 min read.',
    'In this post, we explain how we moved the order store to Postgres without an hour of downtime. It was not easy.',
    'Before the move, the order store answered in 900 ms at the 99th percentile, and every sale on a Friday made it worse. This hurt.',
    ['heading', 'How we copied'],
    'However, a copier moved 40 million orders in slices of 10,000 rows, from a replica, so that shops never noticed a slow checkout. What could go wrong?',
    'The copier compared checksums of both stores every night, and it found 212 orders that differed by one cent.',
    ['code', 'COPY orders FROM STDIN; -- Copying orders is what the copier does for all orders.'],
    ['heading', 'What it brought'],
    'Latency of the order store fell from 900 ms to 120 ms, which lets the checkout team drop two caches. Amazing!',
    'The bill for storage went down by 38 %, to $6,200 a month, because the old cluster was switched off in May.',
    'A drill in June restored the whole order store from a backup within 47 minutes, and the on-call engineers now repeat it every month.',
    "We're hiring! Subscribe to our newsletter to read the next part.",
  ],
  { title: 'Moving the order store' },
);

describe('extractSummary', () => {
  it('says of what stands in a list of fixes that it is fixed, and takes none of it for the line', () => {
    const text = `# Lattice 4.0

Lattice 4.0 keeps a graph of all modules on disk, so that a rebuild takes 2 seconds in place of 14.

## Removed

- The flag \`--eager\` of the build command and its two aliases.

## Fixed

- The check command returned exit code 0 even when it had found errors in a module.
- A rebuild lost the source maps of 12 modules, which cost teams hours before a release.
- The server no longer crashes when a plugin sends 2 answers.

## Known issues

- The cache of the compiler grows by about 40 MB a day on machines with 64 cores.
`;
    const article = parseArticle({ text, format: 'markdown' }, { anyLength: true });
    const { whyItMatters, bullets } = valid(extractSummary(article, vocabulary));
    expect(whyItMatters).toMatch(/^Lattice 4\.0 keeps a graph/);
    expect(bullets).toContain(
      'Fixed: The check command returned exit code 0 even when it had found errors in a module.',
    );
    expect(bullets).toContain('The server no longer crashes when a plugin sends 2 answers.');
    expect(bullets).toContain(
      'Known issue: The cache of the compiler grows by about 40 MB a day on machines with 64 cores.',
    );
    const claims = { whyItMatters, bullets };
    expect(groundSummary(article, claims).flatMap(({ issues }) => issues)).toEqual([]);
  });

  it('makes a valid summary whose every claim the article supports', () => {
    for (const article of [migration, incidentArticle()]) {
      const summary = valid(extractSummary(article, vocabulary));
      expect(groundSummary(article, summary).filter(({ supported }) => !supported)).toEqual([]);
    }
  });

  it('takes what stands alone and leaves out bylines, questions, code, asides and calls to action', () => {
    const { whyItMatters, bullets } = extractSummary(migration, vocabulary);
    const all = [whyItMatters, ...bullets].join('\n');
    expect(all).not.toMatch(/Jo Amberly|go wrong|Copying orders|It was not easy|This hurt|Amazing|hiring|newsletter/);
    expect(all).not.toMatch(/^(?:However|In this post)/m);
  });

  it('trims the lead-ins of what it takes', () => {
    const { whyItMatters, bullets } = extractSummary(migration, vocabulary);
    expect([whyItMatters, ...bullets]).toEqual(
      expect.arrayContaining([expect.stringMatching(/^We moved the order store|^A copier moved 40 million orders/)]),
    );
  });

  it('writes the line from a sentence that states a consequence, and does not repeat it', () => {
    const { whyItMatters, bullets } = extractSummary(migration, vocabulary);
    expect(whyItMatters).toMatch(/so that|which lets|without|went down/);
    expect(bullets).not.toContain(whyItMatters);
  });

  it('does not repeat it even when there is little else to say', () => {
    const few = articleOf([
      'The outage cost 4,000 customers of the shop a whole day, because the queue lost their orders. Three workers crashed on one broken image within six minutes of each other. A drill in June restored the whole queue within 47 minutes from a backup. Engineers moved the broken images to a bucket of their own in July. The size of the queue fell from 9,000 orders to 300 by August. Support closed 212 tickets of the shop in that week.',
    ]);
    const { whyItMatters, bullets } = extractSummary(few, vocabulary);
    expect(whyItMatters).toMatch(/^The outage cost/);
    expect(bullets).toHaveLength(5);
    expect(bullets.filter((bullet) => whyItMatters.includes(bullet))).toEqual([]);
  });

  it('keeps the order of the article and tells of more than one section', () => {
    const { bullets } = extractSummary(migration, vocabulary);
    const places = bullets.map((bullet) => migration.text.indexOf(bullet.slice(4, 40)));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeLessThan(migration.text.indexOf('How we copied'));
    expect(places.at(-1)).toBeGreaterThan(migration.text.indexOf('What it brought'));
  });

  it('names what the article is about', () => {
    const { keywords, tags } = extractSummary(migration, vocabulary);
    expect(keywords).toContain('order store');
    expect(tags).toContain('data');
  });

  it('says the same about the same article every time', () => {
    expect(extractSummary(migration, vocabulary)).toEqual(extractSummary(migration, vocabulary));
  });

  it('does not say one thing twice', () => {
    const again =
      'The copier compared the checksums of both stores each night, and found 212 orders that differed by one cent.';
    const { text, blocks } = articleOf([
      ...migration.blocks.map(({ kind, start, end }) => [kind, migration.text.slice(start, end)] as const),
      again,
    ]);
    const { bullets } = extractSummary({ ...migration, text, blocks }, vocabulary);
    expect(bullets.filter((bullet) => bullet.includes('212 orders')).length).toBeLessThanOrEqual(1);
  });

  describe('with articles that give it little', () => {
    const word = (seed: number) =>
      ['queue', 'shard', 'cache', 'node', 'disk', 'index', 'lease', 'clock'][seed % 8] ?? '';
    const long = (seed: number) =>
      `The ${word(seed)} ${Array.from({ length: 50 }, (_, index) => `${word(seed + index)}${index}`).join(' ')} failed.`;
    const many = <T>(make: (index: number) => T, count = 30) =>
      Array.from({ length: count }, (_, index) => make(index));

    it.each([
      ['the same article five hundred times over', many(() => migration.text.replaceAll('\n', ' '), 500)],
      [
        'one sentence with another number each time',
        [
          many((index) => `Worker number ${index} of the queue failed for ${index + 2} minutes on Monday.`, 900).join(
            ' ',
          ),
        ],
      ],
      ['lists only', many((index) => ['list-item', `${word(index)} ${index} was slow`] as const)],
      [
        'exclamations',
        [many((index) => `The ${word(index)} number ${index} was terribly slow again on Monday!`).join(' ')],
      ],
      ['no Latin letters', [many((index) => `Очередь номер ${index} снова была переполнена в понедельник.`).join(' ')]],
    ])('is still valid: %s', (_, parts) => {
      expect(outcomeOf(articleOf(parts))).toBe('summary');
    });

    it.each([
      ['only sentences that are too long', many(long)],
      ['only sentences that are too short', [many((index) => `Disk ${index} failed.`, 60).join(' ')]],
      ['the same sentence again and again', [many(() => 'The queue of the shard was full again.').join(' ')]],
      ['no stops', [many((index) => `${word(index)} ${word(index + 3)}`, 100).join(' ')]],
      ['questions only', [many((index) => `Why was ${word(index)} number ${index} so slow on that day?`).join(' ')]],
      [
        'quotations only',
        many((index) => ['quote', `The ${word(index)} number ${index} was slow on that day.`] as const),
      ],
      ['furniture only', [many((index) => `Subscribe to newsletter ${index} of the ${word(index)}.`).join(' ')]],
      [
        'markup in the text',
        [many((index) => `The **${word(index)}** of \`node_${index}\` is [here](x) and <b>slow</b>.`).join(' ')],
      ],
      ['code only', [['code', many((index) => `let x${index} = ${index};`).join('\n')] as const]],
      ['one word', [many(() => 'a', 200).join(' ')]],
      ['one endless word', [`${'ab'.repeat(50_000)} ${'cd'.repeat(50_000)}.`]],
      ['no words', ['… — … — …']],
      ['nothing', []],
    ])('is refused rather than padded or cut: %s', (_, parts) => {
      expect(outcomeOf(articleOf(parts))).toBe('refusal');
    });
  });

  it('is valid for any article, or refused', () => {
    const piece = fc.constantFrom(
      ...[
        'The queue',
        'failed',
        'However,',
        'it',
        'because',
        '12 %',
        'Node.js',
        'e.g.',
        'v2.0',
        '“quoted”',
        '(aside)',
        '—',
      ],
      ...[
        '. ',
        '. ',
        '! ',
        '? ',
        '; ',
        ': ',
        ', ',
        '…',
        '`code`',
        '**',
        '<b>',
        '- ',
        '1. ',
        '\u2028',
        '\u00a0',
        '😀',
        'ﬁn',
        'https://x.y',
      ],
    );
    const text = fc.array(piece, { minLength: 1, maxLength: 60 }).map((pieces) => pieces.join(' '));
    const kind = fc.constantFrom('paragraph', 'list-item', 'quote', 'heading', 'table', 'code');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(kind, fc.oneof(text, fc.string({ minLength: 1 }))), { maxLength: 8 }),
        text,
        (parts, title) => {
          const usable = parts.filter(([, content]) => content.trim() !== '');
          outcomeOf(articleOf(usable, { title }));
        },
      ),
      { numRuns: 200 },
    );
  });
});
