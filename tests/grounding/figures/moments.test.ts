import { describe, expect, it } from 'vitest';
import { momentsOf, sameMoment } from '../../../src/grounding/figures/moments.ts';

const read = (text: string) => momentsOf(text).map(({ start: _, end: __, ...moment }) => moment);

describe('momentsOf', () => {
  it.each([
    ['on 6 March 2025', [{ day: 6, month: 3, year: 2025 }]],
    ['March 6th, 2025', [{ day: 6, month: 3, year: 2025 }]],
    [
      '2 and 9 November',
      [
        { day: 2, month: 11 },
        { day: 9, month: 11 },
      ],
    ],
    ['since Q4 2025', [{ quarter: 4, year: 2025 }]],
    ['the fourth quarter of 2025', [{ quarter: 4, year: 2025 }]],
    ['in the first half of 2024', [{ half: 1, year: 2024 }]],
    ['in 2021', [{ year: 2021 }]],
    ['the season 2024/25', [{ year: 2024 }]],
    ['the 2010s', [{ decade: 2010 }]],
    ['2025-11-03', [{ year: 2025, month: 11, day: 3 }]],
    ['at 14:07 UTC', [{ time: 847, zone: 'utc' }]],
    ['at 2:07 p.m.', [{ time: 847 }]],
    ['on Thursday', [{ weekday: 4 }]],
    ['We may go, and march on', []],
    ['May we go?', []],
    ['In March, May we go?', [{ month: 3 }]],
    ['| April | May |', [{ month: 4 }, { month: 5 }]],
    ['April, May, July', [{ month: 4 }, { month: 5 }, { month: 7 }]],
    ['| May fail | Mayor |', []],
    ['2048 users', []],
    ['1.2.3 and 10.0.0.1, 24/7', []],
    ['a ratio of 3:1', []],
  ])('reads %j', (text, moments) => {
    expect(read(text)).toEqual(moments);
  });
});

describe('sameMoment', () => {
  const same = (claimed: string, stated: string, years: readonly number[] = []) => {
    const [one] = momentsOf(claimed);
    return momentsOf(stated).some((other) => one && sameMoment(one, other, (year) => years.includes(year)));
  };

  it.each([
    ['in March 2025', 'on 6 March 2025'],
    ['Q4 2025', 'in November 2025'],
    ['on 6 March', '2025-03-06'],
    ['at 2:07 pm', 'at 14:07'],
    ['at 03:10', 'at 03:10:22'],
    ['14:07 GMT', '14:07 UTC'],
  ])('%j is said by %j', (claimed, stated) => {
    expect(same(claimed, stated)).toBe(true);
  });

  it.each([
    ['on 7 March', 'on 6 March 2025'],
    ['in March 2024', 'on 6 March 2025'],
    ['Q3 2025', 'in November 2025'],
    ['at 14:07', 'at 14:17'],
    ['14:07 PST', '14:07 UTC'],
  ])('%j is not said by %j', (claimed, stated) => {
    expect(same(claimed, stated)).toBe(false);
  });

  it('fills in a year that stands elsewhere', () => {
    expect(same('March 2025', 'on 6 March', [2025])).toBe(true);
    expect(same('March 2025', 'on 6 March', [2024])).toBe(false);
  });
});
