import { describe, expect, it } from 'vitest';
import { figuresOf } from '../../../src/grounding/figures/figures.ts';

const read = (text: string) => figuresOf(text).map(({ value, unit }) => [value, unit]);

describe('figuresOf', () => {
  it.each([
    ['24K users', 24_000, null],
    ['24,000 users', 24_000, null],
    ['24’000 users', 24_000, null],
    ["1'024'000 users", 1_024_000, null],
    ['24\u2009000 users', 24_000, null],
    ['24 000 users', 24_000, null],
    ['1 024 000.5 tonnes', 1_024_000_500_000, 'grams'],
    ['1.5 million rows', 1_500_000, null],
    ['two hundred hosts', 200, null],
    ['forty-two per cent', 42, 'percent'],
    ['99.95 %', 99.95, 'percent'],
    ['−31 %', 31, 'percent'],
    ['$1.5M', 1_500_000, '$'],
    ['US$3.2bn', 3_200_000_000, '$'],
    ['EUR 20', 20, '€'],
    ['42,000 dollars', 42_000, '$'],
    ['£187K', 187_000, '£'],
    ['90 minutes', 5400, 'seconds'],
    ['1.5 hours', 5400, 'seconds'],
    ['a 90-minute outage', 5400, 'seconds'],
    ['40ms', 0.04, 'seconds'],
    ['212 TB', 212e12, 'bytes'],
    ['two years', 24, 'months'],
    ['3x faster', 3, 'times'],
    ['a threefold rise', 3, 'times'],
    ['ten', 10, null],
    ['a dozen', 12, null],
    ['a quarter of a million euros', 250_000, '€'],
    ['a year and a half', 18, 'months'],
    ['fourteen and a quarter hours', 51_300, 'seconds'],
    ['two and three-quarter hours', 9900, 'seconds'],
    ['grew by a factor of three', 3, 'times'],
    ['2,000 day passes', 2000, null],
    ['2,000 days', 172_800_000, 'seconds'],
    ['a 10 day trip', 864_000, 'seconds'],
    ['half of it', 50, 'percent'],
    ['it doubled', 2, 'times'],
  ])('reads %j', (text, value, unit) => {
    expect(read(text)).toEqual([[expect.closeTo(value, 9), unit]]);
  });

  it.each([
    ['On May 5 300 workers left', 300],
    ['24 0001', 24],
    ['room 020 100 seats', 20],
    ['16 192.168.1.1', 16],
  ])('parts no thousands by the space in %j', (text, value) => {
    expect(read(text).map(([one]) => one)).toContain(value);
  });

  it('reads no part of a version as a figure, even behind a stop', () => {
    expect(read('two are open; 2.9.4 and 2.8.11 are not')).toEqual([[2, null]]);
  });

  it('lets what is arrived at share the unit of what is come from', () => {
    expect(read('from ten seconds to 0.8')).toEqual([
      [10, 'seconds'],
      [0.8, 'seconds'],
    ]);
  });

  it.each([
    ['840 ms, of which 520 were spent waiting', [0.84, 0.52], 'seconds'],
    ['£9 million, including 2 million.', [9e6, 2e6], '£'],
    ['90 minutes, compared with 60 for the new', [5400, 3600], 'seconds'],
    ['30 kg per box against 20 before', [30_000, 20_000], 'grams'],
  ])('lets a part share the unit of the whole, and what is compared with that of what is: %s', (text, values, unit) => {
    expect(read(text)).toEqual(values.map((value) => [value, unit]));
  });

  it('takes what is counted among a share, or counts something else, for no part of it', () => {
    expect(read('40 % of guests, of which 12 were ill')[1]).toEqual([12, null]);
    expect(read('90 minutes, including 3 stops')[1]).toEqual([3, null]);
    expect(read('90 minutes against 3 rivals')[1]).toEqual([3, null]);
  });

  it('takes what numbers a version for no end of a range', () => {
    expect(read('from 118 MB in version 4 to 46 MB')).toEqual([
      [118e6, 'bytes'],
      [4, null],
      [46e6, 'bytes'],
    ]);
  });

  it('lets both ends of a range share the unit', () => {
    expect(read('10-12 minutes')).toEqual([
      [600, 'seconds'],
      [720, 'seconds'],
    ]);
    expect(read('from 900 to 210 ms')).toEqual([
      [0.9, 'seconds'],
      [0.21, 'seconds'],
    ]);
  });

  it('lets them share the currency, whichever it is', () => {
    expect(read('DKK 38bn to 40bn')).toEqual([
      [38e9, 'kr'],
      [40e9, 'kr'],
    ]);
  });

  it('does not share it across other words', () => {
    expect(read('3 of 12 hours')).toEqual([
      [3, null],
      [43_200, 'seconds'],
    ]);
  });

  it.each([
    'p99',
    'IPv6',
    'SHA-256',
    '2025-11-03',
    '14:07',
    'v2.0',
    '1.2.3',
    '10.0.0.1',
    'us-east-1',
    'issue #42',
    '24/7',
  ])('sees no quantity in %j', (text) => {
    expect(read(text)).toEqual([]);
  });

  it('says where each figure stands', () => {
    const text = 'It cost $ 42 and took twenty-one days.';
    expect(figuresOf(text).map(({ start, end }) => text.slice(start, end))).toEqual(['$ 42', 'twenty-one days']);
  });
});
