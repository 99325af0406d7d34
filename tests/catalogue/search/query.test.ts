import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { parseSearchQuery } from '../../../src/catalogue/search/query.ts';

describe('reading a query', () => {
  it.each<[string, string[][], 'no' | 'perhaps' | 'yes' | undefined]>([
    ['kafka', [['kafka']], 'perhaps'],
    ['kafka ', [['kafka']], 'perhaps'],
    ['kafka lag', [['kafka'], ['lag']], 'perhaps'],
    ['go', [['go']], 'no'],
    ['deploy*', [['deploy']], 'yes'],
    ['node.js', [['node', 'js']], 'no'],
    ['two-phase commit', [['two', 'phase'], ['commit']], 'perhaps'],
    ['"two phase" commit', [['two', 'phase'], ['commit']], 'perhaps'],
    ['commit "two phase"', [['commit'], ['two', 'phase']], 'no'],
    ['“two phase', [['two', 'phase']], 'no'],
    ['say"hi"there', [['say'], ['hi'], ['there']], 'perhaps'],
    ['the cost of kafka', [['cost'], ['kafka']], 'perhaps'],
    ['kafka at', [['kafka']], 'no'],
    ['to be', [['to'], ['be']], 'no'],
    ['"the"', [['the']], 'no'],
    ['\u{e000}1 x\u{e001}y', [['1'], ['x', 'y']], 'no'],
    ['kafka tag:sre', [['kafka']], 'perhaps'],
    ['tag: sre', [['tag'], ['sre']], 'perhaps'],
    ['see http://example.org', [['see'], ['http', 'example', 'org']], 'no'],
    ['東京タワー', [['東京', '京タ', 'タワ', 'ワー']], 'no'],
    ['Kafka入門 2', [['Kafka', '入門'], ['2']], 'no'],
    ['東京 駅', [['東京'], ['駅']], 'yes'],
    ['"東京 3"', [['東京', '京', '3']], 'no'],
    ['A社', [['A', '社']], 'yes'],
    ['?! ... ""', [], undefined],
    ['', [], undefined],
  ])('%s', (text, phrases, last) => {
    const { terms } = parseSearchQuery(text);
    expect(terms.map(({ phrase }) => phrase)).toEqual(phrases);
    expect(terms.at(-1)?.beginning).toBe(last);
  });

  it('takes out what narrows it and what is not to be found', () => {
    const read = parseSearchQuery(
      'TAG:sre source:"Some Blog" -tag:ml -source:x after:2024 before:2025-03 lag -"a b" -c - --dry-run',
    );
    expect(read).toMatchObject({
      ...{ tags: ['sre'], sources: ['Some Blog'], otherTags: ['ml'], otherSources: ['x'] },
      ...{ from: '2024-01-01', until: '2025-03-01', hints: [] },
    });
    expect(read.without.map(({ phrase }) => phrase)).toEqual([['a', 'b'], ['c']]);
    expect(read.terms.map(({ phrase }) => phrase)).toEqual([['lag'], ['dry', 'run']]);
  });

  it('knows where each word stands', () => {
    const text = '“Zürich two-phase” -x lag';
    const { terms } = parseSearchQuery(text);
    expect(terms.map(({ at }) => at.map(({ start, end }) => text.slice(start, end)))).toEqual([
      ['Zürich', 'two', 'phase'],
      ['lag'],
    ]);
  });

  it.each(['yesterday', '2025-13', '2025-02-30', '25', '2025-1-1-1', '0000-00'])('says that %s is no date', (day) => {
    expect(parseSearchQuery(`a after:${day}`)).toMatchObject({
      from: null,
      hints: [expect.stringContaining('after:')],
    });
  });

  it('takes what is not before a day as from it on, and the other way round', () => {
    expect(parseSearchQuery('-before:2024-05 -after:2025')).toMatchObject({ from: '2024-05-01', until: '2025-01-01' });
  });

  it('says that a star needs two letters', () => {
    expect(parseSearchQuery('d* -d* de* 東* d')).toMatchObject({
      hints: ['“d*” finds the letter alone: before a * write at least two.', expect.stringContaining('-d*')],
    });
  });

  test.prop([fc.string({ unit: 'binary' })])('takes anything and gives back words, at most sixteen phrases', (text) => {
    const { terms, without } = parseSearchQuery(text);
    expect(terms.length).toBeLessThanOrEqual(16);
    for (const word of [...terms.map(({ phrase }) => phrase), ...without].flat()) {
      expect(word).toMatch(/^[\p{L}\p{N}\p{M}\u{fffd}]{1,61}$/u);
    }
  });
});
