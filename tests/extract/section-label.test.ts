import { describe, expect, it } from 'vitest';
import { parseArticle } from '../../src/article/parse-article.ts';
import { sectionLabel } from '../../src/extract/section-label.ts';
import { readSentences } from '../../src/extract/sentence.ts';

describe('sectionLabel', () => {
  it.each([
    ['Fixed', 'The check returned 0 even when it found errors.', 'Fixed'],
    ['Bug fixes', 'Crash when a file is empty.', 'Fixed'],
    ['🐛 Fixes:', 'Crash when a file is empty.', 'Fixed'],
    ['Fixed since the last candidate', 'A crash when a name held a zero byte.', 'Fixed'],
    ['Known issues in 7.0', 'The client loses its place after a restart.', 'Known issue'],
    ['Removed', 'The option `--legacy`.', 'Removed'],
    ['Deprecated', 'The old form of the manifest.', 'Deprecated'],
  ])('under %j says of %j: %s', (heading, item, label) => {
    expect(sectionLabel(heading, item)).toBe(label);
  });

  it.each([
    ['Fixed', 'The check no longer returns 0 when it found errors.'],
    ['Fixed', 'Fixes a crash when a file is empty.'],
    ['Known issues', 'A leak of 40 MB a day, to be fixed in 6.0.1.'],
    ['Removed', 'Support for Node 18 is gone.'],
    ['Deprecated', 'Use `load` instead of `read`.'],
    ['What we fixed on Tuesday', 'The pump stood still.'],
    ['Highlights', 'The check returns 1 when it found errors.'],
    ['', 'The check returns 1 when it found errors.'],
  ])('under %j says nothing of %j', (heading, item) => {
    expect(sectionLabel(heading, item)).toBeNull();
  });
});

it('is of the items of a list alone, and of what each begins with', () => {
  const text = '# Notes\n\nA release.\n\n## Fixed\n\nThe pump stood still.\n\n- The check returned 0. Nobody saw it.\n';
  const sentences = readSentences(parseArticle({ text, format: 'markdown' }, { anyLength: true }));
  expect(sentences.map(({ text: own, label }) => [own, label])).toEqual([
    ['A release.', null],
    ['The pump stood still.', null],
    ['The check returned 0.', 'Fixed'],
    ['Nobody saw it.', null],
  ]);
});
