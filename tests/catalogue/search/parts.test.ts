import { afterAll, describe, expect, it } from 'vitest';
import type { Alternatives } from '../../../src/catalogue/search/expression.ts';
import { matchParts } from '../../../src/catalogue/search/parts.ts';
import { connect } from '../../../src/sqlite/sqlite.ts';

describe('the parts of an entry', () => {
  const db = connect(':memory:');
  afterAll(() => db.close());

  const entry = {
    title: [['Years', 'of', 'Queues']],
    line: [['Öl', 'queues', 'by', 'ties']],
    keywords: [['dead', 'letter'], ['queue']],
    body: [['Nobody', 'waits'], ['letter', 'queues'], []],
  };
  const none = { title: 0, line: 0, keywords: 0, body: 0 };

  it.each<[string, Alternatives[], Partial<typeof none>, boolean]>([
    ['words under one stem', [[['queueing']]], { title: 1, line: 1, keywords: 1, body: 1 }, false],
    ['words that change their end', [[['year']], [['tied']]], { title: 1, line: 1 }, false],
    ['case and accents', [[['ol']]], { line: 1 }, false],
    ['phrases within a text', [[['dead', 'letters']]], { keywords: 1 }, false],
    ['no phrase across texts', [[['letter', 'queue', 'x']], [['letter', 'nobody']]], {}, false],
    ['any of the alternatives', [[['x'], ['wait'], ['queue']]], { title: 1, line: 1, keywords: 1, body: 1 }, false],
    ['words that stand together', [[['letter']], [['queue']]], { title: 1, line: 1, keywords: 2, body: 2 }, true],
    ['words that do not', [[['queue']], [['letter']]], { title: 1, line: 1, keywords: 2, body: 2 }, false],
    ['nothing of what is not there', [[['lett']], [['walrus']]], {}, false],
  ])('have %s', (_what, terms, expected, adjacent) => {
    expect(matchParts(db, [entry], terms)).toEqual([{ terms: { ...none, ...expected }, adjacent }]);
  });
});
