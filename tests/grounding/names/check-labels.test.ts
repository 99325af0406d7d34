import { describe, expect, it } from 'vitest';
import { labelChecker } from '../../../src/grounding/names/check-labels.ts';
import { articleOf } from '../../support/article-of.ts';

const { check } = labelChecker(
  articleOf([
    'The K7-9144 runs 12.3.2 and v2.0. RFC 7908 applies; p99 fell. Issue #5120 and CVE-2031-40417 are fixed in us-east-1.',
  ]),
);

describe('labelChecker', () => {
  it.each([
    'The K7 runs v12.3.2 and version 2.0.',
    'RFC7908 applies to the 99th percentile, or p99.',
    'Issue #5120 is CVE-2031-40417.',
    'It took 90-minute runs in mid-2024 at 3:1.',
    'Two K7s run.',
    'Two K7-based towers run.',
    '売上は340億円だった。',
    'K7-9144は速い。',
    '매출은340억원이다.',
  ])('finds mentioned: %s', (claim) => {
    expect(check(claim)).toEqual([]);
  });

  it.each([
    ['It runs 12.3.3.', 'number', '12.3.3'],
    ['The p95 fell.', 'number', 'p95'],
    ['RFC 7908 and RFC7909 apply.', 'number', 'RFC7909'],
    ['Issue #5210 is fixed.', 'number', '#5210'],
    ['It is CVE-2031-40471.', 'number', 'CVE-2031-40471'],
    ['The M1 runs.', 'name', 'M1'],
    ['K7-9145は速い。', 'number', 'K7-9145'],
    ['An M1-like tower runs.', 'name', 'M1'],
  ])('finds not mentioned: %s', (claim, code, label) => {
    expect(check(claim)).toEqual([{ code, message: expect.stringContaining(`"${label}"`) }]);
  });
});
