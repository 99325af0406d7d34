import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { parseSearchQuery } from '../../src/catalogue/search-query.ts';

describe('reading a query', () => {
  it.each<[string, string[][], boolean]>([
    ['kafka', [['kafka']], true],
    ['kafka ', [['kafka']], true],
    ['kafka lag', [['kafka'], ['lag']], true],
    ['go', [['go']], false],
    ['node.js', [['node', 'js']], false],
    ['two-phase commit', [['two', 'phase'], ['commit']], true],
    ['"two phase" commit', [['two', 'phase'], ['commit']], true],
    ['commit "two phase"', [['commit'], ['two', 'phase']], false],
    ['“two phase', [['two', 'phase']], false],
    ['say"hi"there', [['say'], ['hi'], ['there']], true],
    ['the cost of kafka', [['cost'], ['kafka']], true],
    ['kafka at', [['kafka']], false],
    ['to be', [['to'], ['be']], false],
    ['"the"', [['the']], false],
    ['\u{e000}1 x\u{e001}y', [['1'], ['x', 'y']], false],
    ['?! ... ""', [], false],
    ['', [], false],
  ])('%s', (text, phrases, open) => {
    expect(parseSearchQuery(text)).toEqual({ phrases, open });
  });

  test.prop([fc.string({ unit: 'binary' })])('takes anything and gives back words, at most sixteen phrases', (text) => {
    const { phrases } = parseSearchQuery(text);
    expect(phrases.length).toBeLessThanOrEqual(16);
    for (const word of phrases.flat()) expect(word).toMatch(/^[\p{L}\p{N}\p{M}\u{fffd}]{1,61}$/u);
  });
});
